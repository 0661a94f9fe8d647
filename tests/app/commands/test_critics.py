"""`deixis critics` tells which critics there are and which is in use, which scores and orders where none is named."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli import root
from app.critics import use
from app.settings import CRITICS
from db.store import open_store
from models.records import QAR
from tests.app.commands.annotated import line, picture, said, write
from tests.app.rated_pictures import database_of, leave_tiny_critic
from tests.app.test_critic_routes import report_of
from tests.fakes.written_runs import CRITIC, WrittenRun
from training.corpus.run_folder import look_into_run
from training.corpus.run_records import RunRecords
from training.critics.report import write_report

TEXTS = [QAR(question=f"Why is [{number}] here?", answer="So.", rationale="See.") for number in (0, 1)]


def run(data: Path, *words: object) -> tuple[int, str]:
    result = CliRunner().invoke(root, [*map(str, words), "--data-dir", str(data)])
    return result.exit_code, result.output


def told(data: Path, *words: object) -> Any:
    code, output = run(data, *words, "--json")
    assert code == 0, output
    return json.loads(output)


@pytest.fixture
def data(tmp_path: Path, new_database: Path) -> Path:
    """A data folder with a critic that was measured, own:people-1."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(new_database, database_of(data))
    write_report(data / CRITICS / "people-1", report_of(leave_tiny_critic(data, "people-1")))
    return data


def put_in_use(data: Path) -> None:
    with open_store(database_of(data)) as store:
        use("own:people-1", data / CRITICS, store, actor="me")


def test_critics_are_listed_with_what_was_measured_and_one_is_in_use(data: Path) -> None:
    leave_tiny_critic(data, "bare")

    code, output = run(data, "critics", "list")

    assert code == 0
    assert "  own:people-1: labels of 2 people: the file labels.jsonl; AUC 100.0 % on 2 held-out labels" in output
    assert "  own:bare: came from elsewhere" in output
    assert "* embedded:critic: ships with Deixis" in output


def test_a_critic_is_put_in_use_and_the_shipped_one_again(data: Path) -> None:
    assert told(data, "critics", "use", "own:people-1")["critic"] == "own:people-1"
    assert told(data, "critics", "list")["in_use"]["critic"] == "own:people-1"
    assert told(data, "critics", "use", "embedded")["critic"] == "embedded:critic"


@pytest.mark.parametrize(
    ("critic", "sentence"), [("own:nobody", "There is: own:people-1."), ("folder:here", "outside of the data folder")]
)
def test_what_cannot_be_used_is_refused(data: Path, critic: str, sentence: str) -> None:
    code, output = run(data, "critics", "use", critic)

    assert (code, sentence in output) == (1, True), output


def scores_of(data: Path, name: str) -> list[dict[str, float]]:
    """Return the scores of the entries of a run that own:people-1 has scored."""
    with look_into_run(data / "corpus" / name) as opened:
        entries = RunRecords(opened.journal).entries("own:people-1")
        return [json.loads(entry)["candidate"]["scores"] for entry in entries]


def test_a_corpus_is_scored_anew_by_the_critic_that_is_named(data: Path) -> None:
    WrittenRun(data / "corpus").write(TEXTS).score([0.1, 0.2])

    scored = told(data, "corpus", "critique", "written", "--critic", "own:people-1")

    assert scored == {"run": "written", "stage": "critique", "ok": 1, "failed": 0}
    scores = scores_of(data, "written")
    assert [set(each) for each in scores] == [{CRITIC, "own:people-1"}] * 2
    assert sorted(each[CRITIC] for each in scores) == [0.1, 0.2]


def test_without_a_name_the_one_in_use_scores_what_nobody_scored(data: Path) -> None:
    WrittenRun(data / "corpus").write(TEXTS)
    code, output = run(data, "corpus", "critique", "written")
    put_in_use(data)

    told(data, "corpus", "critique", "written")

    assert (code, 'Nobody scores the run "written": name a critic with --critic' in output) == (1, True), output
    assert [set(each) for each in scores_of(data, "written")] == [{"own:people-1"}] * 2


def test_the_score_of_the_critic_in_use_orders_what_is_rated(data: Path, tmp_path: Path) -> None:
    picture(tmp_path / "pictures", "a.png", 1)
    scores = {"critic": 0.1, "own:people-1": 0.8}
    corpus = write(tmp_path / "corpus.jsonl", *(line(number, scores=scores) for number in range(2)))
    said(data, "import", corpus, "--images", tmp_path / "pictures", "--round", "First")
    put_in_use(data)

    assigned = said(data, "assign", "first")

    assert (assigned["score"], assigned["scored"]) == ("own:people-1", 1)
