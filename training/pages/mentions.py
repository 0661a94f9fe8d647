"""Texts that name regions, as HTML: every `[0]` in the colour in which its region is drawn."""

import re

from markupsafe import Markup, escape

from models.marks import colour_of, ink_on

_REGION = re.compile(r"\[(\d{1,4})\]")


def coloured(text: str) -> Markup:
    """Return a text as HTML; whatever it holds stands there as text.

    >>> str(coloured("<b> of [0]"))
    '&lt;b&gt; of <span style="padding: 0 3px; border-radius: 4px; background: #e8308c; color: #000000">[0]</span>'
    """
    parts = _REGION.split(text)
    return Markup("").join(_mention(int(part)) if place % 2 else escape(part) for place, part in enumerate(parts))


def _mention(region_id: int) -> Markup:
    colour = colour_of(region_id)
    style = f"padding: 0 3px; border-radius: 4px; background: {colour}; color: {ink_on(colour)}"
    return Markup('<span style="{}">[{}]</span>').format(style, region_id)
