"""Draw regions into the bytes of a small picture, pixel for pixel as `models/marks.py` does, in less time.

Pillow's pen costs as much as what it draws on, and a picture has to be copied for it there and back. Here a side of an
outline is one assignment, and so is a tag, which stays as `models/marks.py` made it: a quarter of the time. With fills
it is half.
"""

import sys
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from models.marks import Mark, MarkStyle, colour_of, in_turn, line_width, place_of, tag_of
from models.records import Region


def can_draw(regions: Iterable[Region | Mark], style: MarkStyle, shorter: int) -> bool:
    """Tell whether this can be drawn here, in a picture whose shorter side is given.

    The sides of a box thinner than two lines cross over in Pillow's own way, and so do those of one that begins outside
    of the picture: both are left to it.
    """
    least = 2 * line_width(style, shorter) + 1  # rounding may take one
    for region in regions:
        x0, y0, x1, y1 = region.box
        if x0 < 0 or y0 < 0 or x1 - x0 < least or y1 - y0 < least:
            return False
    return True


def draw_into(pixels: np.ndarray, regions: Iterable[Region | Mark], style: MarkStyle) -> None:
    """Draw regions in their turn into [H, W] uint32, each the four bytes of a pixel: red, green, blue and any."""
    height, width = pixels.shape
    shorter = min(height, width)
    line, opacity = line_width(style, shorter), round(style.fill_opacity * 255)
    further = 1 if style.inclusive else 0
    for region in in_turn(regions, style):
        x0, y0, x1, y1 = map(round, region.box)
        x1, y1 = x1 + further, y1 + further  # behind the last pixel, which may lie outside of the picture
        colour = colour_of(region.id, style.palette)
        if opacity:
            fill = colour_of(region.id, style.fills or style.palette)
            _fill(pixels[y0:y1, x0:x1].view(np.uint8), _weighed(fill, opacity, width), 255 - opacity)
        number = _number_of(colour)
        pixels[y0 : y0 + line, x0:x1] = number
        pixels[y1 - line : y1, x0:x1] = number
        pixels[y0:y1, x0 : x0 + line] = number
        pixels[y0:y1, x1 - line : x1] = number
        if style.tag_height > 0:
            tag = _bytes_of_tag(region.id, colour, shorter, style.tag_height)
            high, wide = tag.shape
            left, top = place_of((wide, high), region.box, (width, height))
            pixels[top : top + high, left : left + wide] = tag[: height - top, : width - left]


def _fill(below: np.ndarray, weighed: np.ndarray, share: int) -> None:
    """Lay a colour over bytes [h, 4 w], each as Pillow does: what is below has a share of 255, and all is rounded.

    Divided by 255 without dividing: with y = x + 128, x / 255 is (y + y / 256) / 256, each rounded down.
    """
    mixed = below.astype(np.uint16)
    mixed *= share
    mixed += weighed[: mixed.shape[1]]
    mixed += mixed >> 8
    mixed >>= 8
    below[:] = mixed


@lru_cache(maxsize=1000)
def _weighed(colour: str, opacity: int, width: int) -> np.ndarray:
    """Return what a hex colour gives to each byte of a row, times 255, and the half that rounds it."""
    given = [channel * opacity + 128 for channel in (*bytes.fromhex(colour[1:]), 0)]
    return np.tile(np.array(given, dtype=np.uint16), width)


@lru_cache(maxsize=1000)
def _number_of(colour: str) -> int:
    """Return the four bytes of a hex colour in this machine's order."""
    return int.from_bytes((*bytes.fromhex(colour[1:]), 255), sys.byteorder)


@lru_cache(maxsize=1000)
def _bytes_of_tag(region_id: int, colour: str, shorter: int, share: float) -> np.ndarray:
    tag = tag_of(region_id, colour, shorter, share)
    return np.frombuffer(tag.tobytes("raw", "RGBX"), dtype=np.uint32).reshape(tag.height, tag.width)
