"""`deixis corpus` from outside: at once, by stages, and what is said of what cannot be done."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import root
from app.commands.corpus import critic_of
from app.commands.corpus_export import pairs, threshold_of
from app.commands.corpus_progress import in_words
from app.commands.corpus_work import AHEAD
from models.errors import BadSetting
from models.offline_teacher.teacher import OfflineTeacher
from models.records import Box
from models.verbalizing.registry import VerbalizerNames
from tests.app.commands.corpora import deixis
from tests.fakes.corpus_runs import work_through
from tests.fakes.fault_server import FaultServer
from tests.fakes.picture_files import picture_bytes, put
from tests.fakes.told_pictures import Teller, verbalizers
from training.corpus.corpus_run import CorpusRun
from training.corpus.journal.progress import Progress
from training.corpus.pictures.drawn import DrawnScenes
from training.corpus.run_folder import look_into_run, open_run
from training.corpus.run_settings import CorpusSettings, PictureSettings
from training.corpus.writing.generate import GenerateSettings

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


def test_the_stages_one_by_one_make_what_a_run_makes(toml: Path, tmp_path: Path) -> None:
    data = ("--data-dir", tmp_path / "data")

    stages = [deixis(stage, toml, "--name", "mine", *data) for stage in ("verbalize", "generate", "select")]
    exported = deixis("export", "mine", "--out", tmp_path / "by-stages", *data)
    at_once = deixis("run", toml, "--out", tmp_path / "at-once", "--data-dir", tmp_path / "other")

    assert [(stage["ok"], stage["failed"]) for stage in stages] == [(2, 0)] * 3
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


def test_exporting_loads_no_model_and_needs_no_key(tmp_path: Path) -> None:
    nowhere = VerbalizerNames(**dict.fromkeys(VerbalizerNames.model_fields, "hf:nowhere"))
    settings = CorpusSettings(
        pictures=PictureSettings(scenes=1),
        verbalizers=nowhere,
        teacher="openai:gpt",
        generate=GenerateSettings(calls=1),
    )
    make_run(tmp_path / "data/corpus/mine", settings)
    data = ("--data-dir", tmp_path / "data")

    exported = deixis("export", "mine", "--out", tmp_path / "out", *data)
    measured = deixis("stats", "mine", "--out", tmp_path / "stats", *data)

    assert exported["exported"] == measured["kept"] > 0
    versions = json.loads((tmp_path / "out/manifest.json").read_text())["versions"]
    assert versions["tagger"] == "tests:teller"
    assert versions["teacher"] == OfflineTeacher.name


def make_run(folder: Path, settings: CorpusSettings) -> None:
    """Make a run with models that no name leads to."""
    by = verbalizers(Teller({}, found=(Box(0, 0, 90, 90), Box(100, 100, 180, 180))))
    with open_run(folder, settings) as opened:
        run = CorpusRun(settings, opened.journal, DrawnScenes(1), tell=lambda _stage, _progress: None)
        work_through(run, by, OfflineTeacher())


def test_a_run_whose_critic_has_not_spoken_is_not_exported_before(tmp_path: Path) -> None:
    settings = CorpusSettings(pictures=PictureSettings(scenes=1), critic="embedded:mine")
    make_run(tmp_path / "data/corpus/mine", settings)

    value = deixis("export", "mine", "--out", tmp_path / "out", "--data-dir", tmp_path / "data", code=1)

    assert "run `deixis corpus critique mine` first" in value["error"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("named", "drawn", "critic"),
    [(None, True, "embedded"), (None, False, None), ("", True, ""), ("own:ours", True, "own:ours")],
)
def test_drawn_scenes_have_a_critic_unless_another_or_none_is_named(
    named: str | None, critic: str | None, *, drawn: bool
) -> None:
    assert critic_of(named, drawn=drawn) == critic


@pytest.mark.parametrize(
    ("given", "critic", "threshold"),
    [(None, "embedded:critic", 0.7), (None, "openai:judge", 0.8), (None, "", 0.8), (0.0, "embedded:critic", 0.0)],
)
def test_the_cut_is_that_of_the_critic_unless_one_is_given(given: float | None, critic: str, threshold: float) -> None:
    assert threshold_of(given, critic) == threshold


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


def test_what_failed_is_told_with_the_reason_when_a_command_ends(tmp_path: Path) -> None:
    pictures, data = tmp_path / "pictures", ("--data-dir", str(tmp_path / "data"))
    put(pictures, "whole.png")
    put(pictures, "cut.png", picture_bytes()[:-40])
    put(pictures, "letter.png", b"no picture")
    toml = tmp_path / "corpus.toml"
    toml.write_text("questions = false\n[pictures]\nimages = 'pictures'\n[verbalize]\nnarratives = 0")

    result = CliRunner().invoke(root, ["corpus", "verbalize", str(toml), *data])
    value = deixis("verbalize", toml, *data)

    assert result.exit_code == 0, result.output
    assert "for photographs begin another run with --verbalizer tagger=none --verbalizer openai:MODEL" in result.stderr
    assert "1 failed in list:" in result.stderr
    assert '"letter.png" cannot be used' in result.stderr
    assert '"cut.png" cannot be used' in result.stderr
    assert "--retry-failed" in result.stderr
    assert value["failed"] == 0  # of the stage "answer", to which only the whole one came


def test_a_wrong_key_is_known_before_all_pictures_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong")
    toml = tmp_path / "corpus.toml"
    toml.write_text("teacher = 'openai:gpt'\n[pictures]\nscenes = 6\n[verbalize]\nnarratives = 0")

    with FaultServer(status=401) as server:
        value = deixis(
            "verbalize", toml, "--name", "mine", "--base-url", server.url, "--data-dir", tmp_path / "data", code=1
        )

    assert "does not accept the API key (401)" in value["error"]
    with look_into_run(tmp_path / "data/corpus/mine") as run:
        assert run.journal.count("look").ok == AHEAD < 6


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "--out", "out"), "pictures: name either a folder of images"),
        (("run", "--scenes", "1", "--teacher", "gpt", "--out", "out"), 'There is no model "gpt"'),
        (("run", "--scenes", "1", "--critic", "embedded:nobody", "--out", "out"), "nobody"),
        (("run", "--scenes", "1", "--formats", "csv", "--out", "out"), "There is no format 'csv'"),
        (("run", "--scenes", "1", "--splits", "train=0.5", "--out", "out"), "are not parts of 1"),
        (("run", "--scenes", "1", "--more", "luck=5", "--out", "out"), "More of 'luck' cannot be asked for"),
        (("run", "--scenes", "1", "--more", "counting", "--out", "out"), "'counting' has no number"),
        (("run", "--scenes", "1", "--name", "../up", "--out", "out"), "A run cannot be called '../up'"),
        (("run", "--images", "nowhere", "--out", "out"), "is not a folder"),
        (("run", "--images", ".", "--out", "out"), "There is no picture in"),
        (("run", "--scenes", "1", "--out", "/proc/out"), "/proc/out cannot be written"),
        (("run", "--scenes", "1", "--cost-cap", "1", "--out", "out"), "--cost-cap needs what a million tokens cost"),
        (("run", "--scenes", "1", "--formats", "unpaired", "--critic", "", "--out", "out"), "with --labels"),
        (("run", "--scenes", "1", "--verbalizer", "teller=hf:a", "--out", "out"), 'There is no verbalizer "teller"'),
        (("run", "--scenes", "1", "--teacher", "openai:gpt", "--out", "out"), "no API key is set"),
        (("export", "unknown", "--out", "out"), "There is no run 'unknown'; begin it with"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)

    value = deixis(*arguments, "--data-dir", tmp_path / "data", code=1)

    assert said in value["error"]
    assert not (tmp_path / "out").exists()
    begun = {"--images", "--critic", "--teacher"} & {*arguments}
    assert not [*(tmp_path / "data").glob("corpus/*/settings.json")] or begun


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
