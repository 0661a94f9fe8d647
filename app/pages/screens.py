"""The pages beside Ask: a head, and one element that an ES module fills. All they do runs in the browser.

Rate shows one picture at a time with what was said of it, Compare two texts about one question without a word of who
wrote them, Admin the rounds and what came of them, Browse what a corpus holds, Skills the cards of models. Each speaks
with its own part of /api.
"""

from collections.abc import Mapping

import gradio as gr

from app.components import page_header, screen
from app.pages.tabs import PageName, Tab
from app.sending_entries import MOST
from models.judging import MOST_COMMENT

_MOST_NAME = 200  # characters of a round's
_LIMITS: Mapping[PageName, Mapping[str, int]] = {
    "rate": {"comment": MOST_COMMENT},
    "compare": {"comment": MOST_COMMENT},
    "browse": {"send": MOST, "name": _MOST_NAME},
}


def modules_of(tab: Tab) -> tuple[str, ...]:
    """Return what fills the page's components."""
    return ("page/header.js", tab.module)


def build_screen(tab: Tab) -> gr.Blocks:
    """Lay out the page. The caller mounts it with `app.pages.look.mount_options`."""
    with gr.Blocks(title=f"{tab.label} · Deixis", analytics_enabled=False, fill_width=True) as blocks:
        page_header(tab)
        screen(tab, _LIMITS.get(tab.name, {}))
    return blocks
