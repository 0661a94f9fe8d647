"""Views of a picture about which the texts stay true."""

import random

import numpy as np
import pytest
from PIL import Image

from models.records import Box, Point
from tests.training.data.made_examples import BOXES, SIZE, example
from training.data.geometry import NONE, GeometrySettings, Placed, may_crop, may_mirror, vary

CROPS = GeometrySettings(crop=1, mirror=0)
MIRRORS = GeometrySettings(crop=0, mirror=1)


def _picture() -> Image.Image:
    """Return a picture in which every pixel tells where it was: red across, green down."""
    across, down = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    return Image.fromarray(np.stack([across, down, across * 0], -1).astype(np.uint8))


def _views(settings: GeometrySettings, question: str = "Why is [5] looking at [3]?") -> list[Placed]:
    return [vary(_picture(), example(question), settings, random.Random(number)) for number in range(300)]


def _first_pixel(placed: Placed, box: Box) -> tuple[int, int]:
    red, green, _ = np.asarray(placed.image)[int(box.y0), int(box.x0)]
    return int(red), int(green)


def test_a_crop_keeps_what_is_named_whole_and_where_it_was() -> None:
    sizes = set()
    for placed in _views(CROPS):
        boxes = {region.id: region.box for region in placed.example.regions}
        sizes.add(placed.image.size)

        for number in (3, 5):
            box = boxes[number]
            assert (box.width, box.height) == (BOXES[number].width, BOXES[number].height)
            assert _first_pixel(placed, box) == (BOXES[number].x0, BOXES[number].y0)
            assert box.x0 >= 0
            assert box.x1 <= placed.image.width
            assert box.y1 <= placed.image.height
        assert placed.image.width * placed.image.height >= 0.45 * SIZE[0] * SIZE[1]
    assert len(sizes) > 50


def test_a_crop_drops_others_of_which_little_is_left() -> None:
    left = [[region for region in placed.example.regions if region.id == 8] for placed in _views(CROPS)]

    assert any(not regions for regions in left)
    assert all(regions[0].box.area >= BOXES[8].area / 2 for regions in left if regions)


@pytest.mark.parametrize("question", ["Why does the woman look down?", "How many of [3] and [5] are sad?"])
def test_a_picture_stays_whole_where_the_texts_speak_of_more_than_its_regions(question: str) -> None:
    assert not may_crop(example(question, "she fell", "no"))


def test_a_mirrored_picture_has_its_regions_on_the_other_side() -> None:
    placed = _views(MIRRORS)[0]
    boxes = {region.id: region.box for region in placed.example.regions}

    assert boxes[3] == Box(80, 10, 110, 70)
    assert _first_pixel(placed, boxes[3]) == (BOXES[3].x1 - 1, BOXES[3].y0)


@pytest.mark.parametrize("said", ["[3] is left of [5]", "the RIGHT one", "the left-hand door", "it turns clockwise"])
def test_texts_about_sides_are_never_mirrored(said: str) -> None:
    assert not may_mirror(example(said))
    assert all(placed.image == _picture() for placed in _views(MIRRORS, said)[:5])


def test_words_that_only_hold_a_side_may_be_mirrored() -> None:
    assert may_mirror(example("Why is [5] so bright?", "[3] was frightened", "leftovers"))


def test_outlines_move_with_their_box() -> None:
    one = example()
    corners = (Point(10, 10), Point(40, 10), Point(10, 70))
    regions = (one.regions[0].model_copy(update={"polygon": corners}), *one.regions[1:])

    placed = vary(_picture(), one.model_copy(update={"regions": regions}), MIRRORS, random.Random(0))

    assert placed.example.regions[0].polygon == (Point(110, 10), Point(80, 10), Point(110, 70))


def test_nothing_changes_unless_asked_for() -> None:
    assert vary(_picture(), example(), NONE, random.Random(1)) == Placed(_picture(), example())
