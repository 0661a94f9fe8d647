"""Questions, and the sets of answers that are true of a graph."""

import random
import re
from collections import Counter

import pytest

from training.scenes.graph import SceneGraph
from training.scenes.questions import QUESTION_TYPES, WHOLE_PICTURE_TYPES, SceneQuestion, ask_about, mask_ids
from training.scenes.tags import TAG_SETS, tags_of
from training.scenes.world import draw_scene

Asked = tuple[SceneGraph, dict[int, int], list[SceneQuestion]]


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    """200 scenes, each asked about some of its entities under a random assignment of the ids 0 to 5."""
    scenes = []
    for seed in range(200):
        graph = draw_scene(seed, size=32).graph
        rng = random.Random(seed)
        count = rng.randint(1, min(5, len(graph.entities)))
        shown = rng.sample(range(len(graph.entities)), count)
        ids = dict(zip(shown, rng.sample(range(6), count), strict=True))
        scenes.append((graph, ids, ask_about(graph, ids, rng)))
    return scenes


def test_every_question_accepts_the_answer_it_gives(asked: list[Asked]) -> None:
    assert all(question.qar.answer in question.accepted for _, _, questions in asked for question in questions)


def test_texts_name_only_regions_that_are_shown(asked: list[Asked]) -> None:
    for _, ids, questions in asked:
        for question in questions:
            texts = (question.qar.question, question.qar.answer, question.qar.rationale, *question.accepted)
            assert {int(number) for number in re.findall(r"\[(\d+)\]", " ".join(texts))} <= set(ids.values())


def test_no_text_keeps_an_unfilled_place(asked: list[Asked]) -> None:
    for _, _, questions in asked:
        for question in questions:
            assert not re.search(r"[{}]|None|  ", " ".join((*question.accepted, *question.qar.model_dump().values())))


def test_all_types_occur_and_the_five_about_causes_for_every_person_shown(asked: list[Asked]) -> None:
    types = Counter(question.type for _, _, questions in asked for question in questions)
    assert len(QUESTION_TYPES) >= 10
    assert set(types) == {*QUESTION_TYPES, *WHOLE_PICTURE_TYPES}
    assert min(types.values()) >= 50

    for graph, ids, questions in asked:
        people = Counter(index for index in ids if graph.entities[index].kind == "person")
        for type_ in ("why", "before", "after", "intent"):
            assert Counter(question.entity for question in questions if question.type == type_) == people


def test_a_question_needs_a_region_exactly_when_it_names_one(asked: list[Asked]) -> None:
    for _, ids, questions in asked:
        for question in questions:
            assert question.needs_region == (question.type in QUESTION_TYPES) == ("[" in question.qar.question)
            if question.entity is not None:
                assert f"[{ids[question.entity]}]" in question.qar.question


def test_people_with_different_feelings_share_no_answer_about_feelings(asked: list[Asked]) -> None:
    compared = 0
    for graph, _, questions in asked:
        feelings = [question for question in questions if question.type == "emotion"]
        for one in feelings:
            for other in feelings:
                if _feeling(graph, one) != _feeling(graph, other):
                    compared += 1
                    assert not _masked(one) & _masked(other)
    assert compared > 100


def test_answers_to_why_of_two_situations_never_serve_for_each_other() -> None:
    compared = 0
    for seed in range(80):
        graph = draw_scene(seed, size=32).graph
        ids = {entity.index: entity.index for entity in graph.entities}
        whys = [each for each in ask_about(graph, ids, random.Random(seed)) if each.type == "why"]
        for n, one in enumerate(whys):
            for other in whys[n + 1 :]:
                if _situation(graph, one) != _situation(graph, other):
                    compared += 1
                    assert not one.accepted & other.accepted
    assert compared > 40


def test_an_entity_with_an_id_is_named_by_it_and_one_without_by_its_noun() -> None:
    graph = next(g for g in _graphs() if any(h.name == "ice cream dropped" for h in g.situations))
    members = next(h.members for h in graph.situations if h.name == "ice cream dropped")

    both = _why(graph, {members["S"]: 3, members["O"]: 0}, members["S"])
    alone = _why(graph, {members["S"]: 3}, members["S"])

    assert both.accepted == {"[3] lost a tasty treat", "[3] dropped [0]", "[0] fell on the ground"}
    assert alone.accepted == {"[3] lost a tasty treat", "[3] dropped the ice cream", "the ice cream fell on the ground"}


def test_yes_and_no_are_never_both_true(asked: list[Asked]) -> None:
    for _, _, questions in asked:
        for question in questions:
            if question.type == "factual":
                assert len({answer.split(",")[0] for answer in question.accepted}) == 1


def test_a_relationship_holds_in_both_orders_and_strangers_come_from_two_situations(asked: list[Asked]) -> None:
    for graph, ids, questions in asked:
        entities = {number: graph.entities[index] for index, number in ids.items()}
        for question in questions:
            if question.type != "relationship":
                continue
            first, second = (entities[int(number)] for number in re.findall(r"\[(\d+)\]", question.qar.answer))
            assert ("strangers" in question.qar.answer) == (first.situation != second.situation)
            starts = {answer.split(" and ")[0] for answer in question.accepted}
            assert len(starts) == len(question.accepted) == 2


# What the picture shows of one who is called so: the age, or the profession where clothes show it.
BONDED = {"patient": "child", "doctor": "doctor", "lost child": "child", "police officer": "police officer",
          "parent": "adult", "child": "child", "teacher": "teacher", "student": "child"}  # fmt: skip


def test_a_bond_names_the_two_in_the_order_in_which_they_stand() -> None:
    seen = set()
    for seed in range(600):
        graph = draw_scene(seed, size=32).graph
        ids = {entity.index: entity.index for entity in graph.entities}
        for question in ask_about(graph, ids, random.Random(seed)):
            if question.type != "relationship":
                continue
            for answer in question.accepted:
                one, other, bond = re.fullmatch(r"\[(\d+)\] and \[(\d+)\] are (.+)", answer).groups()
                words = bond.split(" and ")
                if len(words) == 2:
                    seen.add(bond)
                    for word, number in zip(words, (one, other), strict=True):
                        entity = graph.entities[int(number)]
                        assert BONDED[word] in (entity.age, entity.profession), (seed, answer)
    assert len(seen) == 8


def test_many_given_reasons_lean_on_no_other_region_and_many_do() -> None:
    alone = []
    for seed in range(80):
        graph = draw_scene(seed, size=32).graph
        ids = {entity.index: entity.index for entity in graph.entities}
        for question in ask_about(graph, ids, random.Random(seed)):
            if question.type == "why":
                alone.append(set(re.findall(r"\[\d+\]", question.qar.answer)) == {f"[{question.entity}]"})

    assert 0.35 <= sum(alone) / len(alone) <= 0.75


def test_mask_ids_masks_ids_and_keeps_nouns() -> None:
    assert mask_ids("[2] broke the vase of [10]") == "[] broke the vase of []"


def test_the_same_generator_words_the_same_questions() -> None:
    graph = draw_scene(3, size=32).graph

    assert ask_about(graph, {0: 5}, random.Random(1)) == ask_about(graph, {0: 5}, random.Random(1))


def test_tags_name_what_the_graph_says(asked: list[Asked]) -> None:
    for graph, _, _ in asked:
        for entity in graph.entities:
            labels = {
                name: None if tag is None else TAG_SETS[name][tag] for name, tag in tags_of(graph, entity.index).items()
            }
            assert set(labels) == set(TAG_SETS)
            assert labels["thing"] == entity.thing
            assert labels["feeling"] == entity.feeling
            assert labels["colour"] == entity.colour
            assert labels["situation_role"] == f"{entity.situation}/{entity.role_in_situation}"


def _graphs() -> list[SceneGraph]:
    return [draw_scene(seed, size=32).graph for seed in range(60)]


def _why(graph: SceneGraph, ids: dict[int, int], entity: int) -> SceneQuestion:
    questions = ask_about(graph, ids, random.Random(0))
    return next(question for question in questions if question.type == "why" and question.entity == entity)


def _feeling(graph: SceneGraph, question: SceneQuestion) -> str | None:
    return None if question.entity is None else graph.entities[question.entity].feeling


def _situation(graph: SceneGraph, question: SceneQuestion) -> str:
    assert question.entity is not None
    return graph.entities[question.entity].situation


def _masked(question: SceneQuestion) -> set[str]:
    return {mask_ids(answer) for answer in question.accepted}
