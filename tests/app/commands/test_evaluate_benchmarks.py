"""The commands of the six benchmarks, on the drawn world and on files in the official layout."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import root
from tests.app.commands.evaluating import run
from tests.fakes.tiny_models import clip, llava
from tests.training.benchmarks.official.made_files import WRITERS, write_json


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the scores of this test are kept."""
    monkeypatch.setenv("DEIXIS_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize("name", WRITERS)
def test_the_embedded_student_is_measured_on_official_files(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path)

    found = run(name, "--data", tmp_path, "--model", "embedded")

    assert (found["benchmark"], found["model"], found["scored_by"]) == (name, "embedded:student", "likelihood")
    assert found["unread"] == 0
    assert -100 <= found["value"] <= 100
    assert found["regions"] == (name in ("vcr", "sherlock", "visualcomet"))


def test_the_drawn_world_is_asked_where_no_files_are_given() -> None:
    found = run("vcr", "--count", 6, "--no-regions", "--seed", 3)

    assert (found["benchmark"], found["split"], found["settings"]["seed"]) == ("drawn-vcr", "evaluate", 3)
    assert found["regions"] is False
    assert next(each["n"] for each in found["figures"]) == 6
    assert run("snli-ve", "--count", 3, "--split", "heldout", "--by", "free")["scored_by"] == "generated"


def test_predictions_are_saved_and_scored_again(tmp_path: Path) -> None:
    WRITERS["vcr"](tmp_path)
    saved = tmp_path / "said.csv"
    measured = run("vcr", "--data", tmp_path, "--save", saved)

    scored = run("score", "vcr", "--data", tmp_path, "--predictions", saved)

    assert [each["value"] for each in scored["figures"]] == [each["value"] for each in measured["figures"]]
    assert list(scored)[:6] == ["benchmark", "task", "metric", "value", "interval", "n"]
    assert scored["predictions"].keys() == {str(saved)}


def test_withheld_labels_are_predicted_and_not_counted(tmp_path: Path) -> None:
    WRITERS["vcr"](tmp_path)
    saved = tmp_path / "said.csv"

    found = run("vcr", "--data", tmp_path, "--split", "test", "--save", saved)

    assert found == {
        "benchmark": "vcr", "split": "test", "model": "embedded:student", "predictions": str(saved),
    }  # fmt: skip
    assert saved.read_text().startswith("annot_id,answer_0,answer_1")
    unsaved = run("vcr", "--data", tmp_path, "--split", "test", code=2)["error"]
    assert unsaved.endswith("holds no item with labels, so nothing of vcr can be counted.")


def test_what_is_wrong_is_one_sentence(tmp_path: Path) -> None:
    WRITERS["sherlock"](tmp_path)
    said = write_json(tmp_path / "said.json", {"x0": 1})

    refused = run("score", "sherlock", "--data", tmp_path, "--predictions", said, code=2)["error"]

    assert refused.endswith("has no score of x1; all 6 instances need one.")
    assert "drawn scenes have the splits evaluate and heldout" in run("vcr", "--split", "val", code=2)["error"]
    assert "give its files with --data" in run("vcr", "--save", tmp_path / "a", code=2)["error"]
    missing = run("vcr", "--data", tmp_path, "--save", tmp_path / "no" / "a", code=2)["error"]
    assert "does not exist; make it, or name another file" in missing


def test_results_are_written_and_joined_into_the_table_of_the_paper(tmp_path: Path) -> None:
    WRITERS["sherlock"](tmp_path)
    out = tmp_path / "results.json"
    found = run("sherlock", "--data", tmp_path, "--out", out, "--name", "ours", "--no-question", code=0)

    (table,) = run("table", out)["tables"]

    assert json.loads(out.read_text()) == found
    assert found["files"].keys() == {"val_comparison_instances.json", "val_comparison_answer_key.json"}
    assert found["settings"]["asked_for"] == "embedded"
    assert found["unread"] == found["n"] == 2  # a student cannot be asked without words
    assert table["rows"][0]["model"] == "ours, likelihood, no question"
    assert table["rows"][0]["cells"][3]["value"] == found["value"]


def test_a_terminal_gets_lines(tmp_path: Path) -> None:
    WRITERS["visual7w"](tmp_path)

    done = CliRunner().invoke(root, ["evaluate", "visual7w", "--data", str(tmp_path)])

    assert done.exit_code == 0
    assert done.stdout.startswith("visual7w, test: embedded:student by likelihood")


def test_an_evaluation_that_was_finished_is_told_again_without_asking(tmp_path: Path, data_folder: Path) -> None:
    WRITERS["visual7w"](tmp_path)
    command = ["evaluate", "visual7w", "--data", str(tmp_path), "--out", str(tmp_path / "out.json")]

    first, second, fresh = (CliRunner().invoke(root, [*command, *more]) for more in ((), (), ("--fresh",)))

    assert first.stdout == second.stdout == fresh.stdout
    assert [" were scored before" in each.stderr for each in (first, second, fresh)] == [False, True, False]
    assert len(list(data_folder.glob("evaluations/*/scores-0.sqlite3"))) == 1


def test_results_say_all_that_they_hang_on(tmp_path: Path) -> None:
    WRITERS["vcr"](tmp_path)

    found = run("vcr", "--data", tmp_path, "--shuffle-ids", 3, "--base-url", "http://me:secret@host/v1?key=secret")

    assert found["settings"] == {
        "asked_for": "embedded", "by": "auto", "preset": "", "regions": True, "question": True, "shuffle_ids": 3,
        "data": str(tmp_path), "split": "", "count": None, "seed": None, "name": "",
    }  # fmt: skip
    assert found["shuffled_ids"] == 3
    assert found["checkpoint"]["files"].keys() == {"model.safetensors", "settings.json", "tokenizer.json"}
    assert found["options"]["base_url"] == "http://host/v1"
    assert found["versions"].keys() >= {"deixis", "torch", "transformers"}


def test_ids_are_shuffled_on_demand_only(tmp_path: Path) -> None:
    WRITERS["vcr"](tmp_path)
    saved = [tmp_path / name for name in ("plain.csv", "again.csv", "shuffled.csv")]
    for path, more in zip(saved, ((), ("--fresh",), ("--shuffle-ids", 1)), strict=True):
        run("vcr", "--data", tmp_path, "--save", path, *more)

    plain, again, shuffled = (path.read_text() for path in saved)

    assert plain == again != shuffled


def test_a_baseline_is_asked_as_the_paper_asks_it_and_the_result_says_so(tmp_path: Path) -> None:
    WRITERS["vcr"](tmp_path)
    model = f"hf:{clip(tmp_path / 'clip')}"
    asked = ("vcr", "--data", tmp_path, "--data-dir", tmp_path / "data", "--model", model, "--device", "cpu")

    found = run(*asked, "--preset", "clip")

    assert (found["scored_by"], found["regions"], found["question"]) == ("itc", False, False)
    assert (found["settings"]["preset"], found["settings"]["by"]) == ("clip", "itc")
    assert found["unread"] == 0
    plain = run(*asked, "--by", "itc", "--no-regions", "--no-question")
    assert (plain["scored_by"], plain["settings"]["preset"]) == ("itc", "")
    assert run(*asked, "--preset", "blip-itm", code=2)["error"] == f'"{model}" chooses by itc, and cannot by itm.'
    assert "There is no preset" in run(*asked, "--preset", "blip", code=2)["error"]
    embedded = ("vcr", "--model", "embedded:chooser", "--count", 2, "--data-dir", tmp_path / "data")
    assert "is not shown the marks of LSKD" in run(*embedded, "--preset", "lskd", code=2)["error"]


def test_a_model_that_writes_is_asked_by_what_it_would_write(tmp_path: Path) -> None:
    WRITERS["visual7w"](tmp_path)
    asked = ("visual7w", "--data", tmp_path, "--data-dir", tmp_path / "data", "--device", "cpu")

    found = run(*asked, "--model", f"hf:{llava(tmp_path / 'llava')}")

    assert (found["scored_by"], found["settings"]["by"], found["unread"]) == ("likelihood", "auto", 0)
