"""Choosing the region that is described, from the command line."""

from pathlib import Path

import pytest

from tests.app.commands.evaluating import run
from tests.training.benchmarks.official.grounding_files import write_refcoco, write_visual_genome


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEIXIS_DATA_DIR", str(tmp_path / "kept"))


def test_both_sources_are_measured_in_one_result(tmp_path: Path) -> None:
    refs, regions = write_refcoco(tmp_path / "coco"), write_visual_genome(tmp_path / "genome")
    out = tmp_path / "grounding.json"

    found = run("grounding", "--data", f"refcoco:{refs}", "--data", f"vg:{regions}", "--out", out)

    figures = {each["task"]: (each["n"], each["chance"]) for each in found["figures"]}
    assert figures["refcoco, contrastive"] == (2, pytest.approx(33.3333))
    assert figures["vg, contrastive"][0] == 1
    assert (found["benchmark"], found["regions"], found["unread_by_part"]["refcoco, contrastive"]) == (
        "grounding",
        True,
        0,
    )
    assert found["files"].keys() == {"refs(unc).p", "region_descriptions.json"}
    assert "grounding has no column in any table" in run("table", out, code=2)["error"]


def test_one_file_of_a_kind_is_measured_at_a_time(tmp_path: Path) -> None:
    refs = write_refcoco(tmp_path)

    assert (
        "Two files of refcoco" in run("grounding", "--data", f"refcoco:{refs}", "--data", "refcoco:b", code=2)["error"]
    )


def test_what_is_no_source_is_one_sentence() -> None:
    assert "is no source of regions" in run("grounding", "--data", "coco:a.json", code=2)["error"]
