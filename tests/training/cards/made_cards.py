"""Skills made up for tests, and models that are sure of the right, or of the wrong, answer."""

from collections.abc import Iterator, Sequence

from PIL import Image

from models.corpus import Entry
from models.judging import Candidate
from models.records import QAR, Answer, Box, Question, Region
from tests.training.benchmarks.made_items import item, items_of
from training.benchmarks.checkpoints import Checkpoint
from training.benchmarks.items import Item
from training.cards.asking import Asked, Hearing, Way
from training.cards.items import Posed, SkillItems
from training.cards.make import Origin, make_card
from training.cards.records import Corpus, Further, Manner, Skill, SkillCard, Supervised
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


class Answering:
    """Says what it was told to say to a question, else nothing."""

    name = "answering"

    def __init__(self, said: dict[str, str], confidence: float | None = None) -> None:
        self._said = said
        self._confidence = confidence
        self.asked: list[Question] = []

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:  # noqa: ARG002
        self.asked.append(question)
        for text in ("", next((said for asked, said in self._said.items() if asked in question.text), "")):
            yield Answer(text=text, model=self.name, confidence=self._confidence, complete=True)


class Accepting:
    """A critic that accepts some answers more than others."""

    name = "accepting"

    def __init__(self, chances: dict[str, float]) -> None:
        self._chances = chances
        self.judged: list[Candidate] = []

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:  # noqa: ARG002
        self.judged += candidates
        return tuple(self._chances[each.qar.answer] for each in candidates)


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
    return make_card(
        Asked(model, "teacher", ways),
        drawn,
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
