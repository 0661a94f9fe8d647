"""Marks that are drawn into memory are those that Pillow draws, pixel for pixel."""

import random

import numpy as np
import pytest
from PIL import Image

from models.marks import MarkStyle, draw_regions
from models.marks_in_memory import can_draw, draw_into
from models.marks_lskd import LSKD_MARKS
from models.records import Box, Region

STYLES = {
    "house": MarkStyle(),
    "thick": MarkStyle(line_width=0.1, tag_height=0.2),
    "lines alone": MarkStyle(tag_height=0, line_pixels=1),
    "as they come": MarkStyle(in_turn=True, inclusive=True, line_pixels=3),
    "released": LSKD_MARKS,
    "half filled": MarkStyle(fill_opacity=0.5),
}


def drawn(image: Image.Image, regions: list[Region], style: MarkStyle) -> np.ndarray:
    """Return the colours [H, W, 3] after drawing into a picture's memory."""
    memory = np.frombuffer(bytearray(image.tobytes("raw", "RGBX")), dtype=np.uint32)
    pixels = memory.reshape(image.height, image.width)
    draw_into(pixels, regions, style)
    return pixels.view(np.uint8).reshape(image.height, image.width, 4)[..., :3]


def any_region(rng: random.Random, number: int, size: tuple[int, int]) -> Region:
    """Return a region in a picture of this size, often one at its border, and sometimes a thin one."""
    sides = []
    for whole in size:
        one = rng.choice((0.0, rng.uniform(0, whole - 1), whole * 0.5))
        other = rng.choice((one + rng.uniform(0.5, 9), one + rng.uniform(0.5, whole), float(whole)))
        sides.append((one, min(other, float(whole))))
    (x0, x1), (y0, y1) = sides
    return Region(id=number, box=Box(x0, y0, x1, y1))


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("size", [(224, 224), (61, 40), (16, 23)])
def test_every_pixel_is_the_one_that_pillow_draws(name: str, size: tuple[int, int]) -> None:
    rng, style = random.Random(f"{name} {size}"), STYLES[name]
    noise = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    image, equal = Image.fromarray(noise), 0

    for _ in range(2000):
        regions = [any_region(rng, rng.randrange(30), size) for _ in range(rng.randint(1, 4))]
        if can_draw(regions, style, min(size)):
            assert np.array_equal(drawn(image, regions, style), np.asarray(draw_regions(image, regions, style)))
            equal += 1
        if equal == 30:
            break

    assert equal == 30


@pytest.mark.parametrize("opacity", [0.1, 0.5, 1.0])
def test_every_colour_shows_through_a_fill_as_it_does_in_pillow(opacity: float) -> None:
    image = Image.fromarray(np.arange(256, dtype=np.uint8).repeat(3).reshape(16, 16, 3))
    regions, style = [Region(id=2, box=Box(0, 0, 16, 16))], MarkStyle(fill_opacity=opacity, tag_height=0, line_pixels=1)

    assert np.array_equal(drawn(image, regions, style), np.asarray(draw_regions(image, regions, style)))


def test_thin_boxes_and_those_that_begin_outside_are_left_to_pillow() -> None:
    wide, thin = Region(id=0, box=Box(0, 0, 20, 20)), Region(id=1, box=Box(0, 0, 20, 4))
    outside = Region(id=2, box=Box(-9, 0, 20, 20))

    assert can_draw([wide], MarkStyle(), 224)
    assert can_draw([wide], LSKD_MARKS, 224)
    assert not can_draw([wide, thin], MarkStyle(), 224)
    assert not can_draw([wide, outside], MarkStyle(), 224)
