"""Confidence comes from the answer's words, not from its rationale."""

import math

import pytest

from models.embedded.confidence import Calibration, figures
from models.embedded.vocabulary import BECAUSE, END

WORDS = [20, 21, BECAUSE, 22, END]
LOGS = [-0.2, -1.0, -0.3, -9.0, -9.0]


def test_mean_minimum_and_length_of_the_answer_and_its_end() -> None:
    assert figures(WORDS, LOGS) == pytest.approx((-0.5, -1.0, math.log(3)))


def test_nothing_said_is_no_trouble() -> None:
    assert figures([], []) == (0.0, 0.0, 0.0)


def test_the_map_is_logistic() -> None:
    calibration = Calibration(bias=1.0, mean=2.0, least=0.5, length=0.0)

    assert calibration.confidence(WORDS, LOGS) == round(1 / (1 + math.exp(-(1 - 1 - 0.5))), 3)
