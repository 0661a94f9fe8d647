"""Skills made up for tests, and models that are sure of the right, or of the wrong, answer."""

from collections.abc import Sequence

from models.corpus import Entry
from models.judging import Candidate
from models.records import QAR, Box, Region
from tests.training.benchmarks.made_answers import Answering
from tests.training.benchmarks.made_items import item, items_of
from training.benchmarks.checkpoints import Checkpoint
from training.benchmarks.hearing import Hearing
from training.benchmarks.items import Item
from training.benchmarks.manners import Asked, Manner, Way
from training.cards.items import Posed, SkillItems
from training.cards.make import Origin, make_card, measure_skills
from training.cards.records import Corpus, Further, Skill, SkillCard, Supervised
from training.corpus.stats.measure import measure
from training.corpus.stats.records import Stats, StatsSettings

REGIONS = (Region(id=0, box=Box(1, 1, 4, 4)), Region(id=1, box=Box(4, 4, 8, 8)))
HOSTILE = "<script>window.hacked=1</script><img src=//evil.test onerror=hack()> of [0]"
LEAST = StatsSettings(sample=2, bleu=1, clusters=1, words=1)
PICTURE = "data:image/jpeg;base64,AAAA"


def asked_about(name: str, right: int, *choices: str, picture: str = "a") -> Item:
    return item(name, right, picture=picture, count=len(choices), choices=choices, regions=REGIONS)


def skill_of(skill: Skill, items: Sequence[Item], exchanged: Sequence[Item] = ()) -> SkillItems:
    return SkillItems(
        skill,
        Posed(items_of(*items), {}),
        Posed(items_of(*exchanged), {}),
        {each.id: (0,) for each in exchanged},
    )


def origin(**settings: str) -> Origin:
    return Origin(
        split="evaluate", seed=1, count=2, settings=dict(settings), checkpoint=Checkpoint(model="made"), versions={}
    )


def card_of(model: str = "made", said: str = "c1", further: Sequence[Further] = ()) -> SkillCard:
    """Return the card of a model that answers everything wrong, with texts that anybody may have written."""
    answering = Hearing(Answering({"What": said}, confidence=0.75), listed=False)
    drawn = [skill_of("cause", [asked_about("x", 0, "c0", "c1")])]
    ways: dict[Manner, Way] = {"contrastive": Way(why="it does not say"), "generative": Way(answering, "its words")}
    corpus = Corpus(
        name="made <b>", qars=2, skills=(Supervised(skill="cause", count=1, share=0.5, told_by="questions"),)
    )
    asked = Asked(model, "teacher", ways)
    return make_card(
        asked,
        drawn,
        measure_skills(asked, drawn),
        origin(),
        lambda _items: lambda _reply: PICTURE,
        further=further,
        corpus=corpus,
    )


def stats_of(*asked: tuple[str, str]) -> Stats:
    """Return what is measured of a corpus of these questions and answers."""
    qars = [QAR(question=question, answer=answer, rationale="It shows.") for question, answer in asked]
    candidates = [Candidate(id=str(number), image_id="", qar=qar) for number, qar in enumerate(qars)]
    return measure([Entry(candidate=each, path="p.png") for each in candidates], LEAST)
