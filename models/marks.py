"""Draw regions into a picture, the same way for training, for serving and for export.

The palette also feeds the page's stylesheet and canvas, so that a colour means the same region everywhere.
"""

from collections.abc import Iterable

from PIL import Image, ImageDraw, ImageFont

from models.records import Record, Region

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
    """How regions are drawn into pixels. A checkpoint keeps the style it was trained on in its own settings."""

    palette: tuple[str, ...] = PALETTE
    line_width: float = 0.008  # share of the shorter side of the picture
    tag_height: float = 0.05  # share of the shorter side; 0 draws no tag
    fill_opacity: float = 0.0


def colour_of(region_id: int, palette: tuple[str, ...] = PALETTE) -> str:
    """Return the hex colour of a region id; ids past the palette repeat it."""
    return palette[region_id % len(palette)]


def ink_on(colour: str) -> str:
    """Return black or white, whichever reads better on a colour (WCAG relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.179 else "#ffffff"


def draw_regions(image: Image.Image, regions: Iterable[Region], style: MarkStyle | None = None) -> Image.Image:
    """Return a copy of the picture with an outline and a number tag for every region, largest region first."""
    style = style or MarkStyle()
    marked = image.convert("RGB")
    pen = ImageDraw.Draw(marked, "RGBA")
    shorter = min(marked.size)
    line = max(2, round(shorter * style.line_width))
    for region in sorted(regions, key=lambda region: -region.box.area):
        colour = colour_of(region.id, style.palette)
        _outline(pen, region, colour, line, style.fill_opacity)
        if style.tag_height > 0:
            _tag(pen, region, colour, max(12, round(shorter * style.tag_height)), marked.size)
    return marked


def _outline(pen: ImageDraw.ImageDraw, region: Region, colour: str, line: int, opacity: float) -> None:
    x0, y0, x1, y1 = (round(side) for side in region.box)
    # Pillow's right and bottom are inclusive, ours are not.
    corners = (x0, y0, max(x0, x1 - 1), max(y0, y1 - 1))
    if opacity > 0:
        pen.rectangle(corners, fill=f"{colour}{round(opacity * 255):02x}")
    pen.rectangle(corners, outline=colour, width=line)


def _tag(pen: ImageDraw.ImageDraw, region: Region, colour: str, height: int, size: tuple[int, int]) -> None:
    font = ImageFont.load_default(size=height * 0.8)
    text = str(region.id)
    width = round(pen.textlength(text, font=font) + height * 0.5)
    # Above the box where there is room, inside it at the top edge of the picture, and never outside the picture.
    above = region.box.y0 - height
    left = max(0, min(round(region.box.x0), size[0] - width))
    top = max(0, min(round(above if above >= 0 else region.box.y0), size[1] - height))
    pen.rectangle((left, top, left + width - 1, top + height - 1), fill=colour)
    pen.text((left + width / 2, top + height / 2), text, font=font, fill=ink_on(colour), anchor="mm")
