"""All that is measured of a corpus on one page that needs nothing but itself: no script, no font, no address."""

import base64
import io
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

from training.corpus.stats.records import Stats

_FOLDER = Path(__file__).parent
_TEMPLATE = "page.html"


def page_of(found: Stats, figures: Mapping[str, Image.Image]) -> str:
    """Return the page; texts of the corpus stand in it as text, whatever they hold."""
    pages = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    pages.filters["percent"] = lambda share: f"{100 * share:.1f} %"
    pages.filters["number"] = lambda value: f"{value:,}"
    return pages.get_template(_TEMPLATE).render(
        found=found, figures={name: _address(image) for name, image in figures.items()}
    )


def _address(image: Image.Image) -> str:
    file = io.BytesIO()
    image.save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
