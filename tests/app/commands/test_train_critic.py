"""`deixis train critic`: from what people rated to a critic beside the others, and what is said where it cannot be."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app.cli import root
from app.critics import in_use
from app.settings import CRITICS
from db.store import open_store
from models.registry import ModelOptions, build_critic
from tests.app.rated_pictures import ROUND, database_of, leave_rated, leave_tiny_critic
from tests.db.judging_examples import audited
from tests.fakes.tiny_critic import candidate
from tests.fakes.tiny_student import noise
from training.critics.report import CriticReport
from training.loop.checkpoint import CHECKPOINT


def run(data: Path, *words: object) -> Result:
    return CliRunner().invoke(root, ["train", "critic", *map(str, words), "--data-dir", str(data)])


def tiny(data: Path, *words: object) -> Result:
    """Train a few steps, from the tiny critic."""
    return run(data, "--preset", "smoke", "--init", "own:tiny", "--against", "own:tiny", "--device", "cpu", *words)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, new_database: Path) -> Path:
    """A data folder with a tiny critic and a rated round, to be copied."""
    data = tmp_path_factory.mktemp("filled")
    shutil.copy(new_database, database_of(data))
    leave_tiny_critic(data)
    with open_store(database_of(data)) as store:
        leave_rated(store, data)
    return data


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> tuple[Path, Result]:
    """A data folder in which a critic was trained and put in use, and what was said."""
    data = shutil.copytree(filled, tmp_path_factory.mktemp("made") / "data")
    return data, tiny(data, "--labels", f"sqlite:///{database_of(data)}", "--use", "--json")


@pytest.fixture
def data(tmp_path: Path, filled: Path) -> Path:
    """A data folder with a tiny critic and a rated round."""
    return shutil.copytree(filled, tmp_path / "data")


def test_labels_of_a_database_become_a_critic_with_its_report(made: tuple[Path, Result]) -> None:
    data, result = made

    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    report = CriticReport.model_validate(told["report"])
    assert (told["critic"], report.preset, report.began_with) == ("own:people-1", "smoke", "own:tiny")
    assert (report.labels.rule, report.labels.raters, report.labels.judgements) == ("lskd-1", 2, 24)
    assert report.labels.agreement["qa"].alpha == 1.0
    assert report.learned.labels + report.held_out.labels == 24
    assert report.held_out.pictures == report.compared.new.figures.pictures >= 1
    assert report.compared.old is not None
    assert report.compared.old.figures.n == report.compared.new.figures.n == report.held_out.labels
    card = (data / CRITICS / "people-1" / "card.md").read_text("utf-8")
    assert 'Rule** "lskd-1"' in card
    assert "Krippendorff's alpha: qa 1.00" in card
    assert {each.name for each in (data / CRITICS / "people-1").iterdir()} == {
        *("model.safetensors", "tokenizer.json", "settings.json", "card.md", "figures.json")
    }


def test_nothing_of_the_run_stays_behind(made: tuple[Path, Result]) -> None:
    data, _ = made

    assert list((data / "training" / "critics").iterdir()) == []
    assert sorted(each.name for each in (data / CRITICS).iterdir()) == ["in-use.json", "people-1", "tiny"]


def test_a_run_that_was_killed_while_it_was_cleared_away_is_through(made: tuple[Path, Result], tmp_path: Path) -> None:
    before, result = made
    data = shutil.copytree(before, tmp_path / "data")
    run_of, critic = data / "training" / "critics" / "people-1", data / CRITICS / "people-1"
    shutil.copytree(critic, run_of / "finished")
    (run_of / CHECKPOINT).touch()
    (run_of.parent / ".people-1.cleared").mkdir()

    again, and_again = (tiny(data, "--name", "people-1", "--resume", "--json") for _ in range(2))
    shutil.copytree(critic, run_of / "finished")
    (run_of / "finished" / "figures.json").write_text("{}", "utf-8")
    of_another = tiny(data, "--name", "people-1", "--resume")

    assert [each.exit_code for each in (again, and_again)] == [0, 0], again.output
    assert (
        json.loads(again.stdout) == json.loads(and_again.stdout) == {**json.loads(result.stdout), "folder": str(critic)}
    )
    assert (of_another.exit_code, "There is a critic own:people-1 already" in of_another.stderr) == (2, True)
    assert [each.name for each in run_of.parent.iterdir()] == ["people-1"], "what is another's stays"


def test_the_new_critic_is_had_by_name_and_by_path_and_its_scores_are_called_so(made: tuple[Path, Result]) -> None:
    data, _ = made
    options = ModelOptions(critics=str(data / CRITICS))

    own, path = build_critic("own:people-1", options), build_critic(f"folder:{data / CRITICS / 'people-1'}", options)

    assert (own.name, path.name) == ("own:people-1", "folder:people-1")
    one = (noise(64, 64), [candidate()])
    assert own.criticise(*one) == path.criticise(*one)


def test_it_can_be_put_in_use_at_once(made: tuple[Path, Result]) -> None:
    data, _ = made

    with open_store(database_of(data)) as store:
        detail = {"critic": "own:people-1", "before": "embedded:critic"}
        assert audited(store, "critic put in use") == [("command line", detail)]
    assert in_use(data / CRITICS).critic == "own:people-1"


def test_a_file_of_labels_gives_what_the_rounds_give(data: Path, tmp_path: Path, made: tuple[Path, Result]) -> None:
    out = tmp_path / "out"
    exported = CliRunner().invoke(
        root, ["annotate", "export", ROUND, "--out", str(out), "--pictures", "--data-dir", str(data)]
    )
    shutil.rmtree(data / "pictures")

    result = tiny(data, "--labels", out / "labels.jsonl", "--json")

    assert (exported.exit_code, result.exit_code) == (0, 0), result.output
    before, report = (CriticReport.model_validate(json.loads(each.stdout)["report"]) for each in (made[1], result))
    assert report.compared == before.compared
    assert report.labels.source == 'the file labels.jsonl of the round "Rated"'
    assert report.labels == before.labels.model_copy(update={"source": report.labels.source})


def test_without_json_it_says_where_it_is_and_whether_it_is_better(data: Path, tmp_path: Path) -> None:
    result = tiny(data, "--out", tmp_path / "elsewhere", "--steps", "1", "--round", "Rated")

    assert result.exit_code == 0, result.output
    assert f"folder:elsewhere is in {tmp_path / 'elsewhere'}" in result.stdout
    assert "folder:elsewhere: AUC" in result.stdout
    assert "own:tiny: AUC" in result.stdout


Change = Callable[[Path, Path], list[object]]


def _bad_line(data: Path, tmp_path: Path) -> list[object]:
    (tmp_path / "labels.jsonl").write_text('{"rule": "lskd-1"}\n', "utf-8")
    return ["--labels", tmp_path / "labels.jsonl"]


def _no_picture(data: Path, _: Path) -> list[object]:
    shutil.rmtree(data / "pictures")
    return []


def _not_an_sqlite_file(data: Path, tmp_path: Path) -> list[object]:
    return ["--labels", f"sqlite:///{tmp_path}/nothing.sqlite3"]


REFUSED: dict[str, tuple[Change, str]] = {
    "too few": (lambda *_: ["--preset", "embedded"], "needs 100 labels to learn from, 20 accepted and 20 rejected"),
    "a bad line": (_bad_line, "labels.jsonl, line 1, is no label as `deixis annotate export` writes them (item_id)"),
    "no pictures": (_no_picture, "24 candidates are left out: their pictures are no longer on the disk."),
    "no such database": (_not_an_sqlite_file, "nothing.sqlite3; name another one with --labels"),
    "no such file": (lambda _, tmp: ["--labels", tmp / "labels.jsonl"], "There is no file"),
    "a folder": (lambda _, tmp: ["--labels", tmp], "is a folder; name the labels.jsonl in it"),
    "no such round": (lambda *_: ["--round", "Nobody"], "There is no round 'Nobody'. There are: rated (Rated)."),
    "no such rule": (lambda *_: ["--rule", "lskd-2"], 'no rule "lskd-2"'),
    "no such critic": (lambda *_: ["--init", "own:nobody"], 'There is no critic "own:nobody"'),
    "no critic to compare with": (lambda *_: ["--against", "embedded:nobody"], 'no embedded critic "nobody"'),
    "a name that is taken": (lambda *_: ["--name", "tiny"], "There is a critic own:tiny already"),
    "a name that is none": (lambda *_: ["--name", "../tiny"], "cannot be called '../tiny'"),
    "an option of BLIP-2": (lambda *_: ["--batch", "8"], "--batch is for BLIP-2; leave it away"),
    "a rate of nothing": (lambda *_: ["--rate", "0"], "0 is not above 0."),
    "out and use": (lambda _, tmp: ["--out", tmp / "new", "--use"], "leave --out or --use away"),
    "resume of nothing": (lambda *_: ["--resume", "--name", "never"], "There is no training in"),
    "no folder of pictures": (lambda *_: ["--pictures", "/nowhere"], "There is no folder /nowhere of pictures"),
    "resume without a name": (lambda *_: ["--resume"], "--name"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence(data: Path, tmp_path: Path, what: str) -> None:
    change, sentence = REFUSED[what]

    result = tiny(data, *change(data, tmp_path))

    assert result.exit_code == 2, result.output
    assert sentence in " ".join(result.stderr.split())
    assert sorted(each.name for each in (data / CRITICS).iterdir()) == ["tiny"]


def test_before_anything_is_rated_the_way_is_shown(tmp_path: Path) -> None:
    result = run(tmp_path, "--against", "none", "--device", "cpu")

    assert result.exit_code == 2
    assert "deixis.sqlite3; `deixis annotate demo` makes a round to rate" in " ".join(result.stderr.split())
    assert list(tmp_path.iterdir()) == []


def test_one_class_only_and_unfinished_rounds_are_told(tmp_path: Path, new_database: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(new_database, database_of(data))
    leave_tiny_critic(data)
    with open_store(database_of(data)) as store:
        leave_rated(store, data, says=lambda *_: "accept")
        leave_rated(store, data, 3, round_id="half", raters=["A-kind"], start=100)

    result = tiny(data, "--json")

    said = json.loads(result.stdout)["error"]
    assert "16 (16 accepted, 0 rejected, of 8 pictures) to learn from" in said
    assert "6 candidates are left out: too few judgements yet." in said


def test_a_candidate_of_two_rounds_has_one_label_and_the_guidelines_are_told(data: Path) -> None:
    with open_store(database_of(data)) as store:
        leave_rated(store, data, 3, round_id="again", guidelines="rate-1")

    result = tiny(data, "--json")

    labels: dict[str, Any] = json.loads(result.stdout)["report"]["labels"]
    assert labels["twice"] == 6
    assert "Raters were told different things; judgements by version of the guidelines:" in result.stderr


def test_a_run_that_was_stopped_is_not_written_over(data: Path) -> None:
    left = data / "training" / "critics" / "people-1"
    left.mkdir(parents=True)
    (left / CHECKPOINT).touch()

    refused = tiny(data, "--name", "people-1")
    other = tiny(data, "--steps", "1", "--json")

    assert (refused.exit_code, "go on with --name people-1 --resume" in refused.stderr) == (2, True), refused.output
    assert json.loads(other.stdout)["critic"] == "own:people-2"


def test_of_several_processes_the_first_one_measures_and_writes(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RANK", "1")

    second = tiny(data, "--name", "both", "--steps", "1")

    assert (second.exit_code, second.stdout) == (0, "")
    assert sorted(each.name for each in (data / CRITICS).iterdir()) == ["tiny"]
    assert (data / "training" / "critics" / "both" / CHECKPOINT).exists()
    monkeypatch.setenv("WORLD_SIZE", "2")
    assert "say with --name what it is called" in tiny(data).stderr
