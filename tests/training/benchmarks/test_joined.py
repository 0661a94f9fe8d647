"""Results of many models stand in one table, what is quoted marked as quoted."""

from pathlib import Path
from typing import Any

import pytest

from models.errors import BadSetting
from tests.training.benchmarks.official.made_files import write_json
from training.benchmarks.joined import as_markdown, join_results
from training.benchmarks.published import COLUMNS, QUOTED


def result(path: Path, benchmark: str, value: float, **more: Any) -> Path:
    task = "choice" if "aokvqa" in benchmark else "comparison"
    figure = {"task": task, "metric": "accuracy", "value": value, "interval": [value - 1, value + 1]}
    fields = {"benchmark": benchmark, "model": "ours", "scored_by": "match", "regions": "sherlock" in benchmark}
    fields |= {"question": True, "split": "val", "n": 9, "figures": [figure]}
    return write_json(path, fields | more)


def test_a_model_has_a_row_beside_what_is_quoted(tmp_path: Path) -> None:
    paths = [result(tmp_path / "a", "sherlock", 21.25), result(tmp_path / "b", "aokvqa", 60)]

    (table,) = join_results(paths)

    ours = table.rows[0]
    assert (ours.model, ours.quoted) == ("ours, match", "")
    assert [cell and cell.value for cell in ours.cells] == [None, None, None, 21.25, None, 60, None, None]
    assert {row.quoted for row in table.rows[1:]} == {"table 3", "table 4", "table 8"}
    lines = list(as_markdown(table))
    assert lines[2] == "| **ours, match** | - | - | - | 21.2 (20.2 to 22.2) | - | 60.0 (59.0 to 61.0) | - | - |"
    best = "| BLIP-2 ViT-G + LSKD (the paper, table 3) | 59.0 | 56.4 | 33.4 | 29.7 | 40.3 | 68.9 | 40.3 | 79.5 |"
    spread = "58.8 ± 0.12 | 56.3 ± 0.07 | 33.2 ± 0.09 | 30.1 ± 0.09 | 40.0 ± 0.11 | - | - | - |"
    assert best in lines
    assert any(line.endswith(spread) for line in lines)


def test_every_quoted_row_has_a_place_for_every_column() -> None:
    assert all(len(each.values) == len(COLUMNS) == 8 for each in QUOTED)
    assert all(len(each.spread) in (0, 8) for each in QUOTED)


def test_runs_of_one_model_are_mean_and_deviation(tmp_path: Path) -> None:
    paths = [result(tmp_path / f"{number}", "sherlock", 20 + number) for number in range(3)]

    (table,) = join_results(paths)

    cell = table.rows[0].cells[3]
    assert cell is not None
    assert (cell.value, cell.spread, cell.runs) == (21, 1, 3)


def test_ways_of_asking_are_rows_of_their_own(tmp_path: Path) -> None:
    given, withheld = result(tmp_path / "a", "sherlock", 20), result(tmp_path / "b", "sherlock", 10, regions=False)

    (table,) = join_results([given, withheld])

    assert [row.model for row in table.rows[:2]] == ["ours, match", "ours, match, no regions"]


def test_what_a_preset_writes_is_no_run_of_what_is_asked_without(tmp_path: Path) -> None:
    plain = result(tmp_path / "a", "sherlock", 20, settings={"preset": ""})
    named = result(tmp_path / "b", "sherlock", 10, settings={"preset": "blip2-itm"})

    (table,) = join_results([plain, named])

    assert [row.model for row in table.rows[:2]] == ["ours, match", "ours, match, preset blip2-itm"]
    assert [cell and cell.runs for row in table.rows[:2] for cell in row.cells[3:4]] == [1, 1]


def test_the_drawn_world_stands_in_a_table_of_its_own_without_the_paper(tmp_path: Path) -> None:
    paths = [result(tmp_path / "a", "sherlock", 20), result(tmp_path / "b", "drawn-sherlock", 70)]

    official, drawn = join_results(paths)

    assert [len(official.rows), len(drawn.rows)] == [1 + len(QUOTED), 1]
    assert next(as_markdown(drawn)).startswith("| drawn world, in the styles of |")


def test_other_files_and_other_items_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="There is nothing to join"):
        join_results([])
    with pytest.raises(BadSetting, match='has no "model"'):
        join_results([write_json(tmp_path / "x", {"benchmark": "vcr"})])
    paths = [result(tmp_path / "a", "sherlock", 20), result(tmp_path / "b", "sherlock", 30, n=4)]
    with pytest.raises(BadSetting, match="are of different items, so they are no runs of one model"):
        join_results(paths)
    one, other = (result(tmp_path / name, "drawn-aokvqa", 20, source=f"9 from scene evaluate {name}") for name in "12")
    with pytest.raises(BadSetting, match="are of different items"):
        join_results([one, other])
    one, other = (result(tmp_path / name, "aokvqa", 20, files={"val.json": name}) for name in "12")
    with pytest.raises(BadSetting, match="are of different items"):
        join_results([one, other])


def test_a_run_counts_once(tmp_path: Path) -> None:
    paths = [result(tmp_path / name, "sherlock", 20) for name in "ab"]

    with pytest.raises(BadSetting, match="tell of the same run"):
        join_results(paths)


def test_the_same_files_may_lie_in_different_folders(tmp_path: Path) -> None:
    paths = [
        result(tmp_path / name, "sherlock", value, source=f"/at/{name}/val.json", files={"val.json": "1"})
        for name, value in (("a", 20), ("b", 22))
    ]

    (table,) = join_results(paths)

    cell = table.rows[0].cells[3]
    assert cell is not None
    assert (cell.value, cell.runs) == (21, 2)
