"""How every page looks: theme, style sheets and Gradio's options. Nothing is fetched from outside."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gradio.themes import Base

from app.pages.tabs import Tab
from static import STATIC_FOLDER

STYLES = (
    "tokens",
    "page",
    "page_phone",
    "start",
    "canvas",
    "chips",
    "question",
    "conversation",
    "parts",
    "choices",
    "dialogs",
    "rate",
    "rate_cards",
    "compare",
    "admin",
    "admin_tables",
    "browse",
    "browse_entries",
    "skills",
    "rate_bar",
    "rate_words",
)
FONT = ("system-ui", "sans-serif")
MONO = ("ui-monospace", "monospace")

_IMPORT = re.compile(r"""^(?:import|export)\b[^;"'()=]*["'](\.[^"']+)["'];""", re.MULTILINE)


def mount_options(tab: Tab, modules: Iterable[str]) -> dict[str, Any]:
    """Return the keyword arguments for gr.mount_gradio_app of a page; `modules` below static/ fill its components."""
    options: dict[str, Any] = {
        "theme": Base(font=list(FONT), font_mono=list(MONO), radius_size="md"),
        "head": _head(tab, modules),
        "footer_links": [],
        "run_history": False,
        "ssr_mode": False,
        "mcp_server": False,
        "pwa": False,
    }
    # For what is no page, a picture say; and Gradio warns when another page than the first brings one.
    return options if tab.mount else {**options, "favicon_path": str(STATIC_FOLDER / "favicon.svg")}


def _head(tab: Tab, modules: Iterable[str]) -> str:
    # Asked for at once, so that a module does not wait until the one that names it was read.
    needed = _with_imports(STATIC_FOLDER / module for module in modules)
    return "\n".join(
        (
            '<meta name="description" content="Point at a picture, ask why.">',
            '<meta name="color-scheme" content="light dark">',
            *(f'<link rel="stylesheet" href="{tab.file(f"styles/{name}.css")}">' for name in STYLES),
            *(
                f'<link rel="modulepreload" href="{tab.file(path.relative_to(STATIC_FOLDER).as_posix())}">'
                for path in needed
            ),
        )
    )


def _with_imports(modules: Iterable[Path]) -> list[Path]:
    """Return the modules and all that they import, each once, in the order of their names."""
    found: set[Path] = set()
    waiting = [module.resolve() for module in modules]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting.extend((module.parent / name).resolve() for name in _IMPORT.findall(module.read_text("utf-8")))
    return sorted(found)
