"""Marks: colours that everybody can tell apart, outlines on the box's pixels, tags inside the picture."""

import numpy as np
import pytest
from PIL import Image
from skimage.color import deltaE_ciede2000, rgb2lab

from models.marks import PALETTE, MarkStyle, colour_of, draw_regions, ink_on
from models.records import Box, Region

# G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A physiologically-based model for simulation of color vision
# deficiency", IEEE TVCG 15(6), 2009: the matrices of severity 1.0, on linear RGB.
DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
GREY = (119, 119, 119)


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def linear(colours: np.ndarray) -> np.ndarray:
    return np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)


def nearest_pair(colours: np.ndarray) -> float:
    """Return the smallest CIEDE2000 difference between any two sRGB colours from 0 to 1."""
    lab = rgb2lab(colours[None])[0]
    first, second = np.triu_indices(len(lab), 1)
    return float(deltaE_ciede2000(lab[first], lab[second]).min())


def seen_with(matrix: tuple[tuple[float, ...], ...], colours: np.ndarray) -> np.ndarray:
    light = np.clip(linear(colours) @ np.array(matrix).T, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def palette() -> np.ndarray:
    return np.array([channels(colour) for colour in PALETTE]) / 255


def test_twelve_colours_are_far_apart() -> None:
    assert len(set(PALETTE)) == 12
    assert nearest_pair(palette()) >= 20


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_twelve_colours_are_apart_for_people_who_see_fewer_hues(deficiency: str) -> None:
    seen = seen_with(DEFICIENCIES[deficiency], palette())

    assert nearest_pair(seen) >= 14
    assert nearest_pair(seen[:6]) >= 15


def test_the_measure_notices_colours_that_some_people_confuse() -> None:
    red_and_green = np.array([(200, 60, 60), (120, 110, 60)]) / 255

    assert nearest_pair(red_and_green) > 20
    assert nearest_pair(seen_with(DEFICIENCIES["protanopia"], red_and_green)) < 14


@pytest.mark.parametrize("colour", PALETTE)
def test_ink_on_a_tag_can_be_read(colour: str) -> None:
    def luminance(name: str) -> float:
        return float(linear(np.array(channels(name)) / 255) @ (0.2126, 0.7152, 0.0722))

    lighter, darker = sorted((luminance(colour), luminance(ink_on(colour))), reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5  # WCAG 2.2, success criterion 1.4.3


def test_an_id_past_the_palette_repeats_its_colours() -> None:
    assert [colour_of(number) for number in (0, 11, 12, 9999)] == [PALETTE[i] for i in (0, 11, 0, 9999 % 12)]


def changed(marked: Image.Image) -> np.ndarray:
    return (np.asarray(marked) != GREY).any(-1)


def test_the_outline_lies_on_the_pixels_of_the_box() -> None:
    image = Image.new("RGB", (200, 160), GREY)
    box = Box(40, 50, 120, 130)

    marked = changed(draw_regions(image, [Region(id=3, box=box)], MarkStyle(tag_height=0, line_width=0.02)))

    expected = np.zeros((160, 200), dtype=bool)
    expected[50:130, 40:120] = True
    expected[53:127, 43:117] = False  # 0.02 of 160 pixels is three
    assert np.array_equal(marked, expected)


def test_a_fill_lies_on_the_pixels_of_the_box_and_lets_the_picture_through() -> None:
    image = Image.new("RGB", (200, 160), GREY)
    style = MarkStyle(tag_height=0, fill_opacity=0.5)

    marked = draw_regions(image, [Region(id=0, box=Box(40, 50, 120, 130))], style)

    between = [(a + b) / 2 for a, b in zip(GREY, channels(PALETTE[0]), strict=True)]
    assert np.abs(np.asarray(marked)[90, 80] - between).max() <= 2
    assert changed(marked).sum() == 80 * 80


BORDER_BOXES = [
    Box(0, 0, 30, 30),
    Box(0, 0, 200, 160),
    Box(190, 0, 200, 10),
    Box(197, 100, 200, 160),
    Box(0, 157, 200, 160),
    Box(195, 155, 200, 160),
    Box(0, 8, 5, 12),
    Box(-40, -30, 20, 20),
    Box(180, 140, 400, 400),
]


@pytest.mark.parametrize("box", BORDER_BOXES)
@pytest.mark.parametrize("number", [4, 10, 9999])
def test_the_tag_stays_whole_inside_the_picture(box: Box, number: int) -> None:
    image = Image.new("RGB", (200, 160), GREY)
    region = Region(id=number, box=box)

    bare = draw_regions(image, [region], MarkStyle(tag_height=0, line_width=0.0))
    tagged = draw_regions(image, [region], MarkStyle(tag_height=0.1, line_width=0.0))
    middle = draw_regions(image, [Region(id=number, box=Box(60, 60, 120, 120))], MarkStyle(tag_height=0.1))
    bare_middle = draw_regions(image, [Region(id=number, box=Box(60, 60, 120, 120))], MarkStyle(tag_height=0))

    ink = channels(ink_on(colour_of(number)))
    written = (np.asarray(tagged) == ink).all(-1).sum() - (np.asarray(bare) == ink).all(-1).sum()
    wanted = (np.asarray(middle) == ink).all(-1).sum() - (np.asarray(bare_middle) == ink).all(-1).sum()
    assert written == wanted > 0


def test_a_small_region_is_drawn_over_a_large_one_and_the_original_is_left_alone() -> None:
    image = Image.new("RGB", (200, 160), GREY)
    small, large = Region(id=1, box=Box(10, 10, 40, 40)), Region(id=0, box=Box(10, 10, 150, 150))

    marked = draw_regions(image, [small, large], MarkStyle(tag_height=0))

    assert np.asarray(marked)[10, 20].tolist() == list(channels(PALETTE[1]))
    assert not changed(image).any()


def test_a_tiny_picture_is_marked_without_an_error() -> None:
    marked = draw_regions(Image.new("L", (8, 8), 119), [Region(id=12, box=Box(2, 2, 6, 6))])

    assert marked.mode == "RGB"
    assert marked.size == (8, 8)
