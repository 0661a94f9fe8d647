"""Scenes are looked at once, each seed has its own, and who stops goes on from there."""

from pathlib import Path

import pytest

from models.errors import BadSetting
from tests.training.reproduction.made_looks import lab_in, teller
from training.embedded.seed_ranges import CORPORA, HAND_MADE
from training.experiments.looking import Looked
from training.reproduction.looks import SEEDS_APART, home_of, looks_of, other_scenes_of, scenes_of
from training.reproduction.parts import MOST_SEEDS, Stopped


def nobody(number: int) -> Looked:
    raise AssertionError(f"scene {number} was looked at again")


def test_what_was_looked_at_is_found_again_and_more_goes_on_from_there(tmp_path: Path) -> None:
    first, more = lab_in(tmp_path, pictures=1), lab_in(tmp_path, pictures=2)
    looked: list[int] = []

    def look(number: int) -> Looked:
        looked.append(number)
        return teller(home_of(first, 0))(number)

    found = [looks_of(first, 0, look), looks_of(more, 0, look), looks_of(first, 0, nobody)]

    assert looked == list(scenes_of(more, 0))
    assert found[0] == found[2] == found[1][:1]
    assert [each.graph.seed for each in found[1]] == looked


def test_who_stops_keeps_what_was_looked_at(tmp_path: Path) -> None:
    lab = lab_in(tmp_path, pictures=2)
    looked: list[int] = []

    def look(number: int) -> Looked:
        looked.append(number)
        return teller(home_of(lab, 0))(number)

    with pytest.raises(Stopped):
        looks_of(lab._replace(should_stop=lambda: bool(looked)), 0, look)
    assert len(looked) == 1
    looks_of(lab, 0, look)

    assert looked == list(scenes_of(lab, 0))


def test_a_scene_that_fails_is_named_and_tried_again(tmp_path: Path) -> None:
    lab = lab_in(tmp_path, pictures=1)

    def look(_: int) -> Looked:
        raise BadSetting("The lamp is out.")

    with pytest.raises(BadSetting, match=rf"Scene {CORPORA.start} .*: The lamp is out"):
        looks_of(lab, 0, look)

    assert looks_of(lab, 0, teller(home_of(lab, 0)))


def test_seeds_and_hands_share_no_scene(tmp_path: Path) -> None:
    lab = lab_in(tmp_path, pictures=SEEDS_APART)
    of_seeds = [set(scenes_of(lab, seed)) for seed in range(MOST_SEEDS)]

    assert len(set[int]().union(*of_seeds)) == MOST_SEEDS * SEEDS_APART
    assert all(numbers <= set(CORPORA) for numbers in of_seeds)
    assert all(set(other_scenes_of(lab, seed)) <= set(HAND_MADE) for seed in range(MOST_SEEDS))
