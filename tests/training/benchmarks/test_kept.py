"""Scores are kept for one model and one manner, and found by what a model was shown."""

from pathlib import Path

import pytest

from models.errors import StoreProblem
from tests.training.benchmarks.made_items import item, items_of
from training.benchmarks.kept import Kept, folder_for, key_of
from training.benchmarks.predictions import Heard, Said

SAID = Said(
    scores={"a": (-0.1, -2.302585092994046), "b": (0.0, -690.7755278982137)},
    unread={"c": "Too long."},
    heard={"a": Heard(text="it rains ☂", confidence=0.1, seconds=0.30000000000000004)},
)


def test_what_is_kept_comes_back_to_the_last_digit(tmp_path: Path) -> None:
    with Kept(tmp_path) as kept:
        kept.keep("k", SAID)

    with Kept(tmp_path) as kept:
        found = kept.find(["k", "l"])

    assert found.keys() == {"k"}
    assert found["k"] == SAID


def test_rows_become_durable_a_second_later(tmp_path: Path) -> None:
    times = iter((0.0, 0.5, 1.1, 1.2, 1.3, 9.0))

    with Kept(tmp_path, clock=lambda: next(times)) as kept:
        kept.keep("k", SAID)
        early = kept.find(["k"])
        kept.keep("l", SAID)
        late = kept.find(["k", "l"])

    assert (early.keys(), late.keys()) == (set(), {"k", "l"})


def test_who_wants_it_fresh_finds_nothing(tmp_path: Path) -> None:
    for rank in range(2):
        with Kept(tmp_path, rank=rank, count=2) as kept:
            kept.keep(f"k{rank}", SAID)

    with Kept(tmp_path, fresh=True) as kept:
        assert kept.find(["k0", "k1"]) == {}
    with Kept(tmp_path) as kept:
        assert kept.find(["k0", "k1"]) == {}


def test_what_is_removed_is_removed_of_all_processes(tmp_path: Path) -> None:
    first, second = (Kept(tmp_path / "kept", rank=rank, count=2) for rank in range(2))
    with first, second:
        second.keep("k", SAID)

    first.remove()
    first.remove()

    assert list(tmp_path.iterdir()) == []


def test_two_programs_do_not_measure_the_same_at_once(tmp_path: Path) -> None:
    with Kept(tmp_path), pytest.raises(StoreProblem, match="Another run is using the journal"):
        Kept(tmp_path).__enter__()


def test_each_model_and_manner_has_a_folder(tmp_path: Path) -> None:
    first = folder_for(tmp_path, {"model": "a", "regions": True})

    assert first == folder_for(tmp_path, {"regions": True, "model": "a"})
    assert first != folder_for(tmp_path, {"model": "a", "regions": False})


def test_a_key_hangs_on_all_that_a_model_is_shown() -> None:
    one = item("a")
    others = [item("b"), item("a", question="Who?"), item("a", choices=("c0", "c1", "c2", "c4")), item("a", regions=())]

    keys = {key_of(items_of(each), each.picture, [each]) for each in (one, item("a"), *others)}

    assert len(keys) == 5
    assert key_of(items_of(one), "a", [one]) != key_of(items_of(one), "b", [one])
