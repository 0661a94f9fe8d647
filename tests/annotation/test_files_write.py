"""Exports are whole or not there, say the same in every format, and can be read again."""

import csv
import json
from pathlib import Path

import pyarrow.parquet
import pytest

from annotation.files_rows import candidate_table, judgement_table, label_table
from annotation.files_write import Table, check_format, write_table, write_whole
from annotation.labels import critic_labels
from models.corpus_files.lines import Found
from models.corpus_files.reading import read_candidates
from models.critic_labels import CriticLabel
from models.errors import BadSetting
from models.judging import Candidate, Item, Judged
from models.records import QAR, Box, Region
from tests.annotation import examples

NASTY = Table("t", [{"a": "=1+1"}], [{"a": "=1+1", "b": -1.5, "c": ["=x"], "d": True}], ("a", "b", "c", "d", "e"))


def rated_item() -> Item:
    regions = (Region(id=3, box=Box(1, 2, 3, 4), label="=cmd()"),)
    candidates = (
        Candidate(
            id="c0",
            image_id=examples.picture(0),
            regions=regions,
            qar=QAR(question="=HYPERLINK()", answer="-1", rationale="[3] is it"),
            origin={"teacher": "@me", "n": 2},
            scores={"critic": -0.25},
        ),
        examples.candidate(1),
    )
    return examples.item("i", candidates=candidates)


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_cell_that_would_be_run_is_text_and_a_number_stays_one(tmp_path: Path) -> None:
    path = write_table(NASTY, tmp_path, "csv")

    assert path.read_bytes() == b'\xef\xbb\xbfa,b,c,d,e\r\n\'=1+1,-1.5,"[""=x""]",True,\r\n'


def test_parquet_holds_the_texts_themselves(tmp_path: Path) -> None:
    path = write_table(NASTY, tmp_path, "parquet")

    assert pyarrow.parquet.read_table(path).to_pylist() == [
        {"a": "=1+1", "b": -1.5, "c": '["=x"]', "d": True, "e": None}
    ]


def test_json_lines_hold_the_records(tmp_path: Path) -> None:
    path = write_table(NASTY, tmp_path, "jsonl")

    assert path.read_text("utf-8") == '{"a": "=1+1"}\n'


def test_a_table_without_rows_keeps_its_columns(tmp_path: Path) -> None:
    empty = Table("t", [], [], ("a", "b"))

    assert write_table(empty, tmp_path, "csv").read_text("utf-8-sig") == "a,b\n"
    assert pyarrow.parquet.read_table(write_table(empty, tmp_path, "parquet")).column_names == ["a", "b"]


def test_what_breaks_off_leaves_the_older_file_and_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    file.write_text("old")

    def write(path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(BadSetting, match=r"t\.jsonl cannot be written: No space left"):
        write_whole(file, write)

    assert [path.name for path in tmp_path.iterdir()] == ["t.jsonl"]
    assert file.read_text() == "old"


def test_formats_that_need_nothing_more_are_there() -> None:
    for form in ("jsonl", "csv", "parquet"):
        check_format(form)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_exported_candidates_can_be_imported_again(tmp_path: Path, form: str) -> None:
    gold = examples.item("g", kind="gold", gold="ar", candidates=[examples.candidate(2)])
    gold = gold.model_copy(update={"regions": (Region(id=0, box=Box(0, 0, 5, 5)),)})
    path = write_table(candidate_table([rated_item(), gold]), tmp_path, "jsonl" if form == "jsonl" else "csv")

    first, bad, known = read_candidates(path)

    wanted = rated_item().candidates[0]
    assert isinstance(first, Found)
    assert (first.id, first.image_id, first.qar) == (wanted.id, wanted.image_id, wanted.qar)
    assert (first.regions, first.scores) == (wanted.regions, wanted.scores)
    assert first.origin["teacher"] == "@me"
    assert not isinstance(bad, Found)  # it names [0], and its item has no such region
    assert isinstance(known, Found)
    assert (known.kind, known.gold) == ("gold", gold.gold[0])


def test_every_rating_is_a_row_with_what_it_rates_and_who_said_so() -> None:
    item = rated_item()
    judged = examples.judged("i", "A-1", "am rr")

    table = judgement_table([item], [judged])

    assert [Judged.model_validate(line) for line in table.lines] == [judged]
    assert [(row["candidate"], row["criterion"], row["value"], row["given"]) for row in table.rows] == [
        ("c0", "qa", "accept", "chosen"),
        ("c0", "rationale", "maybe", "chosen"),
        ("c1", "qa", "reject", "chosen"),
        ("c1", "rationale", "reject", "forced"),
    ]
    assert {(row["submission"], row["annotator"], row["item"]) for row in table.rows} == {("i-by-A-1", "A-1", "i")}
    assert set(table.rows[0]) <= set(table.columns)


def test_a_preference_tells_which_text_it_is_for_wherever_that_stood() -> None:
    item = rated_item()
    judged = examples.judged("i", "A-1", prefers=[("overall", "left"), ("correctness", "tie")], left=1)

    rows = judgement_table([item], [judged]).rows

    assert [(row["left"], row["right"], row["preferred"]) for row in rows] == [("c1", "c0", "c1"), ("c1", "c0", "tie")]


def test_labels_are_the_records_that_trainers_read_and_name_their_judgements(tmp_path: Path) -> None:
    item = rated_item()
    said = [examples.judged("i", f"A-{number}", "am rr", after=number) for number in (1, 2)]
    derived = critic_labels([item], said)

    table = label_table(derived.labels)
    rows = cells(write_table(table, tmp_path, "csv"))

    assert [CriticLabel.model_validate(json.loads(json.dumps(line))) for line in table.lines] == list(derived.labels)
    assert [(row["candidate"], row["label"], row["qa_target"]) for row in rows] == [
        ("c0", "accept", "3.0"),
        ("c1", "reject", "0.0"),
    ]
    assert {row["submissions"] for row in rows} == {'["i-by-A-1", "i-by-A-2"]'}
    assert rows[0]["question"] == "'=HYPERLINK()"
    assert rows[0]["rule"] == "lskd-1"
