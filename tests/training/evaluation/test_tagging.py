"""Tags are measured by the best of each vocabulary, and by the order of pictures for labels never trained on."""

import random
from collections.abc import Sequence

import pytest
from PIL import Image

from models.records import Tag
from training.evaluation.captions import draw_pictures
from training.evaluation.tagging import (
    Labelled,
    Tagged,
    area_under_curve,
    evaluate_tagger,
    label_areas,
    majority_precision,
    measure_tagger,
    ordering,
    precision,
)
from training.scenes.describing import VOCABULARIES, is_held_out_label, picture_labels
from training.scenes.graph import PLACES

WORDS = {"places": ("park", "beach", "farm"), "objects": ("dog", "kite", "vase", "ball")}


class Known:
    """A tagger that knows what is true, as far as it is told which labels to give the wrong score."""

    name = "known"

    def __init__(self, pictures: Sequence[Labelled], wrong: Sequence[str] = ()) -> None:
        self._true = {id(each.image): each.true for each in pictures}
        self._wrong = wrong

    def tag(self, image: Image.Image, labels: Sequence[str], top: int) -> tuple[Tag, ...]:
        tags = [Tag(label, float((label in self._true[id(image)]) != (label in self._wrong))) for label in labels]
        return tuple(sorted(tags, key=lambda tag: -tag.score)[:top])


class Guessing:
    """A tagger that gives every label of every picture a number of its own, whatever is seen."""

    name = "guessing"

    def tag(self, image: Image.Image, labels: Sequence[str], top: int) -> tuple[Tag, ...]:
        rng = random.Random(image.tobytes())
        return tuple(sorted((Tag(label, rng.random()) for label in labels), key=lambda tag: -tag.score)[:top])


def tagged(order: str, *true: str) -> Tagged:
    labels = order.split()
    return Tagged({label: -float(place) for place, label in enumerate(labels)}, frozenset(true))


@pytest.fixture
def pictures() -> list[Labelled]:
    trues = (("park", "dog"), ("beach", "dog", "kite"), ("farm", "dog", "vase"), ("park", "kite", "ball"))
    return [Labelled(Image.new("RGB", (4, 4), (n, 0, 0)), frozenset(true)) for n, true in enumerate(trues)]


def test_precision_counts_the_labels_taken_and_the_pictures_with_one_that_is_true() -> None:
    found = precision([tagged("a b c d", "a", "c"), tagged("b d a c", "a", "d"), tagged("c d b a", "a")], 2)

    assert (found.right.right, found.right.n) == (2, 6)
    assert [each.right for each in found.found] == [1, 2]
    assert found.majority == pytest.approx((3 + 1) / 6, abs=1e-4)


def test_who_always_names_the_commonest_labels_is_the_rival() -> None:
    assert majority_precision([tagged("a b", "a"), tagged("a b", "a", "b")], 1) == 1.0
    assert majority_precision([], 2) == 0.0


@pytest.mark.parametrize(
    ("true", "false", "area"),
    [((3, 1), (2, 0), 0.75), ((2,), (2,), 0.5), ((1, 2), (0,), 1.0), ((0,), (1, 2, 3), 0.0), ((5, 5), (5, 1), 0.75)],
)
def test_areas_under_the_curve(true: tuple[float, ...], false: tuple[float, ...], area: float) -> None:
    assert area_under_curve(true, false) == pytest.approx(area)


def test_a_label_that_all_or_none_bear_has_no_area() -> None:
    areas = label_areas([tagged("a b c", "a", "b"), tagged("c b a", "a")])

    assert areas == {"b": 0.5}


def test_the_mean_of_the_areas_has_an_interval_from_their_spread() -> None:
    found = ordering({"a": 0.9, "b": 0.7, "c": 0.4})

    assert (found.n, found.mean) == (3, pytest.approx(0.6667, abs=1e-4))
    assert (found.low, found.high) == (pytest.approx(0.3819, abs=1e-3), pytest.approx(0.9514, abs=1e-3))
    assert (found.above_chance.right, found.above_chance.n) == (2, 3)
    assert (ordering({"a": 0.9}).low, ordering({"a": 0.9}).high) == (0.0, 1.0)


def test_held_out_labels_are_measured_apart_and_a_tagger_is_judged_by_what_it_says(pictures: list[Labelled]) -> None:
    tagger = Known(pictures, wrong=["vase"])

    found = measure_tagger(
        tagger, pictures, vocabularies=WORDS, is_held_out={"kite", "vase"}.__contains__, taken={"places": 2}
    )

    assert found.unseen.areas == {"kite": 1.0, "vase": 0.0}
    assert set(found.seen.areas) == {"park", "beach", "farm", "dog", "ball"}
    assert found.seen.mean == 1.0
    assert [each.value for each in found.precision["places"].found] == [1.0, 1.0]
    assert found.precision["places"].right.value == 0.5
    assert found.precision["places"].majority == pytest.approx(3 / 8)


def test_drawn_scenes_carry_the_labels_of_their_graphs() -> None:
    scenes = list(draw_pictures(2, 3, "heldout"))
    known = Known([Labelled(image, picture_labels(graph)) for image, graph in scenes])

    found = evaluate_tagger(known, pictures=2, seed=3, split="heldout")

    assert (found.pictures, found.seed) == (2, 3)
    assert [each.right for each in found.precision["one place"].found] == [2, 2]
    assert found.precision["one place"].right.value == 0.5  # two are taken and one is true
    assert found.seen.mean == 1.0


def test_guessing_is_at_chance_on_drawn_scenes() -> None:
    found = evaluate_tagger(Guessing(), pictures=6)

    assert found.pictures == 6
    assert set(found.precision) == {"places", "one place", "objects", "concepts"}
    assert found.precision["one place"].right.right == found.precision["one place"].found[1].right
    assert found.seen.low < 0.5 < found.seen.high
    assert all(map(is_held_out_label, found.unseen.areas))
    assert found.precision["places"].right.n == 12
    assert found.precision["objects"].right.value < found.precision["objects"].majority
    assert sum(map(len, VOCABULARIES.values())) > 100
    assert set(PLACES) <= set(VOCABULARIES["places"])
