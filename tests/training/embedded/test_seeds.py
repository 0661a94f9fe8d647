"""Comparing seeds: the figures of several students of one recipe, and what is no such comparison."""

import json
import shutil
from pathlib import Path

import pytest

import models.embedded
from models.errors import BadSetting
from training.embedded.seeds import FIGURES, compare_seeds, seeds_table

SHIPPED = Path(models.embedded.__path__[0]) / "student"


@pytest.fixture
def make(tmp_path: Path):
    """Return a function that writes a folder with the shipped student's figures, some of them changed."""

    def write(seed: int, *, strict: float = 0.9, steps: int = 1000) -> Path:
        folder = tmp_path / f"seed-{seed}-{steps}-{strict}"
        folder.mkdir()
        figures = json.loads((SHIPPED / "figures.json").read_bytes())
        figures["scenes"]["strict_accuracy"] = strict
        (folder / "figures.json").write_text(json.dumps(figures))
        settings = json.loads((SHIPPED / "settings.json").read_bytes())
        settings["training"]["chain"][-1] |= {"seed": seed, "steps": steps}
        (folder / "settings.json").write_text(json.dumps(settings))
        return folder

    return write


def test_mean_and_deviation_are_those_of_the_students(make) -> None:
    report = compare_seeds([make(1, strict=0.88), make(2, strict=0.9), make(3, strict=0.92)])

    assert [run.seed for run in report.runs] == [1, 2, 3]
    assert report.mean["strict"] == 90.0
    assert report.deviation["strict"] == 2.0
    assert report.deviation["slot"] == 0.0


def test_the_table_has_a_row_for_every_student_and_two_for_all(make) -> None:
    lines = seeds_table(compare_seeds([make(1, strict=0.88), make(2, strict=0.9)])).splitlines()

    assert len(lines) == 2 + 2 + 2
    assert lines[2].startswith("| 1, 1000 steps")
    assert "| 88.0 |" in lines[2]
    assert all(line.count("|") == len(FIGURES) + 2 for line in lines)


def test_one_folder_is_no_comparison(make) -> None:
    with pytest.raises(BadSetting, match="at least two"):
        compare_seeds([make(1)])


def test_equal_seeds_are_refused(make) -> None:
    with pytest.raises(BadSetting, match=r"same seed \(1, 1\)"):
        compare_seeds([make(1), make(1, strict=0.8)])


def test_other_lengths_are_refused(make) -> None:
    with pytest.raises(BadSetting, match="1000 steps with seed 1, 900 steps with seed 2"):
        compare_seeds([make(1), make(2, steps=900)])


def test_a_folder_without_figures_is_named(make, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    shutil.copy(SHIPPED / "settings.json", bare)

    with pytest.raises(BadSetting, match=r"bare holds no measured student.*figures\.json"):
        compare_seeds([make(1), bare])


def test_figures_of_something_else_are_refused(make, tmp_path: Path) -> None:
    other = make(2)
    (other / "figures.json").write_text("{}")

    with pytest.raises(BadSetting, match="holds no student's figures"):
        compare_seeds([make(1), other])
