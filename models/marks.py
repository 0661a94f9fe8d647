"""Draw regions into a picture, the same way for training, for serving and for export.

The palette also feeds the page's stylesheet and canvas, so that a colour means the same region everywhere.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from models.records import Box, Record, Region

# Found by search: any two differ by at least 20 in CIEDE2000, and by at least 14 as seen with protanopia, deuteranopia
# or tritanopia (Machado, Oliveira and Fernandes, 2009); tests/models/test_marks.py measures it. The first ones are the
# farthest apart, and each has a plain name of its own (models/prompting.py). Ids from 12 up repeat them, dashed.
PALETTE = (
    "#e8308c",
    "#c5fe35",
    "#751007",
    "#3800b6",
    "#faafb6",
    "#397453",
    "#6b99ff",
    "#69fdff",
    "#e00501",
    "#1b5bf3",
    "#5a2945",
    "#33cb5b",
)


class MarkStyle(Record):
    """How regions are drawn into pixels. A checkpoint keeps the style it was trained on in its own settings.

    A line is a share of the picture's shorter side wide, or so many pixels where `line_pixels` says so. `fills` are the
    colours inside the outlines, those of the outlines if left out. `in_turn` draws regions as they come, not the
    largest first, and `inclusive` draws the right and bottom edge one pixel further out, as Pillow's boxes have them.
    """

    palette: tuple[str, ...] = PALETTE
    line_width: float = 0.008
    line_pixels: int | None = None
    tag_height: float = 0.05  # share of the shorter side; 0 draws no tag
    fill_opacity: float = 0.0
    fills: tuple[str, ...] = ()
    in_turn: bool = False
    inclusive: bool = False


class Mark(NamedTuple):
    """What is drawn of a region: its id, and its box in pixels of what is drawn on."""

    id: int
    box: Box


def colour_of(region_id: int, palette: tuple[str, ...] = PALETTE) -> str:
    """Return the hex colour of a region id; ids past the palette repeat it."""
    return palette[region_id % len(palette)]


def ink_on(colour: str) -> str:
    """Return black or white, whichever reads better on a colour (WCAG relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.179 else "#ffffff"


def draw_regions(image: Image.Image, regions: Iterable[Region | Mark], style: MarkStyle | None = None) -> Image.Image:
    """Return a copy of the picture with an outline and a number tag for every region, largest region first."""
    style = style or MarkStyle()
    marked = image.convert("RGB")
    pen = ImageDraw.Draw(marked, "RGBA")
    shorter = min(marked.size)
    for region in in_turn(regions, style):
        _outline(pen, region, shorter, style)
        if style.tag_height > 0:
            tag = tag_of(region.id, colour_of(region.id, style.palette), shorter, style.tag_height)
            marked.paste(tag, place_of(tag.size, region.box, marked.size))
    return marked


def in_turn(regions: Iterable[Region | Mark], style: MarkStyle) -> Iterable[Region | Mark]:
    """Return regions in the order in which a style draws them."""
    return regions if style.in_turn else sorted(regions, key=lambda region: -region.box.area)


def _outline(pen: ImageDraw.ImageDraw, region: Region | Mark, shorter: int, style: MarkStyle) -> None:
    x0, y0, x1, y1 = (round(side) for side in region.box)
    # Pillow's right and bottom are inclusive, ours are not.
    beyond = 0 if style.inclusive else 1
    corners = (x0, y0, max(x0, x1 - beyond), max(y0, y1 - beyond))
    if style.fill_opacity > 0:
        fill = colour_of(region.id, style.fills or style.palette)
        pen.rectangle(corners, fill=f"{fill}{round(style.fill_opacity * 255):02x}")
    pen.rectangle(corners, outline=colour_of(region.id, style.palette), width=line_width(style, shorter))


def line_width(style: MarkStyle, shorter: int) -> int:
    """Return how many pixels wide a line is in a picture whose shorter side is given."""
    return style.line_pixels or max(2, round(shorter * style.line_width))


def tag_of(region_id: int, colour: str, shorter: int, share: float) -> Image.Image:
    """Return the number tag of a region for a picture whose shorter side is given; `share` of it is the tag high."""
    return _tag(str(region_id), colour, max(12, round(shorter * share)))


@lru_cache(maxsize=1000)  # loading a font and laying out a digit take longer than all else
def _tag(text: str, colour: str, height: int) -> Image.Image:
    font = ImageFont.load_default(size=height * 0.8)
    width = round(font.getlength(text) + height * 0.5)
    tag = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(tag).text((width / 2, height / 2), text, font=font, fill=ink_on(colour), anchor="mm")
    return tag


def place_of(tag: tuple[int, int], box: Box, size: tuple[int, int]) -> tuple[int, int]:
    """Return left and top of a tag of a width and height: above the box where there is room, inside it at the top edge
    of the picture, and never outside the picture."""
    above = box.y0 - tag[1]
    left = max(0, min(round(box.x0), size[0] - tag[0]))
    return left, max(0, min(round(above if above >= 0 else box.y0), size[1] - tag[1]))
