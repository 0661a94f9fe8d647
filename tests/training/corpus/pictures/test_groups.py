"""Rows are gathered by key, in any number, and nothing is left on disk."""

import tracemalloc
from pathlib import Path

import pytest

from training.corpus.pictures.groups import Groups


def test_texts_come_back_by_key_in_the_order_they_came() -> None:
    with Groups() as groups:
        groups.add("b", "1")
        groups.add_all([("a", "2"), ("b", "3"), ("c", "4"), ("b", "\0 odd \U0001f600")])

        assert list(groups.keys()) == ["b", "a", "c"]
        assert groups.of("b") == ["1", "3", "\0 odd \U0001f600"]
        assert groups.of("nobody") == []


def test_keys_can_be_looked_up_while_they_are_walked_through() -> None:
    with Groups() as groups:
        groups.add_all((str(number % 7), str(number)) for number in range(100))

        assert {key: len(groups.of(key)) for key in groups.keys()} == {  # noqa: SIM118 - no dict
            str(key): 15 if key < 2 else 14 for key in range(7)
        }


def test_many_rows_are_kept_on_disk_and_no_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    tracemalloc.start()

    with Groups() as groups:
        groups.add_all((str(number % 1000), "text " * 20) for number in range(100_000))
        found = sum(len(groups.of(key)) for key in groups.keys())  # noqa: SIM118 - no dict

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == 100_000
    assert peak < 2_000_000, "of ten million bytes"
    assert list(tmp_path.iterdir()) == []
