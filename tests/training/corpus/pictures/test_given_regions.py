"""VCR, Visual Genome and COCO give regions: each convention becomes ours, each complaint says where.

The records are made up, after the formats as published; the real ones may not be copied here.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.corpus import Picture
from models.errors import BadSetting
from models.records import Box
from tests.fakes.picture_files import picture_bytes, put
from training.corpus.pictures.coco import COCO
from training.corpus.pictures.source import Found, PictureSource, Refused
from training.corpus.pictures.table import RegionTable
from training.corpus.pictures.vcr import VCR
from training.corpus.pictures.visual_genome import VisualGenome


def listed(source: PictureSource) -> tuple[list[Picture], list[Refused]]:
    found: list[Found] = list(source.pictures())
    return [each for each in found if isinstance(each, Picture)], [each for each in found if isinstance(each, Refused)]


def boxes(picture: Picture) -> list[tuple[int, Box, str]]:
    return [(region.id, region.box, region.label) for region in picture.regions]


VCR_METADATA = {
    "width": 128, "height": 96, "names": ["person", "dog", "cup"],
    "boxes": [[10, 20, 60, 90, 0.99], [0, 0, 20.5, 20, 0.8], [200, 200, 300, 300, 0.5]],
    "segms": [[[[1, 2]]], [], []],
}  # fmt: skip


def vcr(folder: Path, *lines: Any, prefix: str = "vcr1images/", metadata: Any = VCR_METADATA) -> VCR:
    put(folder, f"{prefix}movie/a.jpg", picture_bytes(64, 48, kind="JPEG"))
    put(folder, f"{prefix}movie/a.json", json.dumps(metadata).encode())
    text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    (folder / "val.jsonl").write_text(text, "utf-8")
    return VCR(folder, folder / "val.jsonl")


VCR_LINE = {
    "img_fn": "movie/a.jpg",
    "metadata_fn": "movie/a.json",
    "img_id": "val-0",
    "annot_id": "val-0",
    "objects": [],
}


@pytest.mark.parametrize("prefix", ["vcr1images/", ""])
def test_vcr_boxes_are_scaled_to_the_file_and_keep_the_index_as_id(tmp_path: Path, prefix: str) -> None:
    (picture,), (refused,) = listed(vcr(tmp_path, VCR_LINE, prefix=prefix))

    assert boxes(picture) == [(0, Box(5, 10, 30, 45), "person"), (1, Box(0, 0, 10.25, 10), "dog")]
    assert picture.split == "val"
    assert refused.place == "val.jsonl, line 1, metadata, boxes[2]"
    assert "outside the picture" in refused.reason


def test_a_picture_with_many_questions_comes_once(tmp_path: Path) -> None:
    pictures, _ = listed(vcr(tmp_path, VCR_LINE, VCR_LINE, {**VCR_LINE, "question_number": 2}))

    assert len(pictures) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[1]", "it is list, not an object"),
        ({"metadata_fn": "movie/a.json"}, 'it has no "img_fn"'),
        ({**VCR_LINE, "img_fn": 7}, "its \"img_fn\" is '7', not a text"),
        ({**VCR_LINE, "img_fn": "movie/b.jpg"}, "There is no picture movie/b.jpg"),
        ({**VCR_LINE, "metadata_fn": "movie/b.json"}, "there is no metadata movie/b.json"),
        ({**VCR_LINE, "metadata_fn": "../../etc/passwd"}, "there is no metadata"),
        ({**VCR_LINE, "metadata_fn": "movie/a.jpg"}, "the metadata movie/a.jpg is not JSON"),
    ],
)
def test_a_vcr_line_that_cannot_be_used_is_refused_and_the_next_is_read(tmp_path: Path, line: Any, reason: str) -> None:
    (picture,), (refused, _) = listed(vcr(tmp_path, line, VCR_LINE))

    assert picture.path == "vcr1images/movie/a.jpg"
    assert refused.place == "val.jsonl, line 1"
    assert reason in refused.reason


@pytest.mark.parametrize(
    ("changed", "place", "reason"),
    [
        ({"boxes": [[1, 2, 3, 4, 1]]}, "val.jsonl, line 1", "two lists of one length"),
        ({"width": 0}, "val.jsonl, line 1", "which is no size"),
        ({"width": 640}, "val.jsonl, line 1", "another shape"),
        ({"boxes": ["x", [1, 2, 30, 40, 1], [1, 2, 30, None, 1]]}, "val.jsonl, line 1, metadata, boxes[0]", "not left"),
    ],
)
def test_vcr_metadata_that_cannot_be_used_says_which_field(
    tmp_path: Path, changed: dict[str, Any], place: str, reason: str
) -> None:
    _, refused = listed(vcr(tmp_path, VCR_LINE, metadata={**VCR_METADATA, **changed}))

    assert refused[0].place == place
    assert reason in refused[0].reason


def visual_genome(folder: Path, descriptions: Any, image_data: Any) -> VisualGenome:
    put(folder, "VG_100K_2/1.jpg", picture_bytes(80, 60, kind="JPEG"))
    for name, value in (("regions.json", descriptions), ("image_data.json", image_data)):
        (folder / name).write_text(json.dumps(value), "utf-8")
    return VisualGenome(folder, folder / "regions.json", folder / "image_data.json")


VG_DATA = [{"image_id": 1, "width": 800, "height": 600, "url": "https://example.org/rak/VG_100K_2/1.jpg"}]
VG_OLD_DATA = [{"id": 1, "width": 800, "height": 600, "url": "https://example.org/rak/VG_100K_2/1.jpg"}]
VG_BOX = {"x": 100, "y": 50, "width": 200, "height": 100, "phrase": " a dog runs \n"}


@pytest.mark.parametrize(
    ("record", "data"),
    [
        ({"id": 1, "regions": [{"id": 77, "image": 1, **VG_BOX}]}, VG_DATA),
        ({"id": 1, "regions": [{"region_id": 77, "image_id": 1, **VG_BOX}]}, VG_DATA),
        ({"regions": [{"region_id": 77, "image_id": 1, **VG_BOX}]}, VG_DATA),
        ({"regions": [{"id": 77, "image": 1, **VG_BOX}]}, [{**VG_DATA[0], "id": 1, "image_id": 1}]),
        ({"id": 1, "regions": [{"id": 77, **VG_BOX}]}, VG_OLD_DATA),
    ],
)  # fmt: skip
def test_both_layouts_of_visual_genome_become_corners_and_descriptions(tmp_path: Path, record: Any, data: Any) -> None:
    (picture,), refused = listed(visual_genome(tmp_path, [record], data))

    assert refused == []
    assert picture.path == "VG_100K_2/1.jpg"
    assert boxes(picture) == [(0, Box(10, 5, 30, 15), "")]
    assert picture.regions[0].description == "a dog runs"


def test_visual_genome_complaints_name_the_file_the_record_and_the_field(tmp_path: Path) -> None:
    descriptions = [
        {"id": 1, "regions": [{**VG_BOX, "width": "wide"}, VG_BOX, {**VG_BOX, "phrase": " "}, {"x": 1}, 7]},
        {"id": 2, "regions": []},
        {"id": "x", "regions": []},
        {"id": 1, "regions": {}},
        9,
    ]

    (picture,), refused = listed(visual_genome(tmp_path, descriptions, [*VG_DATA, {"url": "x"}]))

    assert [region.id for region in picture.regions] == [1]
    assert [(each.place, each.reason) for each in refused] == [
        ("image_data.json, record 2", 'it has no "id"'),
        ("regions.json, record 1, regions[0]", "its \"width\" is 'wide', not a number"),
        ("regions.json, record 1, regions[2]", "its \"phrase\" is ' ', not a text"),
        ("regions.json, record 1, regions[3]", 'it has no "y"'),
        ("regions.json, record 1, regions[4]", "it is int, not an object"),
        ("regions.json, record 2", "image_data.json has no picture 2"),
        ("regions.json, record 3", "its \"id\" is 'x', not a number"),
        ("regions.json, record 4", 'its "regions" are no list'),
        ("regions.json, record 5", "it is int, not an object"),
    ]


def coco(folder: Path, **changed: Any) -> COCO:
    put(folder, "train2017/1.jpg", picture_bytes(80, 60, kind="JPEG"))
    put(folder, "2.jpg", picture_bytes(40, 30, kind="JPEG"))
    whole = {
        "info": {"year": 2017, "note": "made up"},
        "licenses": [{"id": 1}],
        "images": [
            {"id": 1, "file_name": "train2017/1.jpg", "width": 80, "height": 60},
            {"id": 2, "file_name": "val2017/2.jpg", "width": 40, "height": 30},
        ],
        "annotations": [
            {"image_id": 2, "category_id": 18, "bbox": [1.5, 2, 10, 20], "iscrowd": 0, "segmentation": [[1, 2, 3, 4]]},
            {"image_id": 1, "category_id": 1, "bbox": [10, 10, 30, 40]},
            {"image_id": 2, "category_id": 1, "bbox": [0, 0, 40, 30], "iscrowd": 1},
        ],
        "categories": [{"id": 1, "name": "person"}, {"id": 18, "name": "dog"}],
        **changed,
    }
    (folder / "instances.json").write_text(json.dumps({k: v for k, v in whole.items() if v is not None}), "utf-8")
    return COCO(folder, folder / "instances.json")


def test_coco_boxes_become_corners_with_the_names_of_their_categories(tmp_path: Path) -> None:
    pictures, refused = listed(coco(tmp_path))

    assert refused == []
    assert [(each.path, boxes(each)) for each in pictures] == [
        ("train2017/1.jpg", [(0, Box(10, 10, 40, 50), "person")]),
        ("2.jpg", [(0, Box(1.5, 2, 11.5, 22), "dog")]),
    ]


def test_a_coco_picture_without_annotations_is_for_a_detector(tmp_path: Path) -> None:
    pictures, _ = listed(coco(tmp_path, annotations=[], categories=[]))

    assert [each.regions for each in pictures] == [(), ()]


def test_coco_complaints_name_the_list_the_place_and_the_field(tmp_path: Path) -> None:
    source = coco(
        tmp_path,
        images=[{"id": 1, "file_name": "train2017/1.jpg", "width": 80, "height": 60}, {"id": 2, "width": 40}, "x"],
        annotations=[
            {"image_id": 1, "category_id": 1, "bbox": [0, 0, 10, 10]},
            {"image_id": 1, "category_id": 1, "bbox": [0, 0, 10]},
            {"image_id": 1, "category_id": None, "bbox": [0, 0, 10, 10]},
            {"image_id": 1, "category_id": 1, "bbox": [0, 0, -10, 10]},
            {"category_id": 1, "bbox": [0, 0, 10, 10]},
            None,
        ],
    )

    (picture,), refused = listed(source)

    assert [region.id for region in picture.regions] == [0]
    assert [each.place.removeprefix("instances.json, ") for each in refused] == [
        "annotations[4]",
        "annotations[5]",
        "annotations[1]",
        "annotations[2]",
        "annotations[3]",
        "images[1]",
        "images[2]",
    ]
    assert refused[2].reason == "its \"bbox\" is '[0, 0, 10]', not left, top, width and height"


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [({"annotations": None}, 'it has no "annotations"'), ({"images": {}}, 'no list, which "images" has to be')],
)
def test_a_file_that_is_not_coco_is_refused(tmp_path: Path, changed: dict[str, Any], complaint: str) -> None:
    with pytest.raises(BadSetting, match=complaint):
        listed(coco(tmp_path, **changed))


def missing(folder: Path) -> Iterator[PictureSource]:
    yield RegionTable(folder, folder / "none.csv")
    yield VCR(folder, folder / "none.jsonl")
    yield VisualGenome(folder, folder / "none.json", folder / "none.json")
    yield COCO(folder, folder / "none.json")


@pytest.mark.parametrize("number", range(4))
def test_a_missing_file_is_named(tmp_path: Path, number: int) -> None:
    with pytest.raises(BadSetting, match=r"none\.\w+ cannot be read: No such file"):
        list(list(missing(tmp_path))[number].pictures())


@pytest.mark.parametrize("make", [RegionTable, VCR, COCO])
def test_a_file_that_is_no_text_is_named(tmp_path: Path, make: Callable[[Path, Path], PictureSource]) -> None:
    (tmp_path / "odd").write_bytes(b"\xff\xfe\x00\x01")

    with pytest.raises(BadSetting, match="odd is not UTF-8 text"):
        list(make(tmp_path, tmp_path / "odd").pictures())
