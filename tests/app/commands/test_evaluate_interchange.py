"""Results to and from lmms-eval, from the command line."""

import json
from pathlib import Path

from tests.app.commands.evaluating import run
from tests.training.benchmarks.lmms_files import write_lmms_results
from tests.training.benchmarks.official.made_files import write_json
from tests.training.benchmarks.test_lmms_eval import captions


def test_results_are_imported_beside_their_files_and_joined(tmp_path: Path) -> None:
    one, other = (write_lmms_results(tmp_path / f"{name}_results.json", model_name=name) for name in "ab")

    found = run("import-lmms", one, other)

    files = [Path(each["file"]) for each in found["imported"]]
    assert files == [tmp_path / "a_imported.json", tmp_path / "b_imported.json"]
    (table,) = run("table", *files)["tables"]
    assert [row["model"] for row in table["rows"]] == ["a, lmms-eval", "b, lmms-eval"]
    assert len(run("import-lmms", one, other, "--out", tmp_path / "both")["imported"]) == 2
    (alone,) = run("import-lmms", one, "--out", tmp_path / "folder")["imported"]
    assert Path(alone["file"]) == tmp_path / "folder" / "0-a_results.json"
    assert "would be written over" in run("import-lmms", one, "--out", one, code=2)["error"]
    assert "is a file; name a folder for 2 files" in run("import-lmms", one, other, "--out", one, code=2)["error"]


def test_a_result_is_exported(tmp_path: Path) -> None:
    result, out = write_json(tmp_path / "captions.json", captions()), tmp_path / "ours_results.json"

    found = run("export-lmms", result, "--task", "refcoco_bbox_val", "--out", out)

    assert found["results"] == json.loads(out.read_text("utf-8"))["results"]
    assert "no task of lmms-eval" in run("export-lmms", result, "--task", "vqa", "--out", out, code=2)["error"]
