"""The Admin page: rounds, what came of them, and what an admin decides. All it does runs in the browser."""

import gradio as gr

from app.components import admin_screen, page_header
from app.pages.tabs import ADMIN

# What fills the page's components.
MODULES = ("page/header.js", "admin/admin.js")


def build_admin_page() -> gr.Blocks:
    """Lay out the page. The caller mounts it with `app.pages.look.mount_options`."""
    with gr.Blocks(title="Admin · Deixis", analytics_enabled=False, fill_width=True) as blocks:
        page_header(ADMIN)
        admin_screen()
    return blocks
