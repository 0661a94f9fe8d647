"""A JSON file of any size is read item by item, whatever stands around the list."""

import json
import tracemalloc
from pathlib import Path

import pytest

from models.errors import BadSetting
from training.corpus.pictures import json_items as module
from training.corpus.pictures.json_items import json_items


def written(folder: Path, text: str) -> Path:
    path = folder / "file.json"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("items", [[], [1], [12345, -6.5e3, 'a\u00e9"]', None, True], [{"a": [1, {"b": 2}]}, [[]]]])
@pytest.mark.parametrize("indent", [None, 2])
def test_the_items_of_a_list_are_yielded(tmp_path: Path, items: list, indent: int | None) -> None:
    assert list(json_items(written(tmp_path, json.dumps(items, indent=indent)))) == items


def test_a_list_of_an_object_is_found_among_others(tmp_path: Path) -> None:
    whole = {"a": {"images": [9]}, "n": 3, "x": ["]", {"images": [8]}], "images": [1, 2], "after": [7]}

    assert list(json_items(written(tmp_path, json.dumps(whole)), "images")) == [1, 2]
    assert list(json_items(written(tmp_path, json.dumps(whole)), "after")) == [7]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_wherever_the_text_is_cut_for_reading_the_items_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(module, "_CHUNK", size)
    items = [123456, 7.25, "long " * 9, {"k": [1, 2, 3]}, True, None, "😀"]

    assert list(json_items(written(tmp_path, json.dumps({"b": items, "a": items}, indent=1)), "a")) == items


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "there is no list"),
        ("{}", "there is no list"),
        ("[1, 2", "there is no end of the list"),
        ("[1 2]", "at character 3 there is no end of the list"),
        ("[1, {]", "the value at character 4 is damaged or cut off"),
        ("[" * 200_000, "nested too deeply|damaged or cut off"),
        ("[1, " + "9" * 5000 + "]", "the value at character 4 is damaged"),
    ],
)
def test_what_is_no_list_is_refused_with_the_place(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadSetting, match=complaint) as refused:
        list(json_items(written(tmp_path, text)))

    assert "file.json cannot be read as JSON" in str(refused.value)


def test_an_endless_value_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LARGEST_ITEM", 1 << 12)
    monkeypatch.setattr(module, "_CHUNK", 1 << 8)

    with pytest.raises(BadSetting, match="longer than 4096"):
        list(json_items(written(tmp_path, '["' + "x" * 100_000)))


def test_memory_does_not_grow_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", 1 << 16)
    item = json.dumps({"regions": [{"x": number} for number in range(100)]})
    path = tmp_path / "large.json"
    with path.open("w", encoding="utf-8") as file:
        file.write("[" + ",".join([item] * 500))
        for _ in range(4):
            file.write("," + ",".join([item] * 500))
        file.write("]")
    tracemalloc.start()

    count = sum(1 for _ in json_items(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 2500
    assert 3 * peak < path.stat().st_size
