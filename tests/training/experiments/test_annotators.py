"""Simulated annotators judge by the scene graph, with noise that is theirs, and agree about as much as people do."""

import random
from collections import Counter
from itertools import pairwise

import pytest

from models.records import QAR, Box
from training.embedded.pointing import point_at_some
from training.experiments.agreement import agreement
from training.experiments.annotators import (
    Annotator,
    Judgement,
    draw_annotators,
    measure_agreement,
    rate,
)
from training.experiments.rated_items import (
    RatedItem,
    SceneTruth,
    difficulty_of,
    truth_of_answer,
    truth_of_rationale,
)
from training.scenes.graph import Entity, SceneGraph
from training.scenes.telling import SceneQuestion
from training.scenes.world import draw_scene

PIXELS = 64
WHY = SceneQuestion(
    qar=QAR(question="Why is [2] sad?", answer="[4] fell", rationale="[4] lies on the ground"),
    type="why",
    entity=0,
    needs_region=True,
    accepted=frozenset(["[4] fell", "[2] dropped [4]"]),
)


def person(index: int, side: float = 40, *, visible: float = 1.0, feeling: str = "sad") -> Entity:
    return Entity.model_validate(
        {
            "index": index,
            "kind": "person",
            "noun": "child",
            "thing": "child",
            "box": Box(0, 0, side, side),
            "situation": "reading",
            "role_in_situation": "S",
            "visible": visible,
            "feeling": feeling,
        }
    )


def graph_of(*entities: Entity) -> SceneGraph:
    return SceneGraph(
        seed=1, split="evaluate", place="park", light="day", weather="clear", entities=entities, situations=()
    )


def item(*, difficulty: float = 0.3, key: str = "a", **qar: str) -> RatedItem:
    return RatedItem(
        qar=WHY.qar.model_copy(update=qar),
        asked=WHY,
        reasons=frozenset(["[4] lies on the ground"]),
        remarks=frozenset(["[2] wears red"]),
        premise=True,
        difficulty=difficulty,
        key=key,
    )


@pytest.fixture(scope="module")
def truth() -> SceneTruth:
    graph = draw_scene(3, split="evaluate", size=PIXELS).graph
    return SceneTruth(graph, point_at_some(graph, random.Random(4), slots=6), pixels=PIXELS)


@pytest.fixture(scope="module")
def mixed() -> list[RatedItem]:
    """Items of six scenes: half as the graph tells them, half with answer and rationale of another question."""
    rng = random.Random(5)
    items = []
    for seed in range(6):
        graph = draw_scene(seed, split="evaluate", size=PIXELS).graph
        scene = SceneTruth(graph, point_at_some(graph, rng, slots=6), pixels=PIXELS)
        for asked in rng.sample(scene.asked, 50):
            other = rng.choice(scene.asked).qar
            false = QAR(question=asked.qar.question, answer=other.answer, rationale=other.rationale)
            items.append(scene.item(asked, false if rng.random() < 0.5 else None))
    return items


@pytest.mark.parametrize(
    ("answer", "mark"),
    [("[2] dropped [4]", "right"), ("[4] fell. ", "right"), ("[1] fell", "nearly"), ("the rain came", "wrong")],
)
def test_an_answer_is_right_when_the_graph_accepts_it(answer: str, mark: str) -> None:
    assert truth_of_answer(item(answer=answer)) == mark


@pytest.mark.parametrize(
    ("rationale", "mark"),
    [
        ("[4] lies on the ground", "right"),
        ("[0] lies on the ground", "nearly"),
        ("[2] wears red", "nearly"),  # true, but no reason
        ("[2] is wet", "wrong"),
    ],
)
def test_a_rationale_must_be_true_and_a_reason(rationale: str, mark: str) -> None:
    assert truth_of_rationale(item(rationale=rationale)) == mark


def test_everything_the_graph_says_of_itself_is_right(truth: SceneTruth) -> None:
    marks = Counter((truth_of_answer(each), truth_of_rationale(each)) for each in map(truth.item, truth.asked))

    assert marks == {("right", "right"): len(truth.asked)}
    assert len(truth.asked) > 50


def test_a_question_that_takes_a_false_feeling_for_granted_has_no_right_answer(truth: SceneTruth) -> None:
    asked = next(each for each in truth.asked if each.type == "why" and each.entity is not None)
    assert asked.entity is not None
    felt = truth.graph.entities[asked.entity].feeling
    false = "angry" if felt != "angry" else "happy"

    for word, mark in ((felt, "right"), (false, "wrong"), ("like this", "right")):
        qar = asked.qar.model_copy(update={"question": f"Why does [0] look {word}?"})
        assert truth_of_answer(truth.item(asked, qar)) == mark


def test_a_question_in_other_words_is_found_by_type_and_entity(truth: SceneTruth) -> None:
    asked = next(each for each in truth.asked if each.type == "emotion")

    found = truth.question("emotion", asked.entity)

    assert found is not None
    assert asked.accepted <= found.accepted
    assert truth.question("emotion", 99) is None


def test_what_is_hidden_small_crowded_or_guessed_is_hard() -> None:
    plain = WHY.model_copy(update={"type": "attribute"})
    crowd = graph_of(*(person(index) for index in range(8)))

    assert difficulty_of(graph_of(person(0)), plain, pixels=160) == 0.0
    assert difficulty_of(graph_of(person(0)), WHY, pixels=160) == pytest.approx(0.35 * 0.7)
    assert difficulty_of(graph_of(person(0, visible=0.7)), plain, pixels=160) == pytest.approx(0.25 * 0.6)
    assert difficulty_of(graph_of(person(0, side=10)), plain, pixels=160) == pytest.approx(0.25 * 0.75)
    assert difficulty_of(crowd, plain, pixels=160) == pytest.approx(0.15)
    assert difficulty_of(graph_of(person(0)), plain.model_copy(update={"entity": None}), pixels=160) == 0.0


def test_people_differ_and_are_the_same_whoever_else_is_drawn() -> None:
    people = draw_annotators(30, seed=2)

    assert draw_annotators(5, seed=2) == people[:5]
    assert len({each.leniency for each in people}) == 30
    assert draw_annotators(5, seed=3) != people[:5]
    assert 0.02 < sum(each.inattention for each in people) / 30 < 0.12


def test_a_judgement_is_the_same_whenever_it_is_asked_for(mixed: list[RatedItem]) -> None:
    one, other = draw_annotators(2, seed=1)

    first = [rate(one, each) for each in mixed]

    assert [rate(one, each) for each in reversed(mixed)][::-1] == first
    assert [rate(other, each) for each in mixed] != first


def test_whoever_rejects_the_answer_rejects_the_rationale(mixed: list[RatedItem]) -> None:
    judged = [rate(person, each) for person in draw_annotators(4, seed=1) for each in mixed]

    assert {each.rationale for each in judged if each.qa == "reject"} == {"reject"}
    assert all(each.forced == (each.qa == "reject") for each in judged)
    assert {each.rationale for each in judged if not each.forced} == {"accept", "maybe", "reject"}


def test_true_ones_are_accepted_and_false_ones_rejected_by_most(mixed: list[RatedItem]) -> None:
    said: dict[str, Counter[str]] = {"right": Counter(), "wrong": Counter(), "nearly": Counter()}
    for each in mixed:
        said[truth_of_answer(each)].update(rate(person, each).qa for person in draw_annotators(10, seed=1))

    assert said["right"]["accept"] > 0.8 * said["right"].total()
    assert said["wrong"]["reject"] > 0.75 * said["wrong"].total()
    assert said["wrong"]["accept"] > 0


def test_the_lenient_accept_what_the_strict_reject(mixed: list[RatedItem]) -> None:
    accepted = [
        sum(rate(Annotator(name="x", seed=1, leniency=leniency), each).qa == "accept" for each in mixed)
        for leniency in (-1.0, 0.0, 1.0)
    ]

    assert all(less < more for less, more in pairwise(accepted))


def test_who_never_looks_says_the_same_of_truth_and_falsehood() -> None:
    idle = Annotator(name="idle", seed=1, inattention=1.0)
    keys = [str(number) for number in range(400)]
    shares = [
        sum(rate(idle, item(key=key, answer=answer)).qa == "accept" for key in keys) / 400
        for answer in ("[4] fell", "the rain came")
    ]

    assert shares == pytest.approx([0.55, 0.55], abs=0.08)


def test_hard_items_deceive_people_together() -> None:
    people = draw_annotators(2, seed=1)

    def both_wrong(difficulty: float) -> tuple[float, float]:
        wrong = [
            [rate(each, item(difficulty=difficulty, key=str(number))).qa != "accept" for each in people]
            for number in range(600)
        ]
        shares = [sum(column) / 600 for column in zip(*wrong, strict=True)]
        return sum(map(all, wrong)) / 600, shares[0] * shares[1]

    easy, hard = both_wrong(0.0), both_wrong(0.7)

    assert hard[0] > 3 * easy[0]
    assert hard[0] > 1.4 * hard[1]  # more often than if they erred each alone


def test_people_agree_as_people_do(mixed: list[RatedItem]) -> None:
    people = draw_annotators(10, seed=1)

    report = measure_agreement([rate(each, one) for each in people] for one in mixed)

    assert 0.75 <= report.qa.raw <= 0.85
    assert 0.72 <= report.rationale.raw <= 0.85
    assert report.rationale_chosen.items < report.qa.items
    assert 0.5 <= report.qa.alpha <= 0.75


def test_forced_ratings_are_left_out_of_the_chosen() -> None:
    judged = [
        [Judgement("reject", "reject"), Judgement("reject", "reject")],
        [Judgement("accept", "accept"), Judgement("accept", "maybe")],
    ]

    report = measure_agreement(judged)

    assert (report.rationale.raw, report.rationale_chosen.raw) == (0.5, 0.0)
    assert report.rationale_chosen.items == 1


def test_alpha_of_a_published_example() -> None:
    # https://en.wikipedia.org/wiki/Krippendorff%27s_alpha, "A computational example": three coders, fifteen units.
    coders = ("*****34121133*3", "1*213343*******", "**21344*21133*4")
    units = [[value for value in unit if value != "*"] for unit in zip(*coders, strict=True)]

    found = agreement(units)

    assert found.alpha == pytest.approx(0.691, abs=0.0005)
    assert found.items == 12


def test_agreement_of_nothing_and_of_one_value() -> None:
    assert (agreement([]).items, agreement([["x"]]).raw) == (0, 0.0)
    assert agreement([["x", "x"], ["x", "x"]]).alpha == 1.0
