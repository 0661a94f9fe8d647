"""Which region is meant: the one that people referred to, among others of its picture."""

import json
from pathlib import Path

import pytest

from models.errors import BadSetting
from models.records import Box
from tests.training.benchmarks.official.grounding_files import (
    BOXES,
    SIZE,
    held_out_number,
    write_refcoco,
    write_visual_genome,
)
from tests.training.benchmarks.official.made_files import write_json
from training.benchmarks.items import Item
from training.benchmarks.official.grounding import read_grounding
from training.data.held_out import is_held_out


def right_box(item: Item) -> Box:
    (right,) = item.right
    return next(region.box for region in item.regions if item.choices[right] == f"[{region.id}]")


def test_what_refcoco_refers_to_is_one_of_its_picture(tmp_path: Path) -> None:
    items = read_grounding(f"refcoco:{write_refcoco(tmp_path)}", None, "val")

    assert (items.asks, items.split, len(items.items)) == ("grounding-refcoco", "val", 2)
    first, second = items.items
    x, y, width, height = BOXES[5]
    assert right_box(first) == Box(x, y, x + width, y + height)
    assert {first.type, second.type} == {"among its kind", "alone of its kind"}
    # Of the four annotated regions one has no area, and the expression is about one of the three others.
    assert all(len(item.choices) == len(item.regions) == 3 for item in items.items)
    assert all(item.question.startswith('Which region does "the') for item in items.items)
    assert items.open(first.picture).size == SIZE


def test_a_seed_draws_the_expression_and_the_numbers(tmp_path: Path) -> None:
    path = write_refcoco(tmp_path)

    again = [read_grounding(f"refcoco:{path}", None, "val", seed=seed).items for seed in (1, 1, *range(2, 8))]

    assert again[0] == again[1]
    assert len({items[0].question for items in again}) == 2
    assert len({items[0].right for items in again}) > 1
    assert all(right_box(items[0]) == right_box(again[0][0]) for items in again)


def test_another_split_asks_about_other_regions(tmp_path: Path) -> None:
    path = write_refcoco(tmp_path)

    (item,) = read_grounding(f"refcoco:{path}", None, "train").items

    assert right_box(item).x0 == BOXES[6][0]
    with pytest.raises(BadSetting, match="holds no region of its split 'testA'"):
        read_grounding(f"refcoco:{path}", None, "testA")


def test_held_out_pictures_of_visual_genome_are_asked_about(tmp_path: Path) -> None:
    path = write_visual_genome(tmp_path)

    found = [read_grounding(f"vg:{path}", None, seed=seed) for seed in range(12)]

    assert {items.split for items in found} == {"held out"}
    questions = {items.items[0].question for items in found}
    assert len(questions) > 2
    for items in found:
        (item,) = items.items
        assert item.picture == f"VG_100K/{held_out_number()}.jpg"
        assert items.open(item.picture).size == SIZE
        # The two names of one ball are never both to choose from.
        assert len(item.choices) == 3
        assert sum(region.box.x0 < 10 for region in item.regions) == 1


def test_a_picture_of_visual_genome_is_held_out_by_its_number_in_coco(tmp_path: Path) -> None:
    path = write_visual_genome(tmp_path)
    (record,) = json.loads((tmp_path / "image_data.json").read_text())
    learned = next(number for number in range(1, 100) if not is_held_out(f"COCO {number}"))
    write_json(tmp_path / "image_data.json", [{**record, "coco_id": learned}])

    with pytest.raises(BadSetting, match="holds no region of a held-out picture"):
        read_grounding(f"vg:{path}", None)


def test_brackets_of_a_phrase_are_no_regions(tmp_path: Path) -> None:
    path = write_refcoco(tmp_path, sentences=[{"sent": "the [1] one"}])

    assert read_grounding(f"refcoco:{path}", None).items[0].question == 'Which region does "the (1) one" describe?'


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("coco:a.json", r'"coco:a.json" is no source of regions; name one as refcoco:FILE, vg:FILE'),
        ("refcoco:", "is no source of regions"),
        ("refcoco:none.p", "none.p cannot be read"),
    ],
)
def test_what_is_no_source_is_refused(named: str, said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        read_grounding(named, None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ann_id": 77}, r"reference 0, cannot be asked about: instances.json has no 77"),
        ({"image_id": 1}, r"reference 0, cannot be asked about: instances.json has no 1"),
        ({"sentences": []}, 'its "sentences" are none'),
        ({"sentences": [{"sent": 3}]}, "reference 0, cannot be asked about"),
    ],
)
def test_an_altered_reference_is_refused(change: dict[str, object], said: str, tmp_path: Path) -> None:
    path = write_refcoco(tmp_path, **change)

    with pytest.raises(BadSetting, match=said):
        read_grounding(f"refcoco:{path}", None)


def test_altered_instances_are_refused(tmp_path: Path) -> None:
    path = write_refcoco(tmp_path)
    write_json(tmp_path / "instances.json", {"images": [{"id": 9, "width": 3, "height": 3}], "annotations": []})

    with pytest.raises(BadSetting, match=r"refs\(unc\)\.p, reference 0, cannot be asked about"):
        read_grounding(f"refcoco:{path}", None)
