"""A result is drawn against the size of regions, and what holds none is refused by name."""

import json
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from app.cli import root
from training.benchmarks.sizes import Bin, SizeFigures
from training.corpus.stats.charts import HEIGHT, WIDTH

BINS = tuple(Bin(least=n / 10, most=(n + 1) / 10, value=value, n=4) for n, value in enumerate((-20, 0, 10, 30, 60)))
FIGURES = [
    SizeFigures(
        task=task,
        side=side,
        pearson=0.4,
        pearson_interval=(0.1, 0.6),
        spearman=0.5,
        spearman_interval=None,
        bins=BINS,
        n=20,
    ).model_dump(mode="json")
    for task in ("answer", "rationale")
    for side in ("area", "width", "height")
]


def draw(folder: Path, **values: object) -> Result:
    found = {"benchmark": "drawn-vcr", "model": "embedded:student"} | values
    (folder / "result.json").write_text(json.dumps(found), "utf-8")
    return CliRunner().invoke(root, ["evaluate", "sizes", str(folder / "result.json"), "--out", str(folder / "o.png")])


def test_there_is_a_chart_for_each_task_and_side(tmp_path: Path) -> None:
    told = draw(tmp_path, by_size=FIGURES)

    assert (told.exit_code, "answer by area: Spearman 0.50 of 20 items" in told.stdout) == (0, True)
    with Image.open(tmp_path / "o.png") as drawn:
        assert drawn.size == (2 * WIDTH, 3 * HEIGHT)


@pytest.mark.parametrize(
    ("by_size", "words"),
    [([], "says nothing by the size of regions"), ([FIGURES[0] | {"pearson": "x"}], "by_size.0.pearson is not")],
)
def test_a_file_without_sizes_is_refused(tmp_path: Path, by_size: object, words: str) -> None:
    told = draw(tmp_path, by_size=by_size)

    assert (told.exit_code, (tmp_path / "o.png").exists()) == (2, False)
    assert words in " ".join(told.stderr.split())
