"""`deixis corpus import` from outside: a corpus comes back into a run, and what cannot be used is told by its line."""

from pathlib import Path

import pytest

from models.corpus import Entry
from models.judging import Candidate
from models.records import QAR
from tests.app.commands.corpora import deixis
from training.corpus.pictures.drawn import DrawnScenes


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Seven texts about each of two drawn scenes, by their paths alone."""
    path = tmp_path / "ours.jsonl"
    (first, second) = (each.path for each in DrawnScenes(2).pictures())
    texts = [f"What is number {number} about?" for number in range(7)]
    lines = [_entry(picture, text) for picture in (first, second) for text in texts]
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def _entry(picture: str, question: str) -> str:
    qar = QAR(question=question, answer=f"The answer to {question}", rationale="It says so.")
    candidate = Candidate(id=f"{picture} {question}", image_id="", qar=qar)
    return Entry(candidate=candidate, path=picture).model_dump_json(exclude={"candidate": {"image_id"}})


def test_what_is_imported_can_be_picked_from_exported_and_measured(file: Path, tmp_path: Path) -> None:
    data = ("--data-dir", tmp_path / "data")

    imported = deixis("import", file, "--name", "ours", "--scenes", 2, *data)
    selected = deixis("select", "ours", "--out", tmp_path / "selected", *data)
    exported = deixis("export", "ours", "--out", tmp_path / "out", *data)
    measured = deixis("stats", "ours", "--out", tmp_path / "stats", *data)

    assert imported == {"run": "ours", "new": 14, "known": 0, "pictures": 2, "bad": []}
    assert (selected["ok"], selected["written"]) == (2, 10)
    assert exported["exported"] == measured["kept"] == 14
    assert len((tmp_path / "out/pictures.jsonl").read_text("utf-8").splitlines()) == 2


def test_an_imported_run_is_not_written_by_a_teacher(file: Path, tmp_path: Path) -> None:
    data = ("--data-dir", tmp_path / "data")
    deixis("import", file, "--name", "ours", "--scenes", 2, *data)

    for stage in ("verbalize", "generate"):
        assert "was imported with its texts" in deixis(stage, "ours", *data, code=1)["error"]


def test_bad_lines_are_listed_and_the_good_ones_taken_when_wanted(file: Path, tmp_path: Path) -> None:
    with file.open("a", encoding="utf-8") as lines:
        lines.write('{"candidate": 5}\n')
    command = ("import", file, "--name", "ours", "--scenes", 2, "--data-dir", tmp_path / "data")

    refused = deixis(*command, code=1)
    taken = deixis(*command, "--skip-bad")

    assert refused["error"] == "1 line is bad, so nothing is imported; mend it, or add --skip-bad."
    assert refused["bad"] == taken["bad"] == [{"file": file.name, "line": 15, "reason": 'its "candidate" is no object'}]
    assert taken["new"] == 14


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name the folder of the pictures with --images, or how many drawn ones there are with --scenes."),
        (("--scenes", "2", "--images", "."), "Name the folder of the pictures with --images, or how many"),
        (("--images", "nowhere"), "is not a folder; name the folder that holds the pictures"),
        (("--scenes", "2", "--critic", "nobody"), 'There is no model "nobody"'),
        (("--scenes", "2", "--name", "../up"), "A run cannot be called '../up'"),
    ],
)
def test_what_cannot_be_imported_is_said_in_one_sentence_and_leaves_no_run(
    arguments: tuple[str, ...], said: str, file: Path, tmp_path: Path
) -> None:
    value = deixis("import", file, "--name", "ours", *arguments, "--data-dir", tmp_path / "data", code=1)

    assert said in value["error"]
    assert not [*(tmp_path / "data").glob("corpus/*")]


def test_a_file_with_nothing_in_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()

    value = deixis(
        "import", tmp_path / "empty.jsonl", "--name", "x", "--scenes", 1, "--data-dir", tmp_path / "data", code=1
    )

    assert value["error"] == "There is nothing in these files to import; name others."
    assert not (tmp_path / "data/corpus/x").exists()
