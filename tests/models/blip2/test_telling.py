"""What a first stage is shown and told, and how its folder says so."""

import json
from pathlib import Path

import pytest

from models.blip2.manner import FILE, Manner, read_manner, write_manner
from models.blip2.telling import place
from models.errors import ModelUnavailable
from models.marks_lskd import LSKD_MARKS
from models.records import Box, Region
from models.references import renamed
from models.statements import CRITIC, STUDENT

REGIONS = tuple(Region(id=number, box=Box(0, 0, number, number)) for number in (9, 2, 5, 7))


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("[5] and [2]", 4, [9, 2, 5, 7]),
        ("[5] and [2]", 3, [9, 2, 5]),
        ("[5] and [7]", 1, [5, 7]),
        ("nobody", 2, [9, 2]),
    ],
)
def test_what_a_text_names_is_drawn_and_others_where_there_is_room(text: str, most: int, kept: list[int]) -> None:
    placed = place(text, REGIONS, most)

    assert list(placed.names) == kept
    assert [region.id for region in placed.regions] == list(range(len(kept)))
    assert [int(region.box.x1) for region in placed.regions] == kept


def test_texts_name_regions_by_their_places() -> None:
    placed = place("[5] hits [7]", REGIONS, 4)

    assert renamed("[5] hits [7], not [3]", placed.names) == "[2] hits [3], not [3]"


def test_a_folder_says_how_it_was_trained(tmp_path: Path) -> None:
    manner = Manner(mark_style=LSKD_MARKS, mark_first=False, regions=5, text=CRITIC, pieces=64)

    write_manner(tmp_path, manner)

    assert read_manner(tmp_path, STUDENT) == manner


def test_a_converted_folder_says_its_marks_and_is_told_texts_by_what_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"mark_style": LSKD_MARKS.model_dump()}), "utf-8")

    assert read_manner(tmp_path, CRITIC) == Manner(mark_style=LSKD_MARKS, text=CRITIC)
    assert read_manner(tmp_path / "none", STUDENT) == Manner()


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[1]", "utf-8")

    with pytest.raises(ModelUnavailable, match="does not say how regions are drawn"):
        read_manner(tmp_path, STUDENT)
