"""People like what is right; and the filters of figures 2 and 3 choose what they say they choose."""

import random
from pathlib import Path

from tests.training.reproduction.test_critic_cells import data
from tests.training.reproduction.test_noise import judged
from training.experiments.annotators import Annotator
from training.reproduction.figure_2 import ORACLE, RANDOM, filter_scores
from training.reproduction.figure_3 import ask_people
from training.reproduction.parts import Lab, miniature

SHARP = tuple(Annotator(name=f"{number}", seed=0, band=0.0) for number in range(4))


def test_what_is_right_is_rated_three_and_what_is_wrong_one() -> None:
    easy = [
        each.model_copy(update={"difficulty": 0.0})
        for each in (judged(0, "right", "right"), judged(1, "wrong", "right"))
    ]

    liked = ask_people(easy, SHARP, random.Random(0))

    assert liked is not None
    assert (liked.n, liked.qa, liked.rationale, liked.accepted, liked.right) == (2, 2.0, 2.0, 0.5, 0.5)


def test_of_nothing_kept_nobody_is_asked() -> None:
    assert ask_people([], SHARP, random.Random(0)) is None


def test_the_oracle_takes_what_is_right_first_and_a_random_filter_does_not(tmp_path: Path) -> None:
    lab = Lab(miniature(), tmp_path)

    oracle, luck = (filter_scores(arm, 0, lab, data()) for arm in (ORACLE, RANDOM))

    assert min(oracle[:2]) >= 0.5 > max(oracle[2:])
    assert luck != oracle
    assert luck == filter_scores(RANDOM, 0, lab, data())
