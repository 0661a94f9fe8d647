"""Draw regions into the bytes of a small picture, pixel for pixel as `models/marks.py` does, four times as fast.

Pillow's pen costs as much as what it draws on, and a picture has to be copied for it there and back. Here a side of an
outline is one assignment, and so is a tag, which stays as `models/marks.py` made it.
"""

import sys
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from models.marks import MarkStyle, colour_of, line_width, place_of, tag_of
from models.records import Box, Region


def can_draw(regions: Iterable[Region], style: MarkStyle, shorter: int) -> bool:
    """Tell whether this can be drawn here, in a picture whose shorter side is given.

    Fills let through what is below, and the sides of a box thinner than two lines cross over in Pillow's own way: both
    are left to it.
    """
    least = 2 * line_width(style, shorter) + 1  # rounding may take one
    return style.fill_opacity == 0 and all(min(each.box.width, each.box.height) >= least for each in regions)


def draw_into(pixels: np.ndarray, regions: Iterable[Region], style: MarkStyle) -> None:
    """Draw regions, largest first, into [H, W] uint32, each the four bytes of a pixel: red, green, blue and any."""
    height, width = pixels.shape
    shorter = min(height, width)
    line, beyond = line_width(style, shorter), 0 if style.inclusive else 1
    for region in regions if style.in_turn else sorted(regions, key=lambda region: -region.box.area):
        colour = colour_of(region.id, style.palette)
        _outline(pixels, region.box, _number_of(colour), line, beyond)
        if style.tag_height > 0:
            tag = _bytes_of_tag(region.id, colour, shorter, style.tag_height)
            left, top = place_of((tag.shape[1], tag.shape[0]), region, (width, height))
            there = pixels[top : top + tag.shape[0], left : left + tag.shape[1]]
            there[:] = tag[: there.shape[0], : there.shape[1]]


def _outline(pixels: np.ndarray, box: Box, colour: int, line: int, beyond: int) -> None:
    """Draw the four sides inside a box; those at the right and the bottom end `beyond` a pixel before its edge."""
    x0, y0, x1, y1 = (max(round(side), 0) for side in box)
    x1, y1 = x1 - beyond + 1, y1 - beyond + 1  # behind the last pixel, which may lie outside of the picture
    pixels[y0 : y0 + line, x0:x1] = colour
    pixels[y1 - line : y1, x0:x1] = colour
    pixels[y0:y1, x0 : x0 + line] = colour
    pixels[y0:y1, x1 - line : x1] = colour


@lru_cache(maxsize=1000)
def _number_of(colour: str) -> int:
    """Return the four bytes of a hex colour in this machine's order."""
    return int.from_bytes((*bytes.fromhex(colour[1:]), 255), sys.byteorder)


@lru_cache(maxsize=1000)
def _bytes_of_tag(region_id: int, colour: str, shorter: int, share: float) -> np.ndarray:
    tag = tag_of(region_id, colour, shorter, share)
    return np.frombuffer(tag.tobytes("raw", "RGBX"), dtype=np.uint32).reshape(tag.height, tag.width)
