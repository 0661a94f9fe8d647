"""A round of eight times the size takes eight times as long to report on, not sixty-four times."""

import random
import time
from collections.abc import Callable

import pytest

from annotation.agreement import agreement
from annotation.annotators import annotator_reports
from annotation.disagreements import disagreements
from annotation.labels import critic_labels
from annotation.slices import by_question_type, mean_ratings
from models.judging import Item, Judged
from tests.annotation.examples import item, judged

SMALL, TIMES = 100, 8
Report = Callable[[list[Item], list[Judged]], object]


def a_round(count: int) -> tuple[list[Item], list[Judged]]:
    rng = random.Random(count)
    items = [item(f"i{number}", picture_number=number, count=5) for number in range(count)]
    said = [
        judged(each.id, name, " ".join(rng.choice(["aa", "am", "mm", "ar", "rr"]) for _ in range(5)))
        for each in items
        for name in rng.sample([f"person {number}" for number in range(8)], 2)
    ]
    return items, said


def seconds(report: Report, count: int) -> float:
    """Return the least time of three on a core: others that work there only make it longer."""
    items, said = a_round(count)
    times: list[float] = []
    for _ in range(3):
        began = time.process_time()
        report(items, said)
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize(
    "report",
    [
        agreement,
        annotator_reports,
        critic_labels,
        disagreements,
        lambda items, said: mean_ratings(items, said, by_question_type),
    ],
    ids=["agreement", "annotators", "labels", "disagreements", "ratings"],
)
def test_the_cost_of_a_report_grows_as_the_round_does(report: Report) -> None:
    assert seconds(report, SMALL * TIMES) < 2 * TIMES * seconds(report, SMALL)
