"""Facts are read from captions as a person would read them, and held against the right region."""

import random
from collections.abc import Sequence

import pytest
from PIL import Image

from models.records import Box, Region
from training.evaluation.caption_facts import all_named, facts_of, facts_told
from training.evaluation.captions import Judged, all_facts, by_fact, draw_pictures, evaluate_captions
from training.scenes.describing import caption
from training.scenes.graph import Entity, Happening, SceneGraph


def person(index: int, **changes: object) -> Entity:
    looks = {
        "kind": "person", "noun": "child", "thing": "child", "box": Box(0, 0, 20, 60), "situation": "kite stuck",
        "role_in_situation": "W", "colour": "red", "age": "child", "feeling": "sad", "pose": "wave", "hair": "brown",
        "hair_style": "curly", "garment": "trousers", "look": "child with brown hair",
    }  # fmt: skip
    return Entity.model_validate({"index": index, **looks, **changes})


def thing(index: int, name: str, noun: str, colour: str | None = None) -> Entity:
    return Entity(
        index=index,
        kind="object",
        noun=noun,
        thing=name,
        box=Box(100, 0, 120, 20),
        situation="kite stuck",
        role_in_situation="O",
        colour=colour,
    )


def scene(*entities: Entity) -> SceneGraph:
    members = {entity.role_in_situation: entity.index for entity in entities}
    return SceneGraph(
        seed=1,
        split="user",
        place="park",
        light="day",
        weather="clear",
        entities=entities,
        situations=(Happening(name="kite stuck", members=members),),
    )


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "a crying kid with curly brown hair in a red shirt",
            {"noun": "child", "face": "sad", "garment": "shirt", "garment colour": "red", "hair style": "curly",
             "hair colour": "brown"},
        ),
        ("A beaming chef in a white chef's jacket", {"noun": "chef", "face": "happy", "garment": "jacket",
                                                     "garment colour": "white"}),
        ("an adult with tears running down", {"noun": "adult", "face": "sad"}),
        ("a running kid in a blue dress", {"noun": "child", "pose": "run", "garment": "dress",
                                           "garment colour": "blue"}),
        ("a small toddler with a sun hat holding a green balloon", {"noun": "toddler", "hat": "sun hat",
                                                                    "held": "balloon"}),
        ("a calm elderly person with a bald head next to a frowning kid in a pink top",
         {"noun": "senior", "face": "calm", "hair style": "bald"}),
        ("a broken purple vase held by a crying kid", {"noun": "vase", "drawing": "broken vase", "colour": "purple"}),
        ("a tree with a red kite in it", {"noun": "tree", "drawing": "tree with a kite", "colour": "red"}),
        ("a green balloon", {"noun": "balloon", "drawing": "balloon", "colour": "green"}),
        ("a purple dog", {"noun": "dog", "colour": "purple"}),
        ("brown dog with its tongue out", {"noun": "dog", "drawing": "friendly dog"}),
        ("on a playground with a slide", {}),
        ("nothing of the kind", {}),
    ],
)  # fmt: skip
def test_facts_are_read(text: str, facts: dict[str, str]) -> None:
    assert facts_told(text) == {fact: frozenset({value}) for fact, value in facts.items()}


def test_all_that_is_named_is_found_in_its_order() -> None:
    named = all_named("Two people on a playground with a slide: a teacher with a red ball, and a cat with a fish.")

    assert [each.noun for each in named] == ["teacher", "ball", "cat"]


def test_a_caption_is_judged_fact_by_fact() -> None:
    graph = scene(person(0), thing(1, "vase", "vase", "blue"))
    judged = [
        Judged("a crying kid in a blue shirt", graph, graph.entities[0], None),
        Judged("a broken blue vase", graph, graph.entities[1], None),
        Judged("somebody or something", graph, graph.entities[1], None),
    ]

    figures = by_fact(judged)

    assert (figures["noun"].told.right, figures["noun"].told.n, figures["noun"].found.n) == (2, 2, 3)
    assert (figures["face"].told.right, figures["face"].found.right) == (1, 1)
    assert (figures["garment"].told.right, figures["garment colour"].told.right) == (1, 0)
    assert figures["garment colour"].wrong == 1
    assert (figures["drawing"].told.right, figures["drawing"].told.n) == (0, 1)
    assert (figures["colour"].told.right, figures["colour"].found.n) == (1, 2)
    assert (figures["pose"].told.n, figures["pose"].found.right, figures["pose"].found.n) == (0, 0, 1)
    assert (figures["noun"].left_out.right, figures["garment colour"].left_out.right) == (1, 0)
    assert all_facts(judged).told.right == 5


def test_a_caption_is_also_judged_by_another_region() -> None:
    graph = scene(person(0), person(1, feeling="happy", colour="green", role_in_situation="S"))

    figures = by_fact([Judged("a crying kid in a red shirt", graph, graph.entities[0], graph.entities[1])])

    assert [figures[fact].of_another.value for fact in ("noun", "face", "garment", "garment colour")] == [1, 0, 1, 0]


def test_a_teacher_may_be_called_an_adult_and_a_child_may_not() -> None:
    teacher = person(0, noun="teacher", thing="teacher", age="adult", profession="teacher")

    assert facts_of(scene(teacher), teacher)["noun"] == {"teacher", "adult"}


def test_true_captions_are_never_judged_wrong() -> None:
    judged = [
        Judged(caption(graph, entity.index, random.Random(seed)), graph, entity, None)
        for _, graph in draw_pictures(6, 3, "evaluate")
        for entity in graph.entities
        for seed in range(6)
    ]

    figures = all_facts(judged)

    assert figures.told.n > 400
    assert figures.told.right == figures.told.n
    assert sum(not facts_told(each.text) for each in judged) == 0


class Parrot:
    """Says the same of every region."""

    name = "parrot"

    def caption(self, image: Image.Image, regions: Sequence[Region]) -> tuple[str, ...]:
        assert image.size == (320, 320)
        return ("a crying kid in a red shirt",) * len(regions)


def test_who_says_the_same_of_everything_is_as_right_about_other_regions() -> None:
    report = evaluate_captions(Parrot(), pictures=8, seed=2)

    assert report.different == 1
    assert report.captions > 20
    assert report.all_facts.told.n == 4 * report.captions
    assert report.all_facts.told.value < 0.4
    assert abs(report.all_facts.told.value - report.all_facts.of_another.value) < 0.15
    assert report.as_told.value > 0.4
    assert report.nothing_told.right == 0
