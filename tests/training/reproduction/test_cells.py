"""Finished cells are files that are found again, and never mixed with those of another scale."""

from pathlib import Path

import pytest

from models.errors import BadSetting
from training.reproduction.cells import Cells
from training.reproduction.parts import Cell, Finished, full, miniature, quick, seeds_of

CELL = Cell("table-1", "kept-0.8", 2)


def finished(cell: Cell = CELL, **figures: float) -> Finished:
    return Finished(**cell._asdict(), minutes=1.5, quick=False, figures={**figures})


def test_a_cell_is_found_again_and_others_are_not_there(tmp_path: Path) -> None:
    cells = Cells(tmp_path)

    path = cells.keep(finished(auc=0.8))

    assert path == tmp_path / "cells/table-1/kept-0.8.2.json"
    assert cells.find(CELL) == finished(auc=0.8)
    assert cells.find(CELL._replace(seed=1)) is None


def test_the_cells_of_a_part_come_by_arm_and_seed(tmp_path: Path) -> None:
    cells = Cells(tmp_path)
    for arm, seed in (("b", 10), ("b", 9), ("a", 1)):
        cells.keep(finished(Cell("noise", arm, seed)))
    cells.keep(finished())

    assert [(each.arm, each.seed) for each in cells.of("noise")] == [("a", 1), ("b", 9), ("b", 10)]
    assert list(cells.of("table-2")) == []


def test_a_damaged_cell_is_named(tmp_path: Path) -> None:
    cells = Cells(tmp_path)
    path = cells.keep(finished())
    path.write_text('{"part": "table-1"')

    with pytest.raises(BadSetting, match=r"kept-0\.8\.2\.json is no finished cell .* delete it"):
        cells.find(CELL)


def test_figures_of_another_scale_are_refused_and_more_seeds_are_not(tmp_path: Path) -> None:
    cells = Cells(tmp_path)
    cells.begin(full(1))
    cells.begin(full(3))
    cells.begin(full(2))

    assert cells.scale() == full(3)
    with pytest.raises(BadSetting, match=r"measured otherwise .*name full instead of quick.*choose another --out"):
        cells.begin(quick())


def test_a_damaged_scale_is_named(tmp_path: Path) -> None:
    (tmp_path / "scale.json").write_text("nothing")

    with pytest.raises(BadSetting, match=r"scale\.json cannot be read"):
        Cells(tmp_path).begin(miniature())


@pytest.mark.parametrize("arm", ["../a", "a b", "", ".a"])
def test_an_arm_whose_name_is_no_file_is_our_own_mistake(tmp_path: Path, arm: str) -> None:
    with pytest.raises(ValueError, match="cannot be the name of a file"):
        Cells(tmp_path).path(Cell("noise", arm, 0))


def test_seeds_are_bounded_by_the_scenes_there_are() -> None:
    assert seeds_of(3) == (0, 1, 2)
    with pytest.raises(BadSetting, match="11 seeds cannot be measured: choose 1 to 10"):
        seeds_of(11)


def test_thresholds_begin_with_all() -> None:
    with pytest.raises(ValueError, match="begin with 0"):
        full().__class__.model_validate({**full().model_dump(), "thresholds": (0.2, 0.8)})
