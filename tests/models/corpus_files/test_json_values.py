"""Objects are read one after the other, from lines and from arrays, each with the line it begins at."""

import json
import random
from pathlib import Path

import pytest

from models.corpus_files.json_values import json_values
from models.corpus_files.lines import BadLine
from models.errors import BadSetting


def read(path: Path, text: str | bytes) -> list[tuple[int, object]]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(json_values(path))


def test_an_array_may_be_laid_out_in_any_way(tmp_path: Path) -> None:
    text = '\ufeff [ {"a": 1},\n\n {"b":\n 2}\n, {"c": 3} ]\n'

    assert read(tmp_path / "a.json", text) == [(1, {"a": 1}), (3, {"b": 2}), (5, {"c": 3})]


def test_a_file_of_that_name_may_hold_lines_all_the_same(tmp_path: Path) -> None:
    assert read(tmp_path / "a.json", '{"a": 1}\n\n{"b": 2}\n') == [(1, {"a": 1}), (3, {"b": 2})]


def test_an_array_is_known_by_what_it_holds_unless_its_name_promises_lines(tmp_path: Path) -> None:
    text = '[\n {"a": 1}\n]\n'

    assert read(tmp_path / "a.predictions", text) == [(2, {"a": 1})]
    assert [type(value) for _, value in read(tmp_path / "a.jsonl", text)] == [BadLine, dict, BadLine]


@pytest.mark.parametrize("text", ["[]", " [\n ] \n"])
def test_an_empty_array_holds_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path / "a.json", text) == []


def test_an_array_larger_than_what_is_read_at_once(tmp_path: Path) -> None:
    rng = random.Random(1)
    items = [{"text": "x" * rng.choice((10, 1000, 400_000)), "number": rng.randint(0, 10**30)} for _ in range(60)]
    text = "[\n" + ",\n".join(json.dumps(each) for each in items) + "\n]"
    assert len(text) > 3 << 20

    assert read(tmp_path / "a.json", text) == [(number, each) for number, each in enumerate(items, start=2)]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[{"a": 1},\n{"b": }]', 2, "it is not JSON: Expecting value"),
        ('[{"a": 1}\n{"b": 2}]', 1, "'{' stands where ',' is expected"),
        ('[{"a": 1},\n{"b": 2}', 2, "it ends too early"),
        ('[{"a": 1},\n', 2, "it is not JSON"),
        ('[{"a": 1},\n{"b": 2', 2, "it is not JSON"),
        ("[" * 50_000, 1, "it is not JSON"),
    ],
)
def test_what_is_no_json_is_told_with_its_line_and_ends_the_reading(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    last = read(tmp_path / "a.json", text)[-1]

    assert isinstance(last[1], BadLine)
    assert (last[0], last[1].line) == (line, line)
    assert reason in last[1].reason


def test_an_item_that_is_no_object_spoils_itself_only(tmp_path: Path) -> None:
    found = read(tmp_path / "a.json", '[5,\n{"a": 1},\n12')

    assert found[0] == (1, BadLine(1, "it is not a JSON object"))
    assert found[1] == (2, {"a": 1})


def test_bytes_that_are_no_text_end_an_array(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.json", b'[{"a": "\xff"}]')

    assert isinstance(found[1], BadLine)
    assert "it is not UTF-8 text" in found[1].reason


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"none\.json cannot be read: No such file"):
        list(json_values(tmp_path / "none.json"))
