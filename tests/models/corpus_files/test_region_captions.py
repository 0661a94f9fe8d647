"""Captions of regions are read from lines and from exported pictures; what is none is told with its line."""

import json
from pathlib import Path

import pytest

from models.corpus import Picture
from models.corpus_files.lines import BadLine, Found
from models.corpus_files.region_captions import read_region_captions
from models.records import Box, ImageRecord, Region


def written(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
    return path


def test_a_line_is_a_box_and_what_is_said_of_it(tmp_path: Path) -> None:
    line = {"image": "a.png", "box": [1.4, 2.6, 9.9, 20], "caption": "a dog", "model": "grit"}

    (found,) = read_region_captions(written(tmp_path / "c.jsonl", line))

    assert isinstance(found, Found)
    assert (found.image, found.qar.answer, found.qar.question) == ("a.png", "a dog", "")
    assert found.regions == (Region(id=0, box=Box(1, 3, 10, 20)),)
    assert found.origin == {"model": "grit"}


def test_boxes_that_differ_by_less_than_a_pixel_are_one(tmp_path: Path) -> None:
    lines = [{"image": "a.png", "box": box, "caption": "a dog"} for box in ([1.1, 2, 9, 20], [1, 2.2, 8.9, 20])]

    first, second = read_region_captions(written(tmp_path / "c.jsonl", *lines))

    assert isinstance(first, Found)
    assert isinstance(second, Found)
    assert (first.id, first.regions) == (second.id, second.regions)


def test_exported_pictures_have_a_caption_for_every_region_that_is_described(tmp_path: Path) -> None:
    regions = (
        Region(id=3, box=Box(0, 0, 5, 5), description="a dog"),
        Region(id=4, box=Box(0, 0, 7, 7)),
        Region(id=5, box=Box(0.2, 0, 0.4, 5), description="a line"),
    )
    picture = Picture(image=ImageRecord(id="a" * 64, width=10, height=10), path="sub/a.png", regions=regions)

    found = list(read_region_captions(written(tmp_path / "pictures.jsonl", picture.model_dump_json())))

    assert [(each.image, each.qar.answer) for each in found if isinstance(each, Found)] == [
        ("sub/a.png", "a dog"),
        ("sub/a.png", "a line"),
    ]
    assert isinstance(found[1], Found)
    assert found[1].regions[0].box == Box(0, 0, 1, 5)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"image": "a.png", "caption": "a dog"}, 'it has no "box"'),
        ({"image": "a.png", "box": [1, 2, 3, 4]}, 'it has no "caption"'),
        ({"box": [1, 2, 3, 4], "caption": "a dog"}, 'it has no "image"'),
        ({"image": "a.png", "box": [5, 2, 3, 4], "caption": "a dog"}, "inside out"),
        ({"image": "a.png", "box": [1, 2, 3], "caption": "a dog"}, "box"),
        ({"image": "a.png", "box": [1, 2, 3, 4], "caption": "x" * 4001}, "4,001 characters"),
        ({"path": "a.png", "regions": []}, "image"),
        ("nothing", "it is not JSON"),
    ],
)
def test_what_is_no_caption_is_told_with_its_line(tmp_path: Path, line: object, reason: str) -> None:
    good = {"image": "a.png", "box": [1, 2, 3, 4], "caption": "a dog"}

    first, second = read_region_captions(written(tmp_path / "c.jsonl", good, line))

    assert isinstance(first, Found)
    assert isinstance(second, BadLine)
    assert second.line == 2
    assert reason in second.reason
