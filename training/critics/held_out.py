"""Which pictures a critic is measured on: a fixed fifth, by a hash of the picture, whatever other labels there are.

A critic may go on from one that learned from earlier labels of the same people. As a picture never changes sides,
neither of the two has learned from what both are measured on.
"""

from typing import NamedTuple

from training.embedded.critic_data import Labelled, is_one_in

ONE_IN = 5
RULE = f'SHA-256 of "held out " and the picture\'s id, as a number, divisible by {ONE_IN}'


class Parted(NamedTuple):
    """Labels to learn from, and labels to measure on; no picture has some of both."""

    learned: Labelled
    held_out: Labelled


def part(data: Labelled) -> Parted:
    """Return both sides of labels."""
    inside = [each for each in data.pictures if is_held_out(each)]
    outside = [each for each in data.pictures if not is_held_out(each)]
    return Parted(learned=data.only(outside), held_out=data.only(inside))


def is_held_out(image_id: str) -> bool:
    """Say whether a critic is measured on a picture, and never learns from it."""
    return is_one_in(ONE_IN, image_id, words="held out")
