"""Worked examples are three people on a line; drawn scenes show that the words alone tell nothing."""

import random
import re
from collections import Counter

import pytest

from models.records import Box
from tests.fakes.asked_scenes import graph_of
from training.scenes.counting import counting_questions
from training.scenes.features import is_above, is_left, is_nearer
from training.scenes.graph import Entity, Happening, SceneGraph
from training.scenes.negation import negation_questions
from training.scenes.phrases_skills import (
    ALREADY,
    FIRST_OF,
    FUTURE_OF,
    HOW_MANY_BESIDE,
    HOW_MANY_FEEL,
    HOW_MANY_LOOK,
    HOW_MANY_POINTED,
    NEAREST,
    NO_HAT,
    NOT_HOLDING,
    NOT_SMILING,
    NOT_WEARING,
    PAST_OF,
    TRUE_THAT_NOT,
    WHERE,
    WHETHER_BETWEEN,
    WHETHER_PLACED,
    WHICH_PLACED,
)
from training.scenes.skills import skill_questions
from training.scenes.spatial import spatial_questions
from training.scenes.telling import SceneQuestion, Teller
from training.scenes.tellings import told_of
from training.scenes.temporal import gerund, temporal_questions

PHRASINGS = (
    ALREADY, FIRST_OF, FUTURE_OF, HOW_MANY_BESIDE, HOW_MANY_FEEL, HOW_MANY_LOOK, HOW_MANY_POINTED, NEAREST, NO_HAT,
    NOT_HOLDING, NOT_SMILING, NOT_WEARING, PAST_OF, TRUE_THAT_NOT, WHERE, WHETHER_BETWEEN, WHETHER_PLACED, WHICH_PLACED,
)  # fmt: skip


def _person(index: int, left: float, feeling: str, story: str, colour: str, **more: object) -> Entity:
    box = Box(left, 40, left + 20, 100)
    return Entity.model_validate(
        {
            "index": index, "kind": "person", "noun": "child", "thing": "child", "box": box, "situation": story,
            "role_in_situation": "S", "colour": colour, "age": "child", "feeling": feeling, "garment": "dress",
            "hair": "black", "hair_style": "short", **more,
        }
    )  # fmt: skip


def _line() -> SceneGraph:
    """Return a reading child (happy), a child on the phone (sad, with a cap) and a patrolling one, left to right."""
    book = Entity(
        index=3, kind="object", noun="book", thing="book", box=Box(12, 60, 24, 70), situation="reading",
        role_in_situation="O", colour="red",
    )  # fmt: skip
    phone = book.model_copy(update={"index": 4, "noun": "phone", "thing": "phone", "situation": "on the phone"})
    return SceneGraph(
        seed=0, split="user", place="park", light="day", weather="clear",
        entities=(
            _person(0, 0, "happy", "reading", "red"),
            _person(1, 40, "sad", "on the phone", "blue", hat="cap"),
            _person(2, 120, "happy", "on patrol", "green"),
            book,
            phone.model_copy(update={"box": Box(55, 60, 60, 66)}),
        ),
        situations=(
            Happening(name="reading", members={"S": 0, "O": 3}),
            Happening(name="on the phone", members={"S": 1, "O": 4}),
            Happening(name="on patrol", members={"S": 2}),
        ),
    )  # fmt: skip


def _all(ask, *, draws: int = 80) -> list[SceneQuestion]:
    graph = _line()
    ids = {number: number for number in range(4)}
    return [question for draw in range(draws) for question in ask(Teller(graph, ids, random.Random(draw)))]


def test_left_above_and_nearer_are_only_said_where_the_boxes_leave_no_doubt() -> None:
    graph = _line()
    first, second, _, book, _ = graph.entities
    near = first.model_copy(update={"box": Box(0, 46, 20, 106)})

    assert is_left(first, second)
    assert not is_left(second, first)
    assert not is_left(first, book)  # the book overlaps the reader
    assert not is_above(first, book)
    assert is_nearer(near, first)
    assert not is_nearer(first, second)


def test_spatial_answers_of_the_line() -> None:
    answers = {answer for question in _all(spatial_questions) for answer in question.accepted}

    assert {"[0] is to the left of [1]", "[2] is to the right of [1]", "[2] is farthest to the right"} <= answers
    assert {"yes, [1] is between [0] and [2]", "no, [1] is between [2] and [0]"} <= answers
    assert "[1] is the nearest to [0]" in answers
    assert not any("yes, [0] is to the right" in answer or "[1] is to the left of [0]" in answer for answer in answers)
    assert not any(re.search(r"(yes|no), \[[02]\] is between", answer) for answer in answers)


def test_counts_of_the_line() -> None:
    answers = {answer for question in _all(counting_questions) for answer in question.accepted}

    assert {
        "two people are to the left of [2]",
        "nobody is to the left of [0]",
        "one other person feels like [0]",
    } <= answers
    assert {"nobody else feels like [1]", "two other people look happy", "three of them are people"} <= answers
    assert "two of them are sad" not in answers
    assert "four of them are people" not in answers


def test_nobody_is_counted_where_somebody_is_half_hidden() -> None:
    graph = _line()
    hidden = graph.entities[1].model_copy(update={"visible": 0.4})
    graph = graph.model_copy(update={"entities": (graph.entities[0], hidden, *graph.entities[2:])})

    asked = [
        question
        for draw in range(30)
        for question in counting_questions(Teller(graph, {0: 0, 2: 2, 3: 3}, random.Random(draw)))
    ]

    assert asked
    assert all(" of them " in question.qar.answer for question in asked)


def test_negations_of_the_line() -> None:
    questions = _all(negation_questions)
    answers = {answer for question in questions for answer in question.accepted}

    assert {"[1] is not smiling", "[0] is not wearing a cap", "[1] is not holding [3]"} <= answers
    assert {"[0] is not wearing a blue dress", "yes, [0] is happy", "no, [1] is sad"} <= answers
    assert not {"[0] is not smiling", "[0] is not wearing a red dress", "[0] is not holding [3]"} & answers
    for question in questions:
        if question.qar.answer.startswith(("yes", "no")):
            assert len({answer.split(",")[0] for answer in question.accepted}) == 1


def test_the_right_event_is_the_asked_ones_and_the_other_is_not() -> None:
    compared = 0
    for question in _all(temporal_questions):
        assert question.entity is not None
        own = told_of(_line().entities[question.entity].situation, "S")
        name = f"[{question.entity}]"
        past = {text.format(S=name, O="[3]") for text in own.before}
        after = {f"{name} will {text}" for text in own.after}
        if question.qar.answer in past | after:
            compared += 1
            rest = question.qar.question.replace(question.qar.answer.removeprefix(f"{name} will "), "")
            others = [text.removeprefix(f"{name} will ") for text in past | after]
            assert not any(text in rest for text in others)
    assert compared > 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("open the present", "opening the present"),
        ("make up", "making up"),
        ("run away with the ball", "running away with the ball"),
        ("quit", "quitting"),
        ("see who won", "seeing who won"),
        ("lie down", "lying down"),
        ("play alone", "playing alone"),
        ("never come back", None),
        ("sit and wait", None),
    ],
)
def test_gerunds(text: str, expected: str | None) -> None:
    assert gerund(text) == expected


def test_every_form_has_eight_phrasings_with_the_same_gaps() -> None:
    for phrasings in PHRASINGS:
        assert len(set(phrasings)) >= 8
        assert len({text.split()[0] for text in phrasings}) >= 4
        for text in phrasings:
            assert set(re.findall(r"{(\w+)}", text)) <= {
                "s",
                "t",
                "u",
                "r",
                "p",
                "w",
                "g",
                "side",
                "those",
                "either",
                "options",
            }


def test_drawn_scenes_give_balanced_questions_with_exact_short_lists_of_answers() -> None:
    types, truths, first, counts, phases = Counter(), Counter(), Counter(), Counter(), Counter()
    for seed in range(150):
        graph = graph_of(seed)
        rng = random.Random(seed)
        ids = dict(zip(rng.sample(range(len(graph.entities)), min(6, len(graph.entities))), range(6), strict=False))
        for question in skill_questions(Teller(graph, ids, rng)):
            answer = question.qar.answer
            assert answer in question.accepted
            assert len(question.accepted) <= 12
            assert question.needs_region
            assert question.entity in ids
            assert f"[{ids[question.entity]}]" in question.qar.question
            assert not re.search(r"[{}]|None|  ", " ".join((*question.qar.model_dump().values(), *question.accepted)))
            types[question.type] += 1
            truths[question.type, answer.split(",")[0]] += answer.startswith(("yes,", "no,"))
            counts[answer.split()[0]] += question.type == "counting"
            phases[answer.split()[-1]] += answer.endswith((" now", " later", " all"))
            if question.type == "temporal" and " or " in question.qar.question and answer[-1] != "l":
                said = answer.split(" will ")[-1]
                first[question.qar.question.partition(" or ")[0].endswith(said)] += answer.startswith("[")

    assert set(types) == {"spatial", "counting", "negation", "temporal"}
    assert min(types.values()) > 100
    for type_ in ("spatial", "negation"):
        assert 0.4 <= truths[type_, "yes"] / (truths[type_, "yes"] + truths[type_, "no"]) <= 0.6
    assert max(counts.values()) < 0.5 * types["counting"]
    assert 0.35 <= phases["all"] / phases.total() <= 0.65
    assert 0.3 <= first[True] / first.total() <= 0.65
