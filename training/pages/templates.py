"""Pages from templates: what models and files say stands in them as text, whatever it holds."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from training.pages.mentions import coloured


def template_in(folder: Path, name: str = "page.html", **filters: Callable[..., str]) -> Template:
    """Return the template in a folder; it may colour mentions of regions by `coloured`, and use further `filters`."""
    pages = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters.update(filters, coloured=coloured)
    return pages.get_template(name)
