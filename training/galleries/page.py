"""A gallery as one page that needs nothing but itself: no script, no font, no address."""

from pathlib import Path

from training.galleries.records import Gallery
from training.pages.templates import template_in


def page_of(gallery: Gallery) -> str:
    """Return the page; what models and files say stands in it as text, whatever it holds."""
    return template_in(Path(__file__).parent).render(gallery=gallery)
