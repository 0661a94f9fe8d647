"""Recall and average precision, against examples worked out by hand."""

import pytest

from models.records import Box, Detection
from training.evaluation.recall import (
    Truth,
    average_precision,
    recall_at,
    report_recall,
    size_class,
    truth_of,
)
from training.scenes.world import draw_scene

LEFT, RIGHT, BELOW = Box(0, 0, 10, 10), Box(50, 0, 60, 10), Box(0, 50, 10, 60)
NOWHERE = Box(80, 80, 90, 90)
PEOPLE = [Truth(LEFT, "person", "small"), Truth(RIGHT, "person", "small")]


def found(box: Box, score: float = 0.5, label: str = "person") -> Detection:
    return Detection(box, score, label)


@pytest.mark.parametrize(
    ("box", "iou", "right"),
    [
        (Box(0, 0, 10, 10), 1.0, 1),
        (Box(0, 0, 10, 5), 0.5, 1),  # exactly a half is enough
        (Box(0, 0, 10, 4.9), 0.5, 0),
        (Box(0, 0, 10, 5), 0.6, 0),
        (NOWHERE, 0.1, 0),
    ],
)
def test_a_thing_is_found_by_a_box_that_overlaps_enough(box: Box, iou: float, right: int) -> None:
    recall = recall_at([[found(box)]], [[Truth(LEFT, "person", "small")]], iou)

    assert (recall.right, recall.n) == (right, 1)


def test_one_detection_finds_one_thing_and_a_thing_is_found_once() -> None:
    twins = [Truth(LEFT, "person", "small"), Truth(Box(0, 0, 10, 9), "person", "small")]

    assert recall_at([[found(LEFT)]], [twins]).right == 1
    assert recall_at([[found(LEFT), found(LEFT)]], [twins]).right == 2
    assert recall_at([[found(LEFT), found(LEFT)]], [PEOPLE]).right == 1


def test_the_most_certain_are_looked_at_whatever_their_order() -> None:
    detections = [found(LEFT, 0.2), found(NOWHERE, 0.9), found(RIGHT, 0.8)]

    assert [recall_at([detections], [PEOPLE], most=most).right for most in (1, 2, 3)] == [0, 1, 2]


def test_kinds_matter_only_when_asked() -> None:
    detections = [found(LEFT, label="animal"), found(RIGHT)]

    assert recall_at([detections], [PEOPLE]).right == 2
    assert recall_at([detections], [PEOPLE], same_kind=True).right == 1


def test_things_are_counted_among_those_named_and_found_by_their_own_detection() -> None:
    big = Truth(Box(0, 0, 10, 16), "person", "large")
    small = Truth(LEFT, "object", "small")

    recall = recall_at([[found(LEFT)]], [[big, small]], among=lambda thing: thing.size == "large")

    # The box overlaps the large thing enough, but it is the small one's.
    assert (recall.right, recall.n) == (0, 1)


def test_pictures_do_not_lend_each_other_detections() -> None:
    assert recall_at([[found(RIGHT), found(LEFT)], []], [PEOPLE, PEOPLE]).right == 2


def test_average_precision_is_the_area_under_the_falling_curve() -> None:
    # Certain first: right, wrong, right of three: precision 1 up to a third, then 2/3 up to two thirds, then nothing.
    truth = [[*PEOPLE, Truth(BELOW, "person", "small")]]
    detections = [[found(LEFT, 0.9), found(NOWHERE, 0.8), found(BELOW, 0.7)]]

    assert average_precision(detections, truth, "person") == pytest.approx((1 + 2 / 3) / 3)


def test_precision_is_the_best_at_a_recall_or_any_higher_one() -> None:
    # Wrong, right, right: precision 1/2, then 2/3, which counts for both.
    detections = [[found(NOWHERE, 0.9), found(LEFT, 0.8), found(RIGHT, 0.7)]]

    assert average_precision(detections, [PEOPLE], "person") == pytest.approx(2 / 3)


def test_scores_are_compared_across_pictures() -> None:
    sure_and_wrong = average_precision([[found(LEFT, 0.5)], [found(NOWHERE, 0.9)]], [PEOPLE[:1], []], "person")
    unsure_and_wrong = average_precision([[found(LEFT, 0.5)], [found(NOWHERE, 0.1)]], [PEOPLE[:1], []], "person")

    assert (sure_and_wrong, unsure_and_wrong) == (0.5, 1.0)


def test_a_second_detection_of_the_same_thing_is_wrong() -> None:
    twice = [[found(LEFT, 0.9), found(LEFT, 0.8), found(RIGHT, 0.7)]]

    assert average_precision(twice, [PEOPLE], "person") == pytest.approx((1 + 2 / 3) / 2)


def test_average_precision_minds_the_kind_and_is_zero_of_nothing() -> None:
    assert average_precision([[found(LEFT, label="animal")]], [PEOPLE], "person") == 0
    assert average_precision([[found(LEFT)]], [[]], "person") == 0


@pytest.mark.parametrize(("side", "size"), [(14, "small"), (15, "medium"), (29, "medium"), (30, "large")])
def test_sizes_are_shares_of_the_picture(side: int, size: str) -> None:
    assert size_class(Box(0, 0, side, side), 100) == size
    assert size_class(Box(0, 0, 4 * side, 4 * side), 400) == size


def test_a_scene_holds_what_can_be_seen_of_it() -> None:
    graph = draw_scene(5, split="evaluate", size=64).graph
    hidden = graph.entities[0].model_copy(update={"visible": 0.3})

    things = truth_of(graph.model_copy(update={"entities": (hidden, *graph.entities[1:])}), 64)

    assert [thing.box for thing in things] == [entity.box for entity in graph.entities[1:]]


def test_a_report_tells_kinds_and_sizes_apart() -> None:
    truth = [[Truth(LEFT, "person", "small"), Truth(RIGHT, "animal", "large"), Truth(BELOW, "object", "large")]]
    detections = [[found(LEFT), found(RIGHT, 0.9, "object"), found(NOWHERE), found(NOWHERE)]]

    report = report_recall(detections, truth)

    assert (report.recall.right, report.recall.n, report.right_kind.right) == (2, 3, 1)
    assert {kind: (each.right, each.n) for kind, each in report.by_kind.items()} == {
        "animal": (1, 1),
        "object": (0, 1),
        "person": (1, 1),
    }
    assert {size: (each.right, each.n) for size, each in report.by_size.items()} == {
        "small": (1, 1),
        "medium": (0, 0),
        "large": (1, 2),
    }
    assert report.precision == {"animal": 0.0, "object": 0.0, "person": 1.0}
    assert (report.mean_precision, report.proposals, report.pictures) == (0.3333, 4.0, 1)


def test_a_detector_that_sees_everything_finds_everything() -> None:
    graphs = [draw_scene(seed, split="evaluate", size=64).graph for seed in range(3)]
    seen = [[Detection(entity.box, 0.9, entity.kind) for entity in graph.entities] for graph in graphs]

    report = report_recall(seen, [truth_of(graph, 64) for graph in graphs], 0.99)

    assert report.recall.value == report.right_kind.value == report.mean_precision == 1.0
    assert report.recall.n == sum(len(graph.entities) for graph in graphs)
