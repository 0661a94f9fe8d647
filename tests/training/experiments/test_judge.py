"""The judge reads free text about a drawn scene and holds it against the graph; it shares no table with any teacher."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import training.experiments
from models.records import QAR, Box, Region
from tests.training.experiments.example_scene import GRAPH, REGIONS
from training.experiments.judge import Judge, Verdict
from training.experiments.referents import Referents
from training.experiments.words import content
from training.scenes.export import shown_ids
from training.scenes.questions import ask_about
from training.scenes.telling import SceneQuestion
from training.scenes.world import draw_scene

SCENES = range(910_000, 910_010)
# What every reader of the judge is made for; sides between three, sizes and odd ones out are left unread on purpose.
READ = frozenset({"why", "before", "after", "intent", "action", "emotion", "role", "type", "purpose", "inference"})


def judge(
    question: str, answer: str, rationale: str = "[4] is crying.", regions: tuple[Region, ...] = REGIONS
) -> Verdict:
    return Judge(GRAPH).judge_qar(QAR(question=question, answer=answer, rationale=rationale), regions)


@pytest.mark.parametrize(
    ("question", "answer", "truth"),
    [
        ("Why is [4] sad?", "Because [5] has fallen to the ground.", "right"),
        ("Why is [4] sad?", "The reason is that [5] lies on the ground and melts.", "right"),
        ("Why is [4] sad?", "Because [7] flew away.", "wrong"),
        ("Why is [4] sad?", "Because [6] has stolen [5].", "wrong"),
        ("Why is [4] happy?", "Because [5] has fallen to the ground.", "wrong"),
        ("Why is the child in the red dress sad?", "The ice cream has fallen to the ground.", "right"),
        ("Why is the child in the green dress sad?", "The ice cream has fallen to the ground.", "wrong"),
        ("How does [4] feel?", "[4] is heartbroken.", "right"),
        ("How does [4] feel?", "[4] is overjoyed.", "wrong"),
        ("How does [4] feel?", "It is grief that fills [4].", "right"),
        ("Who of [4] and [6] is not happy?", "[4] is not happy.", "right"),
        ("Who of [4] and [6] is not happy?", "[6] is not happy.", "wrong"),
        ("Is [4] to the left of [6]?", "Yes, [4] is to the left of [6].", "right"),
        ("Is [4] to the left of [6]?", "No, [4] is to the right of [6].", "wrong"),
        ("Is [4] to the left of [6]?", "No, [4] is to the left of [6].", "wrong"),
        ("Do [4] and [6] feel the same?", "No, [4] is sad and [6] is happy.", "right"),
        ("How many of [4] and [6] are sad?", "One of them is sad.", "right"),
        ("How many of [4] and [6] are sad?", "Two of them are sad.", "wrong"),
        ("Who is closest to [7]: [4] or [6]?", "[6] is the closest to [7].", "right"),
        ("Who is closest to [7]: [4] or [6]?", "[4] is the closest to [7].", "wrong"),
        ("What is the trophy for?", "It is for winners.", "wrong"),
        ("What is [7]?", "[7] is a balloon.", "right"),
        ("What is [7]?", "[7] is a kite.", "wrong"),
        ("What is [7]?", "[7] is not a kite.", "right"),
        ("Where are [4] and [6]?", "They are in a park.", "right"),
        ("Where are [4] and [6]?", "They are at the beach.", "wrong"),
        ("What are [4] and [6] to each other?", "[4] and [6] are siblings.", "wrong"),
        ("What are [4] and [6] to each other?", "[4] and [6] are strangers.", "right"),
    ],
)
def test_an_answer_is_held_against_the_graph(question: str, answer: str, truth: str) -> None:
    assert judge(question, answer).answer == truth


@pytest.mark.parametrize(
    ("rationale", "truth"),
    [
        ("There are tears on the face of [4].", "right"),
        ("There is a smile on the face of [4].", "wrong"),
        ("[5] is melting on the ground, which leaves no doubt.", "right"),
        ("The trophy shines like gold.", "wrong"),
        ("Everybody knows that.", None),
    ],
)
def test_a_rationale_is_held_against_the_graph(rationale: str, truth: str | None) -> None:
    assert judge("Why is [4] sad?", "Because [5] fell.", rationale).rationale == truth


def test_what_is_beyond_the_judge_is_unread_and_neither_true_nor_false() -> None:
    verdict = judge("What is [4] thinking of?", "[4] ponders quantum thermodynamics.")

    assert verdict.answer is None
    assert verdict.statements[0].finding == "unread"


def test_a_wrong_statement_is_wrong_whatever_cannot_be_read_beside_it() -> None:
    assert judge("How is [4]?", "[4] is happy. [4] ponders quantum thermodynamics.").answer == "wrong"


def test_a_region_means_the_entity_that_its_box_meets() -> None:
    aside = Region(id=4, box=Box(100, 40, 140, 200))

    assert Referents(GRAPH, [REGIONS[0]]).by_id == {4: 0}
    assert Referents(GRAPH, [aside]).by_id == {4: None}
    assert judge("How does [4] feel?", "[4] is sad.", regions=(aside,)).answer == "wrong"


def test_of_several_who_fit_the_one_spoken_of_is_meant() -> None:
    twin = GRAPH.entities[2].model_copy(update={"age": "child", "noun": "child"})
    two = GRAPH.model_copy(update={"entities": (*GRAPH.entities[:2], twin, GRAPH.entities[3])})
    referents = Referents(two, ())

    assert referents.named("The child is sad.", before=[2]).entities == (2,)
    assert referents.named("The child on the left is sad.").entities == (0,)
    assert referents.named("The crying child plays.").entities == (0,)
    assert referents.named("The crying child in the blue dress plays.").nobody == 1


@pytest.mark.parametrize(
    ("noun", "drawing", "said", "truth"),
    [
        ("teddy bear", "torn teddy bear", "The teddy bear is torn.", "right"),
        ("teddy bear", "torn teddy bear", "The whole brown teddy bear is torn.", "wrong"),
        ("wallet", "wallet", "The brown wallet is full of money.", "right"),
        ("wallet", "wallet", "The yellow wallet is full of money.", "wrong"),
        ("duck", "duck", "[5] is a water bird.", "right"),
        ("duck", "duck", "[5] is a cat.", "wrong"),
    ],
)
def test_a_thing_is_called_by_noun_colour_and_kind(noun: str, drawing: str, said: str, truth: str) -> None:
    found = GRAPH.entities[1].model_copy(update={"noun": noun, "thing": drawing, "colour": None})
    graph = GRAPH.model_copy(update={"entities": (GRAPH.entities[0], found, *GRAPH.entities[2:])})

    verdict = Judge(graph).judge_qar(QAR(question="What is there?", answer=said, rationale=""), REGIONS)

    assert verdict.answer == truth


@pytest.mark.parametrize(
    ("one", "other"), [("bursts", "bursting"), ("stole", "stealing"), ("fallen", "falls"), ("children", "child")]
)
def test_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert content(one) == content(other)


def test_scene_questions_are_mostly_found_right_and_their_swapped_answers_not() -> None:
    """Swapped: what is said of one is said of another who is asked the same; some of it may be true all the same."""
    own, swapped = Counter[str | None](), Counter[str | None]()

    for scene_judge, regions, asked, others in _scenes():
        own[scene_judge.judge_qar(asked.qar, regions).answer] += 1
        swapped.update(scene_judge.judge_qar(each, regions).answer for each in others)

    assert own["right"] > 0.8 * own.total()
    assert own["wrong"] < 0.12 * own.total()
    assert swapped["right"] < 0.45 * swapped.total()
    assert swapped["wrong"] > 0.45 * swapped.total()


def test_no_file_of_the_judge_knows_a_teacher() -> None:
    own = Path(*training.experiments.__path__)
    reads = {"judge", "referents", "feelings", "plain_facts", "sayable", "words"}

    for path in (own / f"{name}.py" for name in reads):
        assert not re.search(r"teacher\b.*import|import.*teacher", path.read_text("utf-8"))


def _scenes() -> Iterator[tuple[Judge, tuple[Region, ...], SceneQuestion, list[QAR]]]:
    rng = random.Random(0)
    for seed in SCENES:
        graph = draw_scene(seed, split="train", size=96).graph
        ids = shown_ids(graph)
        regions = tuple(Region(id=number, box=graph.entities[entity].box) for entity, number in ids.items())
        everything = [each for each in ask_about(graph, ids, rng) if each.type in READ]
        for asked in everything:
            yield Judge(graph), regions, asked, list(_swapped(asked, everything, ids))


def _swapped(asked: SceneQuestion, everything: list[SceneQuestion], ids: dict[int, int]) -> Iterator[QAR]:
    for other in everything:
        if other.type == asked.type and {asked.entity, other.entity} <= set(ids) and other.entity != asked.entity:
            assert asked.entity is not None
            assert other.entity is not None
            answer = _renamed(other.qar.answer, ids[other.entity], ids[asked.entity])
            if answer not in asked.accepted:
                yield QAR(question=asked.qar.question, answer=answer, rationale=asked.qar.rationale)


def _renamed(text: str, one: int, other: int) -> str:
    return text.replace(f"[{one}]", "[]").replace(f"[{other}]", f"[{one}]").replace("[]", f"[{other}]")
