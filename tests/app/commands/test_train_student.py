"""`deixis train student`: a student that compares, trained and asked by commands."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import root
from app.commands.train_blip2 import run_folder
from tests.fakes.tiny_first_stage import blip2_itm
from tests.fakes.tiny_statements import leave_corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return leave_corpus(tmp_path / "corpus", 4)


def train(tmp_path: Path, corpus: Path, *more: str, init: Path | None = None) -> Result:
    where = ("--init", str(init or tmp_path), "--data", str(corpus), "--data-dir", str(tmp_path / "data"))
    return CliRunner().invoke(root, ["train", "student", *where, "--preset", "smoke", "--side", "32", *more])


def test_what_the_command_trains_can_be_asked_to_choose(tmp_path: Path, corpus: Path) -> None:
    init, out = blip2_itm(tmp_path / "init"), tmp_path / "student"

    paper = ("--preset", "paper", "--batch", "4", "--steps", "2")
    done = train(tmp_path, corpus, "--still", *paper, "--out", str(out), "--json", init=init)

    assert done.exit_code == 0, done.output
    made = json.loads(done.stdout)
    assert (made["folder"], made["steps"]) == (str(out), 2)
    assert "step 2/2, 0 min left, contrast" in done.stderr
    assert "statements/s" in done.stderr
    assert "init holds no head that says words" in done.stderr
    settings = json.loads((out / "settings.json").read_text("utf-8"))
    assert settings["format"] == "deixis-blip2-student-1"
    assert settings["training"]["examples"] == 4
    taken = json.loads((tmp_path / "data/training/blip2-student/settings.json").read_text("utf-8"))
    assert (taken["steps"], taken["warm_up"]) == (2, 1)  # of the paper's 10,000 and 1,000: a short run reaches its rate
    picture = corpus.parent / "pictures" / "0.png"
    asked = ("ask", str(picture), "--question", "why is [0] sad?", "--box", "2,4,16,36", "--student", f"hf:{out}")
    chosen = CliRunner().invoke(root, [*asked, "--choice", "a dog", "--choice", "yes", "--json"])
    assert chosen.exit_code == 0, chosen.output
    assert sum(each["share"] for each in json.loads(chosen.stdout)["ranking"]) == pytest.approx(1)


def test_every_model_that_is_made_has_a_run_of_its_own() -> None:
    outs = (None, Path("a/student"), Path(), Path("a/writer"), Path("ent"))

    folders = [run_folder(Path("training"), "blip2-student", out).name for out in outs]

    assert folders == [*["blip2-student"] * 3, "blip2-student-writer", "blip2-student-ent"]


def test_what_cannot_be_begun_is_said_in_a_sentence(tmp_path: Path, corpus: Path) -> None:
    none = train(tmp_path, corpus)
    nowhere = train(tmp_path, tmp_path / "none.jsonl")
    as_json = train(tmp_path, corpus, "--critic", "people-1", "--json")
    named = train(tmp_path, corpus, "--name", "one")
    regions = train(tmp_path, corpus, "--named", "0.5")
    never = train(tmp_path, corpus, "--resume", "--work", str(tmp_path / "never"))

    assert [result.exit_code for result in (none, nowhere, as_json, named, regions, never)] == [2] * 6
    assert "never to go on with" in never.stderr
    assert "it is not a saved model. Begin with another folder by --init." in none.stderr
    assert "none.jsonl cannot be read" in nowhere.stderr
    assert "'people-1' scored at least 0.8" in json.loads(as_json.stdout)["error"]
    assert "--name is for --preset embedded; say with --out" in named.stderr
    assert "Nothing of the kind 'descriptions' is there" in regions.stderr


def test_a_place_that_holds_something_else_is_refused_before_anything_is_learned(tmp_path: Path, corpus: Path) -> None:
    done = train(tmp_path, corpus, "--out", str(corpus.parent))

    assert done.exit_code == 2
    assert "has no config.json" in done.stderr
