"""`deixis corpus` from outside: at once, by stages, and what is said of what cannot be done."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli import root
from app.commands.corpus_export import pairs
from app.commands.corpus_progress import in_words
from models.errors import BadSetting
from training.corpus.journal.progress import Progress

TOML = """
[pictures]
scenes = 2

[verbalize]
narratives = 1

[generate]
calls = 1
"""


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.toml"
    path.write_text(TOML)
    return path


def deixis(*arguments: object, code: int = 0) -> Any:
    """Run `deixis corpus ... --json` and return the value that it prints."""
    result = CliRunner().invoke(root, ["corpus", *map(str, arguments), "--json"])
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def test_the_stages_one_by_one_make_what_a_run_makes(toml: Path, tmp_path: Path) -> None:
    data = ("--data-dir", tmp_path / "data")

    stages = [deixis(stage, toml, "--name", "mine", *data) for stage in ("verbalize", "generate", "select", "critique")]
    exported = deixis("export", "mine", "--out", tmp_path / "by-stages", *data)
    at_once = deixis("run", toml, "--out", tmp_path / "at-once", "--data-dir", tmp_path / "other")

    assert [(stage["ok"], stage["failed"]) for stage in stages[:3]] == [(2, 0)] * 3
    assert exported["exported"] == at_once["exported"] > 0
    files = [
        {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        for out in (tmp_path / "by-stages", tmp_path / "at-once")
    ]
    assert files[0] == files[1]


def test_what_is_selected_can_be_rated(toml: Path, tmp_path: Path) -> None:
    data, out = ("--data-dir", tmp_path / "data"), tmp_path / "selected"
    deixis("verbalize", toml, *data)
    generated = deixis("generate", toml, *data)

    selected = deixis("select", generated["run"], "--out", out, *data)

    arguments = ["annotate", "import", out / "candidates.jsonl", "--images", out / "pictures", "--round", "Ours", *data]
    imported = CliRunner().invoke(root, [*map(str, arguments), "--json"])
    assert imported.exit_code == 0, imported.output
    assert 2 <= selected["written"] <= 2 * 5
    assert json.loads(imported.stdout)["new"] == 2


def test_nothing_of_the_machine_is_in_an_export_of_a_folder(toml: Path, tmp_path: Path) -> None:
    pictures, out = tmp_path / "pictures", tmp_path / "out"
    CliRunner().invoke(root, ["scenes", "render", "--count", "1", "--size", "96", "--out", str(pictures)])
    toml.write_text(TOML.replace("scenes = 2", 'images = "elsewhere"'))

    value = deixis("run", toml, "--images", pictures, "--out", out, "--data-dir", tmp_path / "data")

    assert value["exported"] > 0
    for path in out.rglob("*.json*"):
        assert str(tmp_path) not in path.read_text()


def test_what_would_fail_at_the_end_is_refused_at_the_beginning(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "diary.txt").write_text("mine")

    value = deixis("run", "--scenes", "100000", "--out", out, "--data-dir", tmp_path / "data", code=1)

    assert "name an empty folder" in value["error"]
    assert (out / "diary.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "--out", "out"), "pictures: Field required"),
        (("run", "--scenes", "1", "--teacher", "gpt", "--out", "out"), 'There is no model "gpt"'),
        (("run", "--scenes", "1", "--critic", "embedded:nobody", "--out", "out"), "nobody"),
        (("run", "--scenes", "1", "--formats", "csv", "--out", "out"), "There is no format 'csv'"),
        (("run", "--scenes", "1", "--splits", "train=0.5", "--out", "out"), "are not parts of 1"),
        (("run", "--scenes", "1", "--more", "luck=5", "--out", "out"), "More of 'luck' cannot be asked for"),
        (("run", "--scenes", "1", "--more", "counting", "--out", "out"), "'counting' has no number"),
        (("run", "--scenes", "1", "--name", "../up", "--out", "out"), "A run cannot be called '../up'"),
        (("run", "--images", "nowhere", "--out", "out"), "is not a folder"),
        (("export", "unknown", "--out", "out"), "There is no run in"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    value = deixis(*arguments, "--data-dir", tmp_path / "data", code=1)

    assert said in value["error"]
    assert not (tmp_path / "out").exists()
    assert not [*(tmp_path / "data").glob("corpus/*/settings.json")] or {"--images", "--critic"} & {*arguments}


def test_names_before_a_number_share_it() -> None:
    assert pairs("counting, negation=500,spatial=20", what="More of") == {
        "counting": 500,
        "negation": 500,
        "spatial": 20,
    }
    assert pairs("", what="More of") == {}


def test_a_number_that_is_none_is_named() -> None:
    with pytest.raises(BadSetting, match="'counting=many' has no number"):
        pairs("counting=many", what="More of")


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (Progress(done=2, left=2), "[##########          ] ask 2/4"),
        (Progress(done=3, failed=1, left=0), "[####################] ask 4/4, 1 failed"),
        (Progress(done=3), "[                    ] ask 3"),
        (Progress(left=0), "[####################] ask 0/0"),
        (
            Progress(done=1, left=9, rate=0.5, seconds_left=18, prompt_tokens=7, reply_tokens=3, cost=0.256),
            "[##                  ] ask 1/10, 0.5 a second, 18 s left, 10 tokens, cost 0.26",
        ),
        (Progress(done=1, left=9, seconds_left=600), "[##                  ] ask 1/10, 10 min left"),
        (
            Progress(done=1, left=9, seconds_left=36_000, stopped="No."),
            "[##                  ] ask 1/10, 10.0 h left, No.",
        ),
    ],
)
def test_progress_is_one_line(progress: Progress, line: str) -> None:
    assert in_words("ask", progress) == line
