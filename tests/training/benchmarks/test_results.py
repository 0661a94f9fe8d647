"""Figures are told to programs and to people."""

from pathlib import Path

import pytest

from models.errors import BadSetting
from tests.training.benchmarks.made_items import Saying, item, items_of
from training.benchmarks.measure import measure
from training.benchmarks.results import as_lines, as_value, hash_of, main_figure

SHARES = {"c0": 0.5, "c1": 0.3, "c2": 0.2, "c3": 0.0}


def test_the_main_figure_leads_what_programs_read() -> None:
    pair = [item("q-a", task="answer", group="q"), item("q-r", 1, task="rationale", group="q", picture="b")]
    measured = measure(Saying(SHARES), items_of(*pair))

    value = as_value(measured, seed=7)

    assert main_figure(measured).task == "Q->AR"
    assert list(value)[:6] == ["benchmark", "task", "metric", "value", "interval", "n"]
    assert (value["task"], value["value"], value["n"], value["seed"]) == ("Q->AR", 0, 1, 7)
    assert [each["task"] for each in value["figures"]] == ["Q->A", "QA->R", "Q->AR"]


def test_people_read_a_line_for_each_figure_and_type() -> None:
    both = items_of(item("a", type="why"), item("b", 1, type="what", picture="b"), item("c", question="unreadable"))

    lines = list(as_lines(measure(Saying(SHARES), both, scored_by="match", regions=False)))

    assert lines[0] == "made, val: saying by match, no regions"
    assert lines[1].startswith("choice  33.3 (0.0 to 50.0) of 3, accuracy, chance 25.0")
    assert "  what    choice 0.0 of 1" in lines
    assert lines[-1] == "1 of 3 items could not be read, and count as wrong."


def test_a_file_is_known_by_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")

    assert hash_of(path).startswith("ba7816bf8f01cfea")
    with pytest.raises(BadSetting, match="cannot be read: No such file"):
        hash_of(tmp_path / "b")
