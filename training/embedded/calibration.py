"""How far a student's confidence can be trusted: fit it on some scenes, check it on others.

The map is a logistic regression of "strictly right" on mean and minimum of the log-probabilities of the answer's words
and the logarithm of their number (Platt, 1999, with three figures in place of one score). It is checked by a
reliability diagram: ten bins of equal width over the confidence, in each the mean confidence and the accuracy; the
expected calibration error is the mean of their distances, weighted by how many answers are in the bin:

    ECE = sum over bins b of n_b / n * |accuracy_b - confidence_b|

(Naeini, Cooper and Hauskrecht, 2015; Guo, Pleiss, Sun and Weinberger, 2017, equation 3).
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch

from models.embedded.confidence import Calibration, figures
from models.embedded.student import EmbeddedStudent
from models.records import Record
from training.evaluation.sampling import Exam, as_question, draw_exams

BINS = 10
_RIDGE = 1e-4
_ROUNDS = 50


class Outcome(NamedTuple):
    """An answer: the figures it is judged by, what the student said of itself (None before the fit), the truth."""

    figures: tuple[float, float, float]
    confidence: float | None
    right: bool


class Bin(Record):
    """A bar of the reliability diagram: answers with a confidence in [`low`, `high`)."""

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


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
    bins = []
    for number in range(BINS):
        inside = [each for each in known if min(BINS - 1, int(each[0] * BINS)) == number]
        bins.append(
            Bin(
                low=number / BINS,
                high=(number + 1) / BINS,
                n=len(inside),
                confidence=_mean([confidence for confidence, _ in inside]),
                accuracy=_mean([float(right) for _, right in inside]),
            )
        )
    error = math.fsum(each.n * abs(each.accuracy - each.confidence) for each in bins) / max(1, len(known))
    surest = sorted(known, key=lambda each: -each[0])[: (len(known) + 1) // 2]
    return Reliability(
        n=len(known),
        fitted_on=fitted_on,
        ece=round(error, 4),
        surest_half=_mean([float(right) for _, right in surest]),
        bins=tuple(bins),
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


def _mean(values: Sequence[float]) -> float:
    return round(math.fsum(values) / len(values), 4) if values else 0.0
