"""The Browse page: what a corpus holds, picture by picture. All it does runs in the browser."""

import gradio as gr

from app.components import browse_screen, page_header
from app.pages.tabs import BROWSE

# What fills the page's components.
MODULES = ("page/header.js", "browse/browse.js")


def build_browse_page() -> gr.Blocks:
    """Lay out the page. The caller mounts it with `app.pages.look.mount_options`."""
    with gr.Blocks(title="Browse · Deixis", analytics_enabled=False, fill_width=True) as blocks:
        page_header(BROWSE)
        browse_screen()
    return blocks
