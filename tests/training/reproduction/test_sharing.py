"""What one process is at, others leave to it or wait for."""

import sqlite3
from pathlib import Path

import pytest

from tests.training.reproduction.made_looks import lab_in
from training.reproduction.parts import Stopped
from training.reproduction.sharing import alone, made_whole, unless_taken


def test_a_name_is_held_by_one_and_free_afterwards(tmp_path: Path) -> None:
    lab = lab_in(tmp_path)

    with (
        unless_taken(lab, "a student") as first,
        unless_taken(lab, "a student") as second,
        unless_taken(lab, "another") as other,
    ):
        assert (first, second, other) == (True, False, True)
    with alone(lab, "a student"), unless_taken(lab, "a student") as again:
        assert not again


def test_who_waits_says_so_and_can_be_stopped(tmp_path: Path) -> None:
    said: list[str] = []
    lab = lab_in(tmp_path)._replace(say=said.append, should_stop=lambda: True)

    with alone(lab_in(tmp_path), "a student"), pytest.raises(Stopped), alone(lab, "a student"):
        pass

    assert said == ["waiting for another process, which is at a student"]


def test_what_is_made_whole_is_made_once_and_gone_on_with_after_a_stop(tmp_path: Path) -> None:
    lab, made = lab_in(tmp_path), []

    def make() -> None:
        (tmp_path / "eye").mkdir(exist_ok=True)
        made.append(len(made))
        if len(made) == 1:
            raise Stopped

    with pytest.raises(Stopped):
        made_whole(lab, tmp_path / "eye", make)
    folders = [made_whole(lab, tmp_path / "eye", make) for _ in range(2)]

    assert folders == [tmp_path / "eye"] * 2
    assert made == [0, 1]


def test_a_folder_of_locks_that_cannot_be_used_is_no_lock_that_is_taken(tmp_path: Path) -> None:
    lab = lab_in(tmp_path)
    with alone(lab, "a student"):
        pass
    (lock,) = (tmp_path / "locks").iterdir()
    lock.unlink()
    lock.mkdir()

    with pytest.raises(sqlite3.OperationalError, match="unable to open"), unless_taken(lab, "a student"):
        pass
