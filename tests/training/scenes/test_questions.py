"""Questions, and the sets of answers that are true of a graph."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from training.scenes.about_facts import fact_questions
from training.scenes.about_people import relationship_questions
from training.scenes.about_picture import main_happening
from training.scenes.asking import MOST_ACCEPTED, can_be_asked, framed, may_share_noun, shows_hair
from training.scenes.graph import PROFESSIONS, Entity, SceneGraph
from training.scenes.phrases import FEELING_WORDS, with_article
from training.scenes.phrases_causes import CAUSE_QUESTIONS
from training.scenes.phrases_people import PEOPLE_QUESTIONS
from training.scenes.phrases_picture import PICTURE_QUESTIONS
from training.scenes.phrases_things import THING_QUESTIONS
from training.scenes.questions import QUESTION_TYPES, WHOLE_PICTURE_TYPES, SceneQuestion, ask_about, mask_ids
from training.scenes.stories import STORIES
from training.scenes.tags import TAG_SETS, tags_of
from training.scenes.telling import Teller
from training.scenes.world import draw_scene

FORMS = {**CAUSE_QUESTIONS, **PEOPLE_QUESTIONS, **THING_QUESTIONS, **PICTURE_QUESTIONS}
# What is worded in the files `about_*.py`; the other types have tests of their own.
OWN_TYPES = {
    "why", "before", "after", "intent", "action", "emotion", "role", "attribute", "type", "purpose", "factual",
    "inference", "focus", "scene", "ambiance",
}  # fmt: skip


class Asked(NamedTuple):
    """A scene, the ids of the entities shown, and what was asked."""

    graph: SceneGraph
    ids: dict[int, int]
    questions: list[SceneQuestion]

    def entity(self, question: SceneQuestion) -> Entity:
        assert question.entity is not None
        return self.graph.entities[question.entity]


@pytest.fixture(scope="module")
def graphs() -> list[SceneGraph]:
    return [draw_scene(seed, size=32).graph for seed in range(250)]


@pytest.fixture(scope="module")
def asked(graphs: list[SceneGraph]) -> list[Asked]:
    """The scenes, each asked about some of its entities under a random assignment of the ids 0 to 5."""
    scenes = []
    for graph in graphs:
        rng = random.Random(graph.seed)
        count = rng.randint(1, min(6, len(graph.entities)))
        shown = rng.sample(range(len(graph.entities)), count)
        ids = dict(zip(shown, rng.sample(range(6), count), strict=True))
        scenes.append(Asked(graph, ids, ask_about(graph, ids, rng)))
    return scenes


def test_every_question_accepts_the_answer_it_gives(asked: list[Asked]) -> None:
    assert all(question.qar.answer in question.accepted for scene in asked for question in scene.questions)


def test_texts_name_only_regions_that_are_shown(asked: list[Asked]) -> None:
    for _, ids, questions in asked:
        for question in questions:
            texts = (question.qar.question, question.qar.answer, question.qar.rationale, *question.accepted)
            assert {int(number) for number in re.findall(r"\[(\d+)\]", " ".join(texts))} <= set(ids.values())


def test_no_text_keeps_an_unfilled_place(asked: list[Asked]) -> None:
    for _, _, questions in asked:
        for question in questions:
            assert not re.search(r"[{}]|None|  ", " ".join((*question.accepted, *question.qar.model_dump().values())))


def test_answers_are_short_and_a_question_accepts_few(asked: list[Asked]) -> None:
    for _, _, questions in asked:
        for question in questions:
            assert len(question.accepted) <= MOST_ACCEPTED
            for answer in question.accepted:
                assert len(answer.split()) <= 14 or question.type not in OWN_TYPES, answer


def test_every_type_occurs_and_that_of_causes_for_every_person_who_can_be_seen(asked: list[Asked]) -> None:
    types = Counter(question.type for _, _, questions in asked for question in questions)
    assert len(QUESTION_TYPES) == 19
    assert set(types) == {*QUESTION_TYPES, *WHOLE_PICTURE_TYPES}
    assert min(types.values()) >= 50

    for graph, ids, questions in asked:
        seen = [graph.entities[index] for index in ids if can_be_asked(graph.entities[index])]
        people = Counter(entity.index for entity in seen if entity.kind == "person")
        assert Counter(question.entity for question in questions if question.type == "why") == people
        for type_ in ("before", "after", "intent", "inference"):
            about = Counter(question.entity for question in questions if question.type == type_)
            assert people <= about


def test_animals_are_asked_for_doings_and_wishes_but_for_no_feeling(asked: list[Asked]) -> None:
    types: defaultdict[str, set[str]] = defaultdict(set)
    for scene in asked:
        for question in scene.questions:
            if question.entity is not None:
                types[scene.entity(question).kind].add(question.type)
    assert {"action", "intent", "after", "inference", "type", "attribute"} <= types["animal"]
    assert not {"why", "emotion", "role", "focus", "purpose"} & types["animal"]
    assert not {"why", "before", "after", "intent", "action", "emotion", "inference"} & types["object"]


def test_who_is_mostly_hidden_is_not_asked_about(asked: list[Asked]) -> None:
    scene = next(each for each in asked if len(each.ids) > 1)
    hidden = scene.graph.model_copy(
        update={"entities": tuple(each.model_copy(update={"visible": 0.59}) for each in scene.graph.entities)}
    )

    questions = ask_about(hidden, scene.ids, random.Random(0))

    assert not {question.type for question in questions if question.needs_region} & {"why", "role", "type", "factual"}


def test_a_question_needs_a_region_exactly_when_it_names_one(asked: list[Asked]) -> None:
    for _, ids, questions in asked:
        for question in questions:
            assert question.needs_region == ("[" in question.qar.question) == (question.entity is not None)
            assert question.type in (QUESTION_TYPES if question.needs_region else WHOLE_PICTURE_TYPES)
            if question.entity is not None:
                assert f"[{ids[question.entity]}]" in question.qar.question


@pytest.mark.parametrize("form", FORMS)
def test_a_form_has_eight_phrasings_that_begin_differently_and_point_early_or_late(form: str) -> None:
    phrasings = FORMS[form]

    assert len(set(phrasings)) == len(phrasings) >= 8
    assert len({tuple(text.split()[:2]) for text in phrasings}) >= 5
    if form not in PICTURE_QUESTIONS:
        places = [text.split("{s}")[0].count(" ") for text in phrasings]
        assert min(places) <= 2
        assert max(places) >= 3


def test_both_spellings_of_colour_are_asked_for() -> None:
    for form in ("clothes", "hair", "colour"):
        assert any("colour" in text for text in FORMS[form])
        assert any("color" in text for text in FORMS[form])


def test_a_feeling_has_many_words_and_no_word_has_two_feelings() -> None:
    words = Counter(word for each in FEELING_WORDS.values() for word in each)

    assert all(len(each) >= 4 for each in FEELING_WORDS.values())
    assert set(words.values()) == {1}


def test_some_causes_are_asked_for_with_the_feeling_and_some_without(asked: list[Asked]) -> None:
    named = []
    for scene in asked:
        for question in scene.questions:
            if question.type == "why":
                feeling = scene.entity(question).feeling
                assert feeling
                said = set(re.findall(r"\w+", question.qar.question))
                own = set(FEELING_WORDS[feeling])
                named.append(bool(said & own))
                assert not said & {word for each in FEELING_WORDS.values() for word in each} - own
    assert 0.6 <= sum(named) / len(named) <= 0.85


def test_people_with_different_feelings_share_no_answer_about_feelings(asked: list[Asked]) -> None:
    compared = 0
    for scene in asked:
        feelings = [question for question in scene.questions if question.type == "emotion"]
        for one in feelings:
            for other in feelings:
                if scene.entity(one).feeling != scene.entity(other).feeling:
                    compared += 1
                    assert not _masked(one) & _masked(other)
    assert compared > 100


def test_no_cause_serves_for_two_situations() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name, story in STORIES.items():
        for told in story.told.values():
            for text in told.why:
                owners[re.sub(r"\{\w\}", "[]", text)].add(name)

    assert not {text: names for text, names in owners.items() if len(names) > 1}


def test_causes_of_two_situations_never_serve_for_each_other(graphs: list[SceneGraph]) -> None:
    compared = 0
    for graph in graphs[:80]:
        scene = _all_shown(graph)
        whys = [each for each in scene.questions if each.type == "why" and scene.entity(each).role_in_situation != "W"]
        for n, one in enumerate(whys):
            for other in whys[n + 1 :]:
                if scene.entity(one).situation != scene.entity(other).situation:
                    compared += 1
                    assert not _masked(one) & _masked(other)
    assert compared > 40


def test_an_entity_with_an_id_is_named_by_it_and_one_without_by_its_noun(graphs: list[SceneGraph]) -> None:
    """In the first scene where somebody has dropped an ice cream."""
    name = "ice cream dropped"
    seeds = (seed for seed in range(2000) if any(each.name == name for each in _graph(seed).situations))
    graph = _graph(next(seeds))
    members = next(each.members for each in graph.situations if each.name == name)
    s, o = members["S"], members["O"]
    told = STORIES[name].told["S"].why

    both = _why(graph, {s: 3, o: 0}, s)
    alone = _why(graph, {s: 3}, s)

    assert both.accepted == {text.format(S="[3]", O="[0]") for text in told}
    assert alone.accepted == {text.format(S="[3]", O="the ice cream") for text in told}


def test_yes_and_no_are_never_both_true(asked: list[Asked]) -> None:
    for _, _, questions in asked:
        for question in questions:
            if question.type == "factual":
                assert len({answer.split(",")[0] for answer in question.accepted}) == 1


def test_the_words_of_a_yes_no_question_say_nothing_about_its_answer(graphs: list[SceneGraph]) -> None:
    """Whatever is asked for is as often true as false: the best guess from the words is right half of the time."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    texts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for fact in _facts(graphs, rounds=30):
        forms[fact.form][fact.reply] += 1
        texts[fact.form, fact.said][fact.reply] += 1

    often = {said: counts for said, counts in texts.items() if counts.total() >= 300}
    assert set(forms) == {form for form in FORMS if form.endswith("?")}
    assert {form for form, _ in often} >= {"feeling?", "wearing?"}
    for said, counts in often.items():
        assert 0.4 <= counts["yes"] / counts.total() <= 0.6, (said, counts)
    for form, counts in forms.items():
        assert counts.total() > 300
        assert 0.47 <= counts["yes"] / counts.total() <= 0.53, (form, counts)


def test_what_a_yes_no_question_asks_for_is_true_of_somebody_in_the_picture(graphs: list[SceneGraph]) -> None:
    checked = 0
    for graph in graphs[:80]:
        scene = _all_shown(graph)
        feelings = {entity.feeling for entity in graph.entities}
        for question in scene.questions:
            words = set(re.findall(r"\w+", question.qar.question))
            for feeling, names in FEELING_WORDS.items():
                if question.type == "factual" and words & set(names):
                    checked += 1
                    assert feeling in feelings
                    assert question.qar.answer.startswith("yes") == (scene.entity(question).feeling == feeling)
    assert checked > 80


def test_roles_ages_and_colours_are_those_of_the_graph(asked: list[Asked]) -> None:
    for scene in asked:
        for question in scene.questions:
            if question.type == "role":
                entity, answer = scene.entity(question), question.qar.answer
                jobs = [job for job in PROFESSIONS if answer.endswith(f" {job}")]
                assert jobs in ([], [entity.profession])
                assert (
                    entity.profession is None
                    or jobs
                    or f"a{'n' * (entity.age == 'adult')} {entity.age}" in " ".join(question.accepted)
                )
            if question.type == "attribute" and question.entity is not None:
                entity = scene.entity(question)
                about_hair = "hair" in question.qar.question
                assert f"{entity.hair if about_hair else entity.colour}" in question.qar.answer
                assert not about_hair or shows_hair(entity)


def test_hair_under_a_hat_or_a_scarf_is_not_asked_for() -> None:
    person = next(each for each in _graph(0).entities if each.kind == "person")

    def dressed(**changes: str | None) -> Entity:
        return person.model_copy(update={"hair": "red", "hair_style": "long", "hat": None, **changes})

    assert shows_hair(dressed())
    assert not shows_hair(dressed(hat="cap"))
    assert not shows_hair(dressed(hair=None, hair_style="headscarf"))
    assert not shows_hair(dressed(hair_style="bald"))


def test_a_relationship_is_that_of_the_situation_and_strangers_come_from_two(graphs: list[SceneGraph]) -> None:
    kinds = Counter()
    for graph in graphs:
        for first, second, question in _relationships(graph):
            parts = {first.role_in_situation, second.role_in_situation}
            said = " ".join(question.accepted)
            assert ("strangers" in said) == (first.situation != second.situation)
            if first.situation == second.situation:
                assert parts in ({"S", "T"}, {"S", "W"})
                assert ("watching" in said) == ("W" in parts)
            kinds["strangers" if "strangers" in said else "".join(sorted(parts))] += 1
    assert min(kinds["strangers"], kinds["ST"], kinds["SW"]) >= 15


def test_a_bond_names_the_two_in_the_order_in_which_they_stand(graphs: list[SceneGraph]) -> None:
    turned = 0
    for graph in graphs:
        for first, second, question in _relationships(graph):
            bonds = STORIES[first.situation].bond
            parts = {first.role_in_situation, second.role_in_situation}
            if len(bonds) == 2 and parts == {"S", "T"} and first.situation == second.situation:
                turned += 1
                s, t = (first, second) if first.role_in_situation == "S" else (second, first)
                assert question.accepted == {
                    f"[{s.index}] and [{t.index}] are {bonds[0]}",
                    f"[{t.index}] and [{s.index}] are {bonds[1]}",
                }
    assert turned > 10


def test_the_focus_of_a_picture_is_its_largest_situation(graphs: list[SceneGraph]) -> None:
    found = 0
    for graph in graphs:
        main = main_happening(graph)
        focus = [each for each in _all_shown(graph).questions if each.type == "focus" and each.entity is None]
        assert len(focus) == (main is not None)
        if main:
            found += 1
            players = {main.members[key] for key in ("S", "T") if key in main.members}
            assert {int(re.findall(r"\d+", answer)[0]) for answer in focus[0].accepted} <= players
    assert found > 100


def test_framing_keeps_every_text_and_drops_frames_where_they_become_too_many() -> None:
    assert framed(["run", "rest"], ["{s} will {x}", "{s} is to {x}"], s="[1]") == [
        "[1] will run",
        "[1] will rest",
        "[1] is to run",
        "[1] is to rest",
    ]
    assert len(framed(["a", "b", "c", "d", "e"], ["1{x}", "2{x}", "3{x}"])) == 10


def test_many_given_reasons_lean_on_no_other_region_and_many_do(graphs: list[SceneGraph]) -> None:
    alone = []
    for graph in graphs[:80]:
        for question in _all_shown(graph).questions:
            if question.type == "why":
                alone.append(set(re.findall(r"\[\d+\]", question.qar.answer)) == {f"[{question.entity}]"})

    assert 0.25 <= sum(alone) / len(alone) <= 0.75


def test_nouns_without_a_singular_have_no_article() -> None:
    assert with_article("ice cream") == "an ice cream"
    assert with_article("plate with a fish") == "a plate with a fish"
    assert with_article("juggling balls") == "some juggling balls"


def test_a_duck_is_never_the_wrong_answer_to_whether_it_is_a_bird() -> None:
    assert may_share_noun("duck", "bird")
    assert may_share_noun("dog", "dog")
    assert not may_share_noun("duck", "dog")


def test_mask_ids_masks_ids_and_keeps_nouns() -> None:
    assert mask_ids("[2] broke the vase of [10]") == "[] broke the vase of []"


def test_the_same_generator_words_the_same_questions() -> None:
    graph = _graph(3)

    assert ask_about(graph, {0: 5}, random.Random(1)) == ask_about(graph, {0: 5}, random.Random(1))


def test_tags_name_what_the_graph_says(graphs: list[SceneGraph]) -> None:
    for graph in graphs:
        for entity in graph.entities:
            labels = {
                name: None if tag is None else TAG_SETS[name][tag] for name, tag in tags_of(graph, entity.index).items()
            }
            part = f"{entity.situation}/{entity.role_in_situation}"
            assert set(labels) == set(TAG_SETS)
            assert labels["thing"] == entity.thing
            assert labels["feeling"] == entity.feeling
            assert labels["colour"] == entity.colour
            assert labels["age"] == entity.age
            assert labels["hair"] == (entity.hair if shows_hair(entity) else None)
            assert labels["situation_role"] == ("onlooker" if entity.role_in_situation == "W" else part)


def _graph(seed: int) -> SceneGraph:
    return draw_scene(seed, size=32).graph


def _all_shown(graph: SceneGraph) -> Asked:
    ids = {entity.index: entity.index for entity in graph.entities}
    return Asked(graph, ids, ask_about(graph, ids, random.Random(graph.seed)))


def _why(graph: SceneGraph, ids: dict[int, int], entity: int) -> SceneQuestion:
    questions = ask_about(graph, ids, random.Random(0))
    return next(question for question in questions if question.type == "why" and question.entity == entity)


def _relationships(graph: SceneGraph) -> Iterator[tuple[Entity, Entity, SceneQuestion]]:
    ids = {entity.index: entity.index for entity in graph.entities}
    for question in relationship_questions(Teller(graph, ids, random.Random(graph.seed))):
        first, second = (graph.entities[int(number)] for number in re.findall(r"\[(\d+)\]", question.qar.answer))
        yield first, second, question


def _masked(question: SceneQuestion) -> set[str]:
    return {mask_ids(answer) for answer in question.accepted}


class _Fact(NamedTuple):
    form: str
    said: str
    reply: str


def _facts(graphs: list[SceneGraph], *, rounds: int) -> Iterator[_Fact]:
    """Yield the form of yes-no questions, what is asked for, and yes or no; some entities are shown."""
    for graph in graphs:
        rng = random.Random(graph.seed)
        for _ in range(rounds):
            count = rng.randint(1, min(6, len(graph.entities)))
            ids = {index: n for n, index in enumerate(rng.sample(range(len(graph.entities)), count))}
            for question in fact_questions(Teller(graph, ids, rng)):
                form = _form_of(question.qar.answer)
                yield _Fact(form, _said(question.qar.question, form), question.qar.answer.split(",")[0])


def _form_of(answer: str) -> str:
    """Return the form of a yes-no question from its answer."""
    trait = re.sub(r"^(yes|no), \[\d+\] is (not )?", "", answer)
    if trait.startswith("wearing "):
        return "wearing?"
    if any(trait in words for words in FEELING_WORDS.values()):
        return "feeling?"
    if trait.startswith(("a ", "an ", "some ")):
        return "thing?"
    return "doing?" if trait.split()[0].endswith("ing") else "colour?"


def _said(question: str, form: str) -> str:
    """Return what a yes-no question of a form asks for."""
    for phrasing in FORMS[form]:
        pattern = re.escape(phrasing).replace(r"\{s\}", r"\[\d+\]").replace(r"\{w\}", "(.+)").replace(r"\{n\}", "(.+)")
        if match := re.fullmatch(pattern, question):
            return match[1]
    raise AssertionError(f"no phrasing of {form} reads {question}")
