"""The marks of the released LSKD checkpoints, which understand no others: a faint fill, a thin outline, no number.

Colour is all that tells regions apart, and it follows the place of a region among those that are drawn, not its id in
the corpus: number regions by that place first. Five colours were chosen; all that come after are nearly the same grey.
"""

import colorsys

from models.marks import MarkStyle

_OUTLINES = ("#05ff37", "#99ccff", "#cc99ff", "#f5ad42", "#f55d42")
_FILLS = ("#ff05cd", "#ff8000", "#862d2d", "#ff8000", "#862d2d")
_MOST = 100  # regions of a picture


def _further(index: int) -> str:
    """Return the colour of a region that has none of its own: hues for numbers in the thousands, given small ones."""
    hue, saturation, lightness = (index % 1024) / 1024, (index % 1023) / 1023, 0.4 + 0.6 * (index % 1025) / 1025
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, saturation)
    return f"#{int(red * 255):02x}{int(green * 255):02x}{int(blue * 255):02x}"


_FURTHER = tuple(_further(index) for index in range(len(_OUTLINES), _MOST))

LSKD_MARKS = MarkStyle(
    palette=(*_OUTLINES, *_FURTHER),
    fills=(*_FILLS, *_FURTHER),
    fill_opacity=32 / 255,
    line_pixels=2,
    tag_height=0,
    in_turn=True,
    inclusive=True,
)
