"""Geometry of boxes: worked examples, and the words for boxes that make no sense."""

import random

import pytest

from models import regions
from models.records import Box, Point

NAN = float("nan")
INFINITY = float("inf")


def test_a_box_is_cut_at_the_border_of_the_picture() -> None:
    assert regions.clamp(Box(-5, 10, 50, 200), 100, 80) == Box(0, 10, 50, 80)
    assert regions.clamp(Box(1.5, 2, 3, 4), 100, 80) == Box(1.5, 2, 3, 4)


@pytest.mark.parametrize(
    ("box", "words"),
    [
        (Box(100, 0, 120, 20), r"\(100, 0, 120, 20\) lies outside the picture of 100 x 80"),
        (Box(-20, 0, 0, 20), "outside"),
        (Box(0, NAN, 10, 20), "not a number"),
        (Box(0, 0, INFINITY, 20), "not a number"),
        (Box(30, 0, 10, 20), "inside out"),
        (Box(30, 0, 30, 20), "empty"),
    ],
)
def test_a_box_that_makes_no_sense_is_named_in_the_error(box: Box, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        regions.clamp(box, 100, 80)


def test_a_point_outside_is_moved_to_the_nearest_pixel_and_nan_is_refused() -> None:
    assert regions.clamp_point(Point(-3, 500), 100, 80) == Point(0, 79)
    with pytest.raises(ValueError, match="not a place"):
        regions.clamp_point(Point(NAN, 1), 100, 80)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Box(0, 0, 10, 10), Box(0, 0, 10, 10), 1.0),
        (Box(0, 0, 10, 10), Box(5, 0, 15, 10), 50 / 150),
        (Box(0, 0, 10, 10), Box(2, 2, 4, 7), 10 / 100),
        (Box(0, 0, 10, 10), Box(10, 0, 20, 10), 0.0),
        (Box(0, 0, 10, 10), Box(30, 30, 40, 40), 0.0),
    ],
)
def test_intersection_over_union_of_worked_examples(a: Box, b: Box, expected: float) -> None:
    assert regions.iou(a, b) == pytest.approx(expected)
    assert regions.iou(b, a) == pytest.approx(expected)


def test_intersection_and_union_of_two_boxes() -> None:
    a, b = Box(0, 0, 10, 10), Box(5, 4, 20, 8)

    assert regions.intersection(a, b) == Box(5, 4, 10, 8)
    assert regions.intersection(a, Box(10, 0, 20, 10)) is None
    assert regions.union(a, b) == Box(0, 0, 20, 10)


def test_the_left_edge_belongs_to_a_box_and_the_right_edge_does_not() -> None:
    box = Box(10, 10, 20, 20)

    assert regions.contains(box, Point(10, 10))
    assert regions.contains(box, Point(19.9, 19.9))
    assert not regions.contains(box, Point(20, 15))
    assert not regions.contains(box, Point(15, 20))


def test_padding_grows_by_a_share_of_the_box_within_the_picture() -> None:
    assert regions.pad(Box(10, 20, 30, 60), 0.5, 100, 70) == Box(0, 0, 40, 70)
    assert regions.pad(Box(40, 20, 60, 60), 0.1, 100, 70) == Box(38, 16, 62, 64)


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        (Point(50, 40), Box(40, 30, 60, 50)),
        (Point(0, 0), Box(0, 0, 20, 20)),
        (Point(99, 79), Box(80, 60, 100, 80)),
        (Point(-400, 900), Box(0, 60, 20, 80)),
    ],
)
def test_a_box_around_a_point_is_moved_into_the_picture_and_keeps_its_size(point: Point, expected: Box) -> None:
    assert regions.box_around(point, 20, 100, 80) == expected


def test_a_box_around_a_point_is_never_larger_than_the_picture() -> None:
    assert regions.box_around(Point(3, 3), 50, 8, 100) == Box(0, 0, 8, 50)


def test_jitter_is_repeatable_near_the_box_and_inside_the_picture() -> None:
    box = Box(100, 100, 200, 180)
    moved = [regions.jitter(box, random.Random(seed), 0.08, 320, 240) for seed in range(300)]

    assert moved[5] == regions.jitter(box, random.Random(5), 0.08, 320, 240)
    spread = sum((m.x0 - box.x0) ** 2 for m in moved) / len(moved)
    assert spread**0.5 == pytest.approx(0.08 * box.width, rel=0.15)
    assert all(regions.clamp(m, 320, 240) == m for m in moved)


def test_jitter_without_noise_changes_nothing() -> None:
    assert regions.jitter(Box(1, 2, 30, 40), random.Random(0), 0.0, 50, 50) == Box(1, 2, 30, 40)


def test_heavy_jitter_still_gives_a_box_with_an_area() -> None:
    for seed in range(500):
        box = regions.jitter(Box(0, 0, 10, 10), random.Random(seed), 3.0, 50, 50)
        assert box.area > 0


def test_scaling_follows_the_sides_of_the_picture() -> None:
    assert regions.scale(Box(1, 2, 3, 4), 10, 0.5) == Box(10, 1, 30, 2)


def test_a_box_is_written_as_a_person_writes_it() -> None:
    assert regions.written(Box(10, 20.5, 1 / 3, 40.0)) == "(10, 20.5, 0.333333, 40)"
