"""What is measured of a finished student, and on how much."""

from collections.abc import Callable
from typing import NamedTuple

from models.embedded.student import EmbeddedStudent
from models.records import Record
from training.evaluation.domain import DomainReport, measure_detector
from training.evaluation.latency import Latency, measure_latency
from training.evaluation.scenes import SceneReport, evaluate_scenes


class Effort(NamedTuple):
    """`questions` asked, scenes the domain detector is `fitted` on, gets its threshold from (`held_out`) and is
    `measured` on, questions `timed`."""

    questions: int = 1000
    fitted: int = 1200
    held_out: int = 600
    measured: int = 500
    timed: int = 60


# For trying the commands out; the figures mean nothing.
QUICK = Effort(questions=12, fitted=20, held_out=10, measured=5, timed=6)


class Measures(Record):
    """Everything that the card shows."""

    scenes: SceneReport
    domain: DomainReport
    latency: Latency


def measure_student(student: EmbeddedStudent, effort: Effort, *, seed: int, report: Callable[[str], None]) -> Measures:
    """Measure a student that has a detector."""
    if student.detector is None:
        raise ValueError("a student without a domain detector cannot be measured whole")
    return Measures(
        domain=measure_detector(student.detector, student.stored.network, scenes=effort.measured, report=report),
        scenes=evaluate_scenes(student, count=effort.questions, seed=seed, marks=student.mark_style, report=report),
        latency=measure_latency(student, count=effort.timed),
    )
