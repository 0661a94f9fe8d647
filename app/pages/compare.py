"""The Compare page: two texts about one question, without a word of who wrote them. All it does runs in the browser."""

import gradio as gr

from app.components import compare_screen, page_header
from app.pages.tabs import COMPARE

# What fills the page's components.
MODULES = ("page/header.js", "compare/compare.js")


def build_compare_page() -> gr.Blocks:
    """Lay out the page. The caller mounts it with `app.pages.look.mount_options`."""
    with gr.Blocks(title="Compare · Deixis", analytics_enabled=False, fill_width=True) as blocks:
        page_header(COMPARE)
        compare_screen()
    return blocks
