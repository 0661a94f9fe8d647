"""How far a student's confidence can be trusted: fit it on some scenes, check it on others.

The map is a logistic regression of "strictly right" on mean and minimum of the log-probabilities of the answer's words
and the logarithm of their number (Platt, 1999, with three figures in place of one score). It is checked by a
reliability diagram and the expected calibration error (training/evaluation/reliability.py).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch

from models.embedded.confidence import Calibration, figures
from models.embedded.student import EmbeddedStudent
from models.records import Record
from training.evaluation.reliability import Bin, expected_error, mean_of, reliability_bins
from training.evaluation.sampling import Exam, as_question, draw_exams

_RIDGE = 1e-4
_ROUNDS = 50


class Outcome(NamedTuple):
    """An answer: the figures it is judged by, what the student said of itself (None before the fit), the truth."""

    figures: tuple[float, float, float]
    confidence: float | None
    right: bool


class Reliability(Record):
    """The diagram, its expected calibration error, and the accuracy of the surest half of the answers."""

    n: int
    fitted_on: int
    ece: float
    surest_half: float
    bins: tuple[Bin, ...]


def fit_calibration(outcomes: Sequence[Outcome]) -> Calibration:
    """Fit by Newton's method; a slight ridge keeps it finite where all answers are right."""
    rows = np.array([(1.0, *outcome.figures) for outcome in outcomes])
    truth = np.array([float(outcome.right) for outcome in outcomes])
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (truth - chances) - _RIDGE * len(rows) * weights
        curvature = (rows * (chances * (1 - chances))[:, None]).T @ rows + _RIDGE * len(rows) * np.eye(len(weights))
        step = np.linalg.solve(curvature, slope)
        weights += step
        if float(np.abs(step).max()) < 1e-9:
            break
    bias, mean, least, length = (round(float(weight), 6) for weight in weights)
    return Calibration(bias=bias, mean=mean, least=least, length=length)


def measure_reliability(outcomes: Sequence[Outcome], *, fitted_on: int) -> Reliability:
    """Return the diagram of answers that have a confidence."""
    known = [(outcome.confidence, outcome.right) for outcome in outcomes if outcome.confidence is not None]
    bins = reliability_bins(known)
    surest = sorted(known, key=lambda each: -each[0])[: (len(known) + 1) // 2]
    return Reliability(
        n=len(known),
        fitted_on=fitted_on,
        ece=expected_error(bins),
        surest_half=mean_of([float(right) for _, right in surest]),
        bins=bins,
    )


def ask_for_outcomes(student: EmbeddedStudent, *, count: int, seed: int) -> list[Outcome]:
    """Ask `count` questions about unseen scenes with their regions given."""
    with torch.inference_mode():
        return [outcome for exam in draw_exams(count, seed) for outcome in _outcomes(student, exam)]


def _outcomes(student: EmbeddedStudent, exam: Exam) -> list[Outcome]:
    heard = student.hear_all(exam.image, [as_question(asked, exam.regions) for asked in exam.asked])
    return [
        Outcome(figures(each.said.words, each.said.logs), each.answer.confidence, each.answer.text in asked.accepted)
        for each, asked in zip(heard, exam.asked, strict=True)
    ]
