"""Reporting bias from the command line: both manners in one result, predictions written and scored again, the table."""

from pathlib import Path

import pytest

from tests.app.commands.evaluating import run
from tests.fakes.tiny_models import clip
from tests.training.benchmarks.official.bias_files import write_reporting_bias


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEIXIS_DATA_DIR", str(tmp_path / "kept"))


def test_official_files_are_ranked_and_answered(tmp_path: Path) -> None:
    folder = write_reporting_bias(tmp_path / "official")
    out, saved = tmp_path / "ours.json", tmp_path / "said"

    found = run("reporting-bias", "--data", folder, "--save", saved, "--out", out, "--name", "ours")

    tasks = {each["task"]: each for each in found["figures"]}
    skills = ("spatial", "counting", "negation", "temporal")
    assert set(tasks) == {f"{skill}, {manner}" for skill in skills for manner in ("contrastive", "generative")}
    assert (found["benchmark"], found["regions"], found["settings"]["form"]) == ("reporting-bias", False, "captions")
    # How likely a student would write a caption can only be asked after a question.
    assert found["question"] is True
    assert found["unread_by_part"]["spatial, contrastive"] == 0
    assert found["files"].keys() == {f"{skill}.json" for skill in skills}
    scored = run(
        "score",
        "reporting-bias",
        "--task",
        "spatial",
        "--data",
        folder,
        "--predictions",
        saved / "spatial_contrastive.json",
    )
    assert scored["value"] == tasks["spatial, contrastive"]["value"]
    rows = run("table", out)["tables"][0]["rows"]
    assert rows[0]["model"].startswith("ours, contrastive: ")
    assert rows[0]["cells"][0]["value"] == tasks["spatial, contrastive"]["value"]
    assert any(row["quoted"] for row in rows)


def test_drawn_regions_are_asked_where_no_files_are_given() -> None:
    found = run("reporting-bias", "--skill", "spatial", "--count", 4, "--seed", 31)

    assert (found["benchmark"], found["regions"], found["question"]) == ("drawn-reporting-bias", True, True)
    assert [each["task"] for each in found["figures"]] == ["spatial, contrastive", "spatial, generative"]
    assert all(each["n"] == 4 for each in found["figures"])


def test_a_model_that_cannot_answer_says_so(tmp_path: Path) -> None:
    folder = clip(tmp_path / "clip")
    given = ("--skill", "negation", "--data", write_reporting_bias(tmp_path / "official"), "--model", f"hf:{folder}")

    found = run("reporting-bias", *given)

    assert [each["task"] for each in found["figures"]] == ["negation, contrastive"]
    assert found["not_asked"].keys() == {"generative"}
    assert found["question"] is False


def test_what_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    found = run("reporting-bias", "--data", tmp_path, code=2)

    assert "has no spatial.json and no data/benchmarks/spatial.json" in found["error"]
