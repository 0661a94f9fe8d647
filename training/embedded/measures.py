"""What is measured of a finished student, and on how much."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from models.embedded.likelihood import LikelihoodScorer
from models.embedded.student import EmbeddedStudent
from models.records import Record
from training.embedded.calibration import Reliability, ask_for_outcomes, measure_reliability
from training.embedded.mark_reader_measures import ReaderReport, measure_reader
from training.evaluation.baselines import LEARNING_SCENES
from training.evaluation.choices import ChoiceReport, evaluate_choices
from training.evaluation.domain import DomainReport, measure_detector
from training.evaluation.latency import Latency, measure_latency
from training.evaluation.scenes import SceneReport, evaluate_scenes


class Effort(NamedTuple):
    """`questions` asked, and about held-out combinations (`combined`); answers the confidence is fitted on
    (`judged`); scenes the domain detector is `fitted` on, gets its threshold from (`held_out`) and is `measured` on;
    pictures in which marks are `read`; four-choice items that are `chosen` from, and that the temperature of choosing
    is fitted on (`weighed`); questions `timed`; scenes that the control without looking learns from (`learning`)."""

    questions: int = 1000
    combined: int = 1000
    judged: int = 1500
    fitted: int = 1200
    held_out: int = 600
    measured: int = 500
    read: int = 600
    chosen: int = 600
    weighed: int = 300
    timed: int = 60
    learning: int = LEARNING_SCENES


# For trying the commands out; the figures mean nothing.
QUICK = Effort(
    questions=12,
    combined=12,
    judged=30,
    fitted=20,
    held_out=10,
    measured=5,
    read=4,
    chosen=6,
    weighed=6,
    timed=6,
    learning=20,
)


class Measures(Record):
    """Everything that the card shows; `reader` and `reliability` are None where the student has no such part, and
    `choices` where it was measured before it could choose."""

    scenes: SceneReport
    heldout: SceneReport
    domain: DomainReport
    reader: ReaderReport | None = None
    reliability: Reliability | None = None
    choices: ChoiceReport | None = None
    latency: Latency


def measure_student(student: EmbeddedStudent, effort: Effort, *, seed: int, report: Callable[[str], None]) -> Measures:
    """Measure a student that has a detector."""
    if student.detector is None:
        raise ValueError("a student without a domain detector cannot be measured whole")
    reader = student.stored.reader
    calibrated = student.stored.settings.calibration is not None
    ask = partial(
        evaluate_scenes, student, seed=seed, marks=student.mark_style, learning_scenes=effort.learning, report=report
    )
    scenes = ask(count=effort.questions)
    report("asking about held-out combinations")
    heldout = ask(count=effort.combined, split="heldout")
    report("reading marks and judging confidence")
    outcomes = ask_for_outcomes(student, count=effort.questions, seed=seed) if calibrated else []
    scorer = LikelihoodScorer(student.stored, student.name)
    choices = evaluate_choices(scorer, count=effort.chosen, seed=seed, report=report).report
    return Measures(
        scenes=scenes,
        heldout=heldout,
        domain=measure_detector(student.detector, student.stored.network, scenes=effort.measured, report=report),
        reader=measure_reader(reader, pictures=effort.read) if reader is not None else None,
        reliability=measure_reliability(outcomes, fitted_on=effort.judged) if calibrated else None,
        choices=choices,
        latency=measure_latency(student, count=effort.timed),
    )
