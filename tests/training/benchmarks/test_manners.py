"""Skills asked in two manners are one result, and a table joins them beside what is quoted."""

import json
from pathlib import Path

import pytest

from models.errors import BadSetting
from tests.training.benchmarks.made_items import item
from tests.training.benchmarks.official.made_files import write_json
from training.benchmarks.items import ItemSet
from training.benchmarks.joined import as_markdown, join_results
from training.benchmarks.manners import Manner, Part, join_parts, unread_of
from training.benchmarks.predictions import Predictions
from training.benchmarks.published import BIAS_COLUMNS, BIAS_QUOTED
from training.benchmarks.results import as_value


def part(skill: str, manner: Manner, *right: bool, unread: int = 0) -> Part:
    """Return four-choice items of a skill of which some are chosen rightly, and some not at all."""
    named = [item(f"{skill}-{number}", picture=f"p{number}", type="odd") for number in range(len(right) + unread)]
    items = ItemSet(f"reporting-bias-{skill}", "all", f"{skill}.json", tuple(named), lambda _name: None)  # type: ignore[arg-type]
    scores = {each.id: (float(hit), 0.5, 0.0, 0.0) for each, hit in zip(named, right, strict=False)}
    return Part(skill, manner, items, Predictions(model="ours", scored_by=f"{manner} way", scores=scores))


def parts() -> list[Part]:
    return [
        part("spatial", "contrastive", True, True, False, False),
        part("counting", "contrastive", True, True),
        part("spatial", "generative", True, True, True, unread=1),
    ]


def test_every_skill_and_manner_has_its_figure() -> None:
    measured = join_parts("reporting-bias", parts())

    assert {each.task: each.value for each in measured.figures} == {
        "spatial, contrastive": 50,
        "counting, contrastive": 100,
        "spatial, generative": 75,
    }
    assert measured.scored_by == "contrastive: contrastive way; generative: generative way"
    assert (measured.n, measured.pictures, measured.unread) == (10, 4, 1)
    assert unread_of(parts()) == {"spatial, contrastive": 0, "counting, contrastive": 0, "spatial, generative": 1}


def test_nothing_asked_is_no_result() -> None:
    with pytest.raises(BadSetting, match="the model can neither choose nor answer"):
        join_parts("reporting-bias", [])


def test_a_table_has_a_row_for_each_manner_beside_what_is_quoted(tmp_path: Path) -> None:
    path = write_json(tmp_path / "ours.json", as_value(join_parts("reporting-bias", parts())))
    drawn = write_json(tmp_path / "drawn.json", as_value(join_parts("drawn-reporting-bias", parts())))

    official, of_drawn = join_results([path, drawn])

    assert official.columns == ("spatial", "negation", "counting", "temporal") == tuple(c[2] for c in BIAS_COLUMNS)
    rows = {row.model: [cell and cell.value for cell in row.cells] for row in official.rows if not row.quoted}
    assert rows == {
        "ours, contrastive: contrastive way": [50, None, 100, None],
        "ours, generative: generative way": [75, None, None, None],
    }
    assert [row.model for row in official.rows if row.quoted] == [each.model for each in BIAS_QUOTED]
    assert not any(row.quoted for row in of_drawn.rows)
    line = "| GPT-4o (quoted, Kamath et al. 2026, generative) | 91.5 | 22.2 | 90.9 | 95.0 |"
    assert line in as_markdown(official)
    assert next(as_markdown(of_drawn)).startswith("| drawn world, reporting bias | spatial |")


def test_skills_measured_one_by_one_stand_in_one_row(tmp_path: Path) -> None:
    paths = [
        write_json(tmp_path / f"{number}.json", as_value(join_parts("reporting-bias", [each])))
        for number, each in enumerate(parts()[:2])
    ]

    (table,) = join_results(paths)

    assert [cell and cell.value for cell in table.rows[0].cells] == [50, None, 100, None]
    assert json.loads(paths[0].read_text("utf-8"))["task"] == "spatial, contrastive"
