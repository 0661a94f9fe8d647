"""A gallery as one page that needs nothing but itself: no script, no font, no address."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from training.galleries.records import Gallery
from training.pages.mentions import coloured

_FOLDER = Path(__file__).parent
_TEMPLATE = "page.html"


def page_of(gallery: Gallery) -> str:
    """Return the page; what models and files say stands in it as text, whatever it holds."""
    pages = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["coloured"] = coloured
    return pages.get_template(_TEMPLATE).render(gallery=gallery)
