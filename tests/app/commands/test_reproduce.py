"""`deixis reproduce` measures, keeps and tells; what is no evidence stays away from what is."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import root

# Those that need no student: `training/reproduction` tests the others beside.
PARTS = ("table-1", "figure-2", "figure-3", "noise")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["reproduce", *arguments])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def measured(data: Path) -> Result:
    return run("--miniature", "--data-dir", str(data), *(word for part in PARTS for word in ("--only", part)))


def test_a_miniature_of_the_critics_parts_goes_through(measured: Result, data: Path) -> None:
    page = data / "reproduction/miniature-page/README.md"
    told = page.read_text("utf-8")
    cells = sorted(page.parent.glob("cells/*/*.json"))

    assert measured.exit_code == 0, measured.output
    assert measured.stdout.strip() == str(page)
    assert [title in told for title in ("## Table 1", "## Figure 2", "## Figure 3", "## How noisy")] == [True] * 4
    assert {cell.parent.name for cell in cells} == set(PARTS)
    assert all(json.loads(cell.read_bytes())["quick"] for cell in cells)
    assert told.count("**quick, not evidence**") == 4
    assert all((page.parent / plot).exists() for plot in ("table-1.png", "figure-2-share.png", "noise.png"))


def test_what_is_finished_is_not_measured_again_nor_by_two_processes(measured: Result, data: Path) -> None:
    cells = data / "reproduction/miniature-page/cells"
    before = {path: path.stat().st_mtime_ns for path in cells.rglob("*.json")}
    (cells / "table-1/words-alone.0.json").unlink()

    again = run("--miniature", "--data-dir", str(data), "--only", "table-1", "--workers", "2")

    assert again.exit_code == 0
    assert "3 of 4 cells are there already" in again.stderr
    after = {path: path.stat().st_mtime_ns for path in cells.rglob("*.json")}
    assert {path.name for path in after if after[path] != before[path]} == {"words-alone.0.json"}


@pytest.mark.parametrize("flag", ["--quick", "--miniature"])
def test_figures_that_are_no_evidence_do_not_go_to_the_docs(tmp_path: Path, flag: str) -> None:
    refused = run(flag, "--out", "docs/reproduction", "--data-dir", str(tmp_path))

    assert refused.exit_code == 2
    assert "is for figures that are evidence" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_figures_of_two_scales_are_not_mixed(measured: Result, data: Path) -> None:
    refused = run("--quick", "--out", str(data / "reproduction/miniature-page"), "--data-dir", str(data))

    assert refused.exit_code == 2
    assert "measured otherwise" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--only", "table-9"), 'no part "table-9"'),
        (("--quick", "--miniature"), "Choose one of --quick and --miniature"),
        (("--seeds", "11"), "choose 1 to 10 with --seeds"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    refused = run(*arguments, "--data-dir", str(tmp_path), "--out", str(tmp_path / "out"))

    assert refused.exit_code == 2
    assert said in refused.stderr
