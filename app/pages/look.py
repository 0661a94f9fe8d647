"""How every page looks: theme, style sheets and Gradio's options. Nothing is fetched from outside."""

from typing import Any

from gradio.themes import Base

from static import STATIC_FOLDER

STYLES = ("tokens", "page", "start", "canvas", "chips", "question", "conversation", "choices", "dialogs")
FONT = ("system-ui", "sans-serif")
MONO = ("ui-monospace", "monospace")

# Asked for at once, so that a module does not wait until the one that names it was read.
_MODULES = sorted(path.relative_to(STATIC_FOLDER).as_posix() for path in STATIC_FOLDER.glob("*/*.js"))

_HEAD = "\n".join(
    (
        '<meta name="description" content="Point at a picture, ask why.">',
        '<meta name="color-scheme" content="light dark">',
        *(f'<link rel="stylesheet" href="/static/styles/{name}.css">' for name in STYLES),
        *(f'<link rel="modulepreload" href="/static/{module}">' for module in _MODULES),
    )
)


def mount_options() -> dict[str, Any]:
    """Return the keyword arguments for gr.mount_gradio_app that all pages share."""
    return {
        "theme": Base(font=list(FONT), font_mono=list(MONO), radius_size="md"),
        "head": _HEAD,
        "favicon_path": str(STATIC_FOLDER / "favicon.svg"),
        "footer_links": [],
        "run_history": False,
        "ssr_mode": False,
        "mcp_server": False,
        "pwa": False,
    }
