"""Captions are measured given the region, without it, and against what was said of another."""

from collections.abc import Sequence

import pytest
from PIL import Image

from app.commands.evaluate_captions import in_words
from models.errors import BadPicture
from models.records import Box, Region
from training.data.descriptions import Description
from training.evaluation.region_captions import Told, Withheld, caption_regions, narrate_pictures, quality_of

SIZE = (40, 30)
LEFT, RIGHT = Box(0, 0, 10, 10), Box(20, 0, 40, 30)
# Boxes count the pixels of a copy twice as large.
ROWS = [
    Description(f"{number}.png", text, Box(*(2 * side for side in box)), (80, 60))
    for number in range(12)
    for box, text in ((LEFT, f"a red ball number {number}"), (LEFT, "ball"), (RIGHT, f"a brown dog number {number}"))
]


def open_image(name: str) -> Image.Image:
    return Image.new("RGB", SIZE, (int(name.removesuffix(".png")), 0, 0))


class Looking:
    """Says what is in a region, of pictures numbered by their colour."""

    name = "looking"

    def caption(self, image: Image.Image, regions: Sequence[Region]) -> tuple[str, ...]:
        number = image.getpixel((0, 0))[0]  # type: ignore[reportIndexIssue]  # RGB
        said = {LEFT: "a red ball number", RIGHT: "a brown dog number"}
        return tuple(f"{said.get(region.box, 'a picture number')} {number}" for region in regions)

    def narrate(
        self, image: Image.Image, count: int = 5, *, temperature: float = 1.1, nucleus: float = 0.95, seed: int = 0
    ) -> tuple[str, ...]:
        assert (count, temperature, nucleus, seed) == (1, 0, 0.95, 0)
        return (f"scene number {image.getpixel((0, 0))[0]}",)  # type: ignore[reportIndexIssue]  # RGB


def test_what_the_region_gives_is_lost_without_it() -> None:
    told = caption_regions(Looking(), ROWS, open_image, pictures=12)

    quality = quality_of(told, model="looking", data="made up")

    assert (quality.pictures, quality.captions, quality.different) == (12, 24, 24)
    assert {each.references for each in told if each.image == "3.png"} == {
        ("a red ball number 3", "ball"),
        ("a brown dog number 3",),
    }
    assert quality.cider.value is not None
    assert quality.cider.interval is not None
    for control in (quality.withheld, quality.swapped):
        assert control.value is not None
        assert control.n == 24
        assert control.value < 0.5 * quality.cider.value
    assert quality.cider.interval[0] <= quality.cider.value <= quality.cider.interval[1]


def test_one_region_a_picture_is_of_regions_too_and_has_no_control() -> None:
    alone = [each for each in ROWS if each.text.startswith("a brown dog")]

    quality = quality_of(caption_regions(Looking(), alone, open_image, pictures=12), model="looking", data="made up")
    narrated = quality_of(narrate_pictures(Looking(), ROWS, open_image, pictures=12), model="looking", data="made up")

    assert (quality.of_regions, quality.captions, quality.withheld.n) == (True, 12, 0)
    assert not narrated.of_regions
    assert "given the region" in in_words(quality)
    assert "nothing to hold this against" in in_words(quality)
    assert "of the picture" in in_words(narrated)
    assert "nothing to hold this against" not in in_words(narrated)


def test_pictures_are_drawn_by_a_seed_and_opened_once() -> None:
    opened: list[str] = []

    def counting(name: str) -> Image.Image:
        opened.append(name)
        return open_image(name)

    told = caption_regions(Looking(), ROWS, counting, pictures=3, seed=1)

    assert len(opened) == len(set(opened)) == 3
    assert {each.image for each in told} == set(opened)


def test_narratives_are_held_against_another_picture() -> None:
    rows = [Description(f"{number}.png", f"scene number {number}") for number in range(4)]

    quality = quality_of(narrate_pictures(Looking(), rows, open_image, pictures=4), model="looking", data="made up")

    assert quality.cider.value is not None
    assert quality.swapped.value is not None
    assert quality.swapped.value < quality.cider.value
    assert quality.withheld.value is None
    assert quality.withheld.n == 0


def test_a_region_that_stands_alone_has_no_other_to_be_held_against() -> None:
    quality = quality_of([Told("a", LEFT, "a dog", ("a dog",), (), "a dog")], model="m", data="d")

    assert (quality.swapped.n, quality.withheld.n) == (0, 0)
    assert quality.cider.interval is None


def test_a_region_outside_of_its_picture_is_named() -> None:
    with pytest.raises(BadPicture, match=r"0\.png: box .* lies outside"):
        caption_regions(Looking(), [Description("0.png", "a dog", Box(90, 0, 95, 5))], open_image, pictures=1)


def test_who_is_not_told_the_region_says_the_same_of_all() -> None:
    blind = Withheld(Looking())

    captions = blind.caption(open_image("5.png"), [Region(id=0, box=LEFT), Region(id=1, box=RIGHT)])

    assert captions == ("a picture number 5", "a picture number 5")
    assert blind.caption(open_image("5.png"), []) == ()
    assert "withheld" in blind.name
