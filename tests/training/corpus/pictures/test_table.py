"""A table of regions is read whatever the order of its rows; each complaint says in which line."""

from pathlib import Path

import pytest

from models.corpus import Picture
from models.errors import BadSetting
from models.records import Box
from tests.fakes.picture_files import put
from training.corpus.pictures.source import Found, PictureSource, Refused, open_picture
from training.corpus.pictures.table import RegionTable


def listed(source: PictureSource) -> tuple[list[Picture], list[Refused]]:
    found: list[Found] = list(source.pictures())
    return [each for each in found if isinstance(each, Picture)], [each for each in found if isinstance(each, Refused)]


def boxes(picture: Picture) -> list[tuple[int, Box, str]]:
    return [(region.id, region.box, region.label) for region in picture.regions]


def table(folder: Path, text: str) -> RegionTable:
    (folder / "regions.csv").write_text(text, "utf-8")
    return RegionTable(folder, folder / "regions.csv")


def test_a_table_gives_regions_in_any_order_of_its_rows(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        put(tmp_path, name)
    source = table(
        tmp_path,
        "\ufeffimage,id,x0,y0,x1,y1,label\n"
        "b.png,3,1,2,30,40,dog\na.png,0,0,0,10.5,10,\nb.png,1,5,5,64,48,a  red\tball\n",
    )

    pictures, refused = listed(source)

    assert refused == []
    assert [each.path for each in pictures] == ["b.png", "a.png"]
    assert boxes(pictures[0]) == [(1, Box(5, 5, 64, 48), "a red ball"), (3, Box(1, 2, 30, 40), "dog")]
    assert boxes(pictures[1]) == [(0, Box(0, 0, 10.5, 10), "")]
    assert open_picture(source, pictures[0]).size == (64, 48)


def test_rows_without_ids_are_counted(tmp_path: Path) -> None:
    put(tmp_path, "a.png")

    (picture,), _ = listed(table(tmp_path, "image,x0,y0,x1,y1\na.png,1,1,9,9\na.png,2,2,9,9\n"))

    assert [region.id for region in picture.regions] == [0, 1]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a.png,1,9,1,1,5", "empty or inside out"),
        ("a.png,1,99,99,120,120", "outside the picture of 64 x 48"),
        ("a.png,1,x,1,5,5", "its \"x0\" is 'x', not a number"),
        ("a.png,1,nan,1,5,5", "not a number"),
        ("a.png,0,1,1,5,5", "the region id 0 stands there twice"),
        ("a.png,-1,1,1,5,5", "ids go from 0 to 9999"),
        ("a.png,1,1,1,5", "it has 5 cells, and the header 6"),
        (",1,1,1,5,5", 'its "image" is empty'),
        ("none.png,1,1,1,5,5", "There is no picture none.png"),
        ("../a.png,1,1,1,5,5", "lies outside of"),
        ("notes.txt,1,1,1,5,5", "cannot be used: it is a text file"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_line_and_the_rest_is_kept(
    tmp_path: Path, row: str, reason: str
) -> None:
    put(tmp_path, "pictures/a.png")
    put(tmp_path, "pictures/notes.txt", b"hello")
    put(tmp_path, "a.png")
    (tmp_path / "r.csv").write_text(f"image,id,x0,y0,x1,y1\na.png,0,0,0,10,10\n\n{row}\n", "utf-8")

    (picture,), (refused,) = listed(RegionTable(tmp_path / "pictures", tmp_path / "r.csv"))

    assert boxes(picture) == [(0, Box(0, 0, 10, 10), "")]
    assert refused.place == "r.csv, line 4"
    assert reason in refused.reason


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("image,x0,y0,x1\n", 'has no column "y1"'),
        ("image,x0,y0,x1,y1,colour\n", 'a column "colour" that means nothing here'),
        ("image,x0,y0,x1,y1,x0\n", 'a column "x0" twice'),
        ("", 'has no column "image"'),
        ('image,x0,y0,x1,y1\n"a', "is not a CSV table"),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadSetting, match=complaint):
        listed(table(tmp_path, text))


def test_a_picture_none_of_whose_regions_can_be_used_is_not_left_to_a_detector(tmp_path: Path) -> None:
    put(tmp_path, "a.png")

    pictures, refused = listed(table(tmp_path, "image,x0,y0,x1,y1\na.png,9,9,1,1\n"))

    assert pictures == []
    assert [each.reason for each in refused][-1] == "none of its regions can be used"
