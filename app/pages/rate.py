"""The Rate page: one picture at a time, with what was said of it, to be judged. All it does runs in the browser."""

import gradio as gr

from app.components import page_header, rate_screen
from app.pages.tabs import RATE

# What fills the page's components.
MODULES = ("page/header.js", "rate/rate.js")


def build_rate_page() -> gr.Blocks:
    """Lay out the page. The caller mounts it with `app.pages.look.mount_options`."""
    with gr.Blocks(title="Rate · Deixis", analytics_enabled=False, fill_width=True) as blocks:
        page_header(RATE)
        rate_screen()
    return blocks
