"""Descriptions of regions and pictures, read from files; those of Sherlock and RefCOCO are made up in their shape."""

import doctest
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import training.data.localized_narratives
from models.errors import BadSetting
from models.records import Box
from training.data.descriptions import Description, Descriptions
from training.data.localized_narratives import narratives
from training.data.refcoco import expressions, measured_pictures
from training.data.sherlock import clues
from training.data.visual_genome import coco_numbers, described_regions

IMAGE_DATA = [{"image_id": 7, "url": "https://host.example/rak248/VG_100K_2/7.jpg", "width": 80, "height": 60}]
NEW = {"region_id": 1, "image_id": 7, "x": 2, "y": 3, "width": 10, "height": 20, "phrase": " a red\nball "}
REFS: list[dict[str, Any]] = [
    {
        "ref_id": 0, "ann_id": 5, "image_id": 9, "split": split, "category_id": 1, "file_name": "ignored_5.jpg",
        "sentences": [{"sent": f"the lady {split}", "sent_id": 0, "raw": "", "tokens": []}, {"sent": "blue shirt"}],
    }
    for split in ("train", "val")
]  # fmt: skip
INSTANCES = {
    "images": [{"id": 9, "file_name": "COCO_train2014_000000000009.jpg", "width": 64, "height": 48}],
    "annotations": [{"id": 5, "image_id": 9, "bbox": [1.5, 2, 10, 8], "category_id": 1}],
    "categories": [],
}


def _write(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), "utf-8")
    return path


def _visual_genome(folder: Path, records: object) -> Path:
    _write(folder / "image_data.json", IMAGE_DATA)
    return _write(folder / "region_descriptions.json", records)


def test_descriptions_lie_in_columns_as_they_came() -> None:
    rows = [
        Description("a.png", "a dög", Box(1, 2, 3.5, 4), (10, 20)),
        Description("b.png", "all of it"),
        Description("a.png", "", Box(0, 0, 1, 1), (10, 20)),
    ]

    held = Descriptions(rows)

    assert list(held) == rows
    assert len(held) == 3
    assert set(held.images) == {"a.png", "b.png"}
    assert held[1].box is None
    elsewhere = Descriptions(rows, "there//{}".format)
    assert elsewhere.images == ("there//a.png", "there//b.png")
    assert [each.image for each in elsewhere] == ["there//a.png", "there//b.png", "there//a.png"]
    assert elsewhere.digest == held.digest != Descriptions(rows[1:]).digest


@pytest.mark.parametrize("version", ["1.0", "1.2"])
def test_regions_of_visual_genome_of_either_version(tmp_path: Path, version: str) -> None:
    if version == "1.0":
        region = {("id" if name == "region_id" else name): value for name, value in NEW.items() if name != "image_id"}
        records = [{"id": 7, "regions": [{**region, "image": 7}, {**region, "width": 0}]}]
    else:
        records = [{"id": 7, "regions": [NEW, {**NEW, "phrase": " "}]}]

    (found,) = described_regions(_visual_genome(tmp_path, records))

    assert found == Description("VG_100K_2/7.jpg", "a red ball", Box(2, 3, 12, 23), (80, 60))


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([{"id": 8, "regions": []}], "record 1: image_data.json has no picture 8"),
        ([{"id": 7, "regions": [{**NEW, "x": "left"}]}], "record 1, is none of Visual Genome: its \"x\" is 'left'"),
        ([{"id": 7}], 'it has no "regions"'),
        ([{"regions": []}], 'record 1, is none of Visual Genome: it has no "id"'),
        ([3], "is none of Visual Genome: it is int, not an object"),
    ],
)
def test_records_of_another_shape_are_named(tmp_path: Path, records: object, reason: str) -> None:
    with pytest.raises(BadSetting, match=reason):
        list(described_regions(_visual_genome(tmp_path, records)))


def test_visual_genome_says_which_of_its_pictures_are_of_coco(tmp_path: Path) -> None:
    records = [{**IMAGE_DATA[0], "coco_id": 9}, {"url": "x/VG_100K/8.jpg", "coco_id": None}, {"url": "x/VG_100K/6.jpg"}]

    assert coco_numbers(_write(tmp_path / "image_data.json", records)) == {"7.jpg": 9, "8.jpg": None, "6.jpg": None}
    for bad in ({"coco_id": 9}, {"url": "x/VG_100K/8.jpg", "coco_id": "nine"}, "coco_id"):
        with pytest.raises(BadSetting, match=r"record 1, is no picture of Visual Genome: "):
            coco_numbers(_write(tmp_path / "image_data.json", [bad]))


def _refcoco(folder: Path, refs: bytes | list[Any]) -> Path:
    _write(folder / "instances.json", INSTANCES)
    if isinstance(refs, list):
        return _write(folder / "refs.json", refs)
    (folder / "refs(unc).p").write_bytes(refs)
    return folder / "refs(unc).p"


def test_pictures_of_all_splits_but_one_are_measured_on(tmp_path: Path) -> None:
    path = _refcoco(tmp_path, [*REFS, {**REFS[1], "image_id": 12}])

    assert list(measured_pictures(path)) == ["COCO_train2014_000000000009.jpg", "000000000012"]
    assert list(measured_pictures(path, learned="val")) == ["COCO_train2014_000000000009.jpg"]
    with pytest.raises(BadSetting, match="reference 0, cannot be learned from: its \"image_id\" is '9'"):
        list(measured_pictures(_refcoco(tmp_path, [{**REFS[1], "image_id": "9"}])))


@pytest.mark.parametrize("protocol", [0, 2, None])
def test_expressions_of_refcoco_are_read_from_what_python_2_wrote(tmp_path: Path, protocol: int | None) -> None:
    refs = REFS if protocol is None else pickle.dumps(REFS, protocol)

    found = list(expressions(_refcoco(tmp_path, refs)))

    assert [each.text for each in found] == ["the lady train", "blue shirt"]
    assert found[0] == Description("COCO_train2014_000000000009.jpg", "the lady train", Box(1.5, 2, 11.5, 10), (64, 48))


def test_texts_of_python_2_that_are_bytes_are_read(tmp_path: Path) -> None:
    # ["ab"], as Python 2 writes a plain string: SHORT_BINSTRING, which Python 3 never writes.
    old = b"\x80\x02]q\x00U\x02abq\x01a."

    with pytest.raises(BadSetting, match="reference 0, cannot be learned from: it is str, not an object"):
        list(expressions(_refcoco(tmp_path, old)))


class _Trap:
    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (Path("sprung"),)


@pytest.mark.parametrize(
    ("refs", "reason"),
    [
        (pickle.dumps([_Trap()]), "it asks for pathlib"),
        (pickle.dumps(_Trap(), 0), "can be trusted: it asks for"),
        (b"cos\nsystem\n(S'touch sprung'\ntR.", "it asks for os.system"),
        (b"\x80\x02\x82\x01.", "can be trusted"),
        (b"no pickle", "can be trusted"),
        (b"", "can be trusted"),
        (pickle.dumps({"a": 1}), "holds a dict, not a list"),
        ([{**REFS[0], "ann_id": 6}], "instances.json has no 6"),
        ([{**REFS[0], "image_id": 6}], "instances.json has no 6"),
        ([{**REFS[0], "sentences": [{"sent": " "}]}], 'its "sent" is'),
    ],
)
def test_what_cannot_be_trusted_is_neither_run_nor_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refs: Any, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BadSetting, match=reason):
        list(expressions(_refcoco(tmp_path, refs)))

    assert not (tmp_path / "sprung").exists()


def test_a_clue_describes_its_region_and_one_of_several_regions_none(tmp_path: Path) -> None:
    inputs = {
        "image": {"url": "https://host.example/x/VG_100K/7.jpg", "width": 100, "height": 80},
        "bboxes": [{"left": 10, "top": 20, "width": 30, "height": 40}],
        "clue": "wet shoes",
        "confidence": 3,
    }
    two = {**inputs, "bboxes": [*inputs["bboxes"], {"left": 0, "top": 0, "width": 5, "height": 5}]}
    records = [{"instance_id": "a", "inputs": each, "targets": {"inference": "rain"}} for each in (inputs, two)]

    (found,) = clues(_write(tmp_path / "sherlock.json", records))

    assert found == Description("VG_100K/7.jpg", "wet shoes", Box(10, 20, 40, 60), (100, 80))
    with pytest.raises(BadSetting, match="line 1, is no record of Sherlock: it has no 'url'"):
        list(clues(_write(tmp_path / "other.json", [{**records[0], "inputs": {**inputs, "image": {}}}])))


def test_narratives_are_of_whole_pictures(tmp_path: Path) -> None:
    lines = [
        {"dataset_id": "mscoco_train2017", "image_id": "137576", "caption": "In this image\nthere is a dog. "},
        {"dataset_id": "ADE20k_train", "image_id": "ADE_train_00000001", "caption": " "},
    ]
    path = tmp_path / "coco.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")

    assert list(narratives(path)) == [Description("000000137576", "In this image there is a dog.")]
    assert doctest.testmod(training.data.localized_narratives) == (0, 1)
    path.write_text('{"image_id": "1"}', "utf-8")
    with pytest.raises(BadSetting, match="line 1, is no narrative: it has no 'dataset_id'"):
        list(narratives(path))
