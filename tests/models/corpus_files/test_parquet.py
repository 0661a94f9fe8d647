"""Tables of entries hold what others look for in columns, and bad rows and tables are told."""

import random
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from models.corpus_files.entries import fields_of
from models.corpus_files.lines import BadLine, Found
from models.corpus_files.parquet import table_of, table_schema
from models.corpus_files.reading import read_candidates
from models.errors import BadSetting
from tests.models.corpus_files.test_layouts import ENTRY, any_entry, as_entry


def write(path: Path, columns: dict[str, list[Any]]) -> Path:
    pyarrow.parquet.write_table(pyarrow.table(columns), path)
    return path


def test_a_row_has_its_texts_score_and_regions_in_columns() -> None:
    (row,) = table_of([fields_of(ENTRY.model_dump_json())], "critic:a").to_pylist()

    assert (row["question"], row["score"], row["image"]) == ("Why is [4] near [0]?", 0.9, "VG_100K/1.jpg")
    assert [(each["id"], each["box"], each["label"]) for each in row["regions"]] == [
        (0, [1.5, 2.0, 30.0, 40.0], "woman"),
        (4, [5.0, 6.0, 7.0, 8.0], None),
    ]
    assert row["scores"] == '{"critic:a":0.9,"critic:b":0.25}'


def test_whatever_an_entry_holds_comes_back(tmp_path: Path) -> None:
    entries = [any_entry(seed) for seed in range(300)]
    table = table_of([fields_of(each.model_dump_json()) for each in entries], "critic:a")
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet", row_group_size=7)

    assert table.schema == table_schema()
    assert [as_entry(each) for each in read_candidates(tmp_path / "a.parquet")] == entries


def test_no_rows_are_a_table_too(tmp_path: Path) -> None:
    pyarrow.parquet.write_table(table_of([], ""), tmp_path / "a.parquet")

    assert list(read_candidates(tmp_path / "a.parquet")) == []


def test_a_table_from_elsewhere_needs_a_picture_and_three_texts(tmp_path: Path) -> None:
    rng = random.Random(2)
    plain = {
        "image": ["1.jpg"],
        "question": ["Why?"],
        "answer": ["So."],
        "rationale": ["See."],
        "extra": [rng.random()],
    }

    (found,) = read_candidates(write(tmp_path / "a.parquet", plain))

    assert isinstance(found, Found)
    assert (found.image, found.qar.question, found.regions) == ("1.jpg", "Why?", ())
    for missing in ("image", "answer"):
        less = {name: each for name, each in plain.items() if name != missing}
        with pytest.raises(BadSetting, match=f"has no column '{missing}'"):
            list(read_candidates(write(tmp_path / "b.parquet", less)))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"origin": ["{"]}, "origin: it is not JSON"),
        ({"scores": [5]}, "scores: it is not JSON"),
        ({"scores": ['{"a": "x"}']}, "scores.a: "),
        ({"regions": [[{"id": 0, "box": [3.0, 2.0, 1.0]}]]}, "regions.0.box"),
        ({"regions": [["x"]]}, "regions.0: "),
        ({"answer": [None]}, "it has no answer"),
        ({"question": ["Who is [3]?"]}, "it names [3], and gives no box for that"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_number(
    tmp_path: Path, change: dict[str, list[Any]], reason: str
) -> None:
    plain = {"image": ["1.jpg"], "question": ["Why?"], "answer": ["So."], "rationale": ["See."]}

    (found,) = read_candidates(write(tmp_path / "a.parquet", plain | change))

    assert isinstance(found, BadLine)
    assert found.line == 1
    assert reason in found.reason


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_text("no table")

    with pytest.raises(BadSetting, match=r"a\.parquet is not a Parquet table that can be read"):
        list(read_candidates(tmp_path / "a.parquet"))
    with pytest.raises(BadSetting, match=r"b\.parquet cannot be read: "):
        list(read_candidates(tmp_path / "b.parquet"))
