"""Candidates of a picture come together on screens of up to five."""

import pytest

from annotation.files_items import Placed, group, place
from models.corpus_files.lines import Found
from models.judging import GoldVerdict, ItemKind
from models.records import QAR, Box, ImageRecord, Region
from tests.annotation.examples import picture


def image(number: int = 0) -> ImageRecord:
    return ImageRecord(id=picture(number), width=100, height=50)


def found(number: int, *, of: int = 0, box: Box = Box(0, 0, 9, 9), region: int = 0, kind: ItemKind = "item") -> Placed:
    gold = None if kind == "item" else GoldVerdict(qa="accept", rationale="accept")
    qar = QAR(question=f"Why is [{region}] number {number}?", answer="so", rationale="see")
    regions = (Region(id=region, box=box),)
    line = Found(line=number, id=f"c{number}", image="a.png", regions=regions, qar=qar, kind=kind, gold=gold)
    return place(line, image(of))


def test_boxes_are_cut_at_the_border_and_what_lies_outside_is_refused() -> None:
    assert found(1, box=Box(-5, 10, 200, 60)).candidate.regions[0].box == Box(0, 10, 100, 50)

    with pytest.raises(ValueError, match=r"its region \[0\] cannot be used: box \(100, 0, 120, 9\) lies outside"):
        found(1, box=Box(100, 0, 120, 9))


def test_texts_of_one_picture_are_one_item_however_they_are_mixed_in_the_file() -> None:
    grouped = group([found(1), found(2, of=1), found(3)], round_id="r", pick=None)

    assert [[each.id for each in item.candidates] for item in grouped.items] == [["c1", "c3"], ["c2"]]
    assert [item.image_id for item in grouped.items] == [picture(0), picture(1)]


def test_of_more_than_five_those_that_are_picked_stay_and_the_others_are_counted() -> None:
    grouped = group([found(number) for number in range(8)], round_id="r", pick=lambda texts: [0, 2, 4, len(texts) - 1])

    (item,) = grouped.items
    assert [each.id for each in item.candidates] == ["c0", "c2", "c4", "c7"]
    assert grouped.passed_over == 4


def test_without_a_pick_nothing_is_passed_over() -> None:
    grouped = group([found(number) for number in range(8)], round_id="r", pick=None)

    assert [len(item.candidates) for item in grouped.items] == [5, 3]
    assert grouped.passed_over == 0


def test_known_answers_are_never_passed_over_nor_mixed_with_others() -> None:
    gold = [found(number, kind="gold") for number in range(6)]

    grouped = group([*gold, found(9)], round_id="r", pick=lambda _: [0])

    assert [(item.kind, len(item.candidates), len(item.gold)) for item in grouped.items] == [
        ("gold", 5, 5),
        ("gold", 1, 1),
        ("item", 1, 0),
    ]


def test_an_id_that_means_two_boxes_parts_the_texts() -> None:
    moved = Box(1, 1, 8, 8)
    texts = [found(1), found(2, box=moved), found(3, region=7), found(4, box=moved)]

    grouped = group(texts, round_id="r", pick=None)

    assert [[each.id for each in item.candidates] for item in grouped.items] == [["c1", "c3"], ["c2", "c4"]]
    assert [region.id for region in grouped.items[0].regions] == [0, 7]


def test_the_same_texts_make_the_same_ids_and_those_of_another_round_do_not() -> None:
    texts = [found(1), found(2, of=1)]
    ids = [[item.id for item in group(texts, round_id=name, pick=None).items] for name in ("r", "r", "s")]

    assert ids[0] == ids[1]
    assert len({*ids[0], *ids[2]}) == 4
