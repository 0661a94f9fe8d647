"""A click finds the known region, else the object that stands out, else a small box; never nothing."""

import random
import time
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw

from models.base import RegionProposer
from models.proposals import ClassicalProposer, known_region_at
from models.records import Box, Point, Region
from models.regions import contains, intersection, iou
from training.scenes.graph import Entity
from training.scenes.world import draw_scene

SKY = (150, 200, 240)


@pytest.fixture
def proposer() -> RegionProposer:
    return ClassicalProposer()


def picture_with(box: tuple[int, int, int, int], colour: str, size: tuple[int, int] = (320, 240)) -> Image.Image:
    image = Image.new("RGB", size, SKY)
    ImageDraw.Draw(image).rectangle(box, fill=colour)
    return image


def test_a_click_on_an_object_boxes_the_object(proposer: RegionProposer) -> None:
    image = picture_with((100, 60, 179, 159), "firebrick")

    region = proposer.region_at(image, Point(140, 110))

    assert iou(region.box, Box(100, 60, 180, 160)) > 0.75
    assert (region.id, region.kind, region.label) == (0, "point", "")


def test_an_object_of_two_colours_is_boxed_whole(proposer: RegionProposer) -> None:
    image = picture_with((100, 60, 179, 109), "firebrick")
    ImageDraw.Draw(image).rectangle((100, 110, 179, 169), fill="navy")

    assert iou(proposer.region_at(image, Point(140, 115)).box, Box(100, 60, 180, 170)) > 0.6


def test_the_same_object_is_found_in_a_large_copy_of_the_picture(proposer: RegionProposer) -> None:
    image = picture_with((100, 60, 179, 159), "firebrick")

    small = proposer.region_at(image, Point(140, 110)).box
    large = proposer.region_at(image.resize((3200, 2400)), Point(1400, 1100)).box

    assert iou(Box(*(side * 10 for side in small)), large) > 0.9


@pytest.mark.parametrize("point", [(0, 0), (319, 239), (0, 120), (160, 100), (-50, 900)])
def test_a_click_on_a_plain_sky_gives_a_small_box_around_the_point(
    proposer: RegionProposer, point: tuple[int, int]
) -> None:
    box = proposer.region_at(Image.new("RGB", (320, 240), SKY), Point(*point)).box

    nearest = Point(min(max(point[0], 0), 319), min(max(point[1], 0), 239))
    assert contains(box, nearest)
    assert 0 < box.area <= 0.05 * 320 * 240


def test_a_click_beside_an_object_does_not_box_half_the_sky(proposer: RegionProposer) -> None:
    box = proposer.region_at(picture_with((200, 150, 259, 209), "firebrick"), Point(60, 50)).box

    assert intersection(box, Box(200, 150, 260, 210)) is None
    assert box.area <= 0.05 * 320 * 240


@pytest.mark.parametrize("size", [(8, 8), (8, 400), (400, 8), (50, 2500), (1, 1)])
@pytest.mark.parametrize("place", [(0.0, 0.0), (0.5, 0.5), (0.999, 0.999)])
def test_the_box_lies_in_pictures_of_any_shape(
    proposer: RegionProposer, size: tuple[int, int], place: tuple[float, float]
) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)

    box = proposer.region_at(Image.fromarray(noise), Point(size[0] * place[0], size[1] * place[1])).box

    assert box.area > 0
    assert intersection(box, Box(0, 0, *size)) == box


def test_a_point_that_is_no_number_is_refused(proposer: RegionProposer) -> None:
    with pytest.raises(ValueError, match="not a place"):
        proposer.region_at(Image.new("RGB", (64, 64)), Point(float("nan"), 3))


def test_clicks_on_drawn_scenes_are_boxed_better_than_by_a_box_of_the_best_fixed_size(proposer: RegionProposer) -> None:
    """Seeds 90,000 and up were not used to choose the weights; the fixed size was the best of eight tried on scenes."""
    found, fixed, seconds = [], [], []
    for seed in range(90_000, 90_040):
        scene = draw_scene(seed, split="user", size=320)
        point, box = _click(scene.graph.entities, random.Random(seed))
        start = time.process_time()
        proposed = proposer.region_at(scene.image, point).box
        seconds.append(time.process_time() - start)
        found.append(iou(proposed, box))
        fixed.append(iou(_fixed_box(point), box))

    assert np.mean(found) > 0.47
    assert np.mean(found) > np.mean(fixed) + 0.05
    assert np.median(seconds) < 0.4


def _click(entities: Sequence[Entity], rng: random.Random) -> tuple[Point, Box]:
    """Return a place in the middle half of an entity's box, and the smallest box that holds it."""
    box = rng.choice(entities).box
    point = Point(box.x0 + box.width * rng.uniform(0.25, 0.75), box.y0 + box.height * rng.uniform(0.25, 0.75))
    return point, min((e.box for e in entities if contains(e.box, point)), key=lambda box: box.area)


def _fixed_box(point: Point) -> Box:
    half_width, half_height = 0.14 * 320, 0.225 * 320
    around = Box(point.x - half_width, point.y - half_height, point.x + half_width, point.y + half_height)
    inside = intersection(around, Box(0, 0, 320, 320))
    assert inside is not None
    return inside


def test_the_smallest_known_region_at_the_point_is_meant() -> None:
    table = Region(id=0, box=Box(0, 0, 100, 100), label="table")
    cup = Region(id=1, box=Box(40, 40, 60, 60), label="cup")
    far = Region(id=2, box=Box(200, 0, 210, 10), label="door")

    assert known_region_at(Point(50, 50), (table, cup, far)) == cup
    assert known_region_at(Point(10, 10), (table, cup, far)) == table
    assert known_region_at(Point(150, 150), (table, cup, far)) is None
    assert known_region_at(Point(50, 50), ()) is None
