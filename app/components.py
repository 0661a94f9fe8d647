"""The page's own components: gr.HTML with an empty template, filled by the ES modules in static/.

The templates stay empty because Gradio runs `${...}` in them as code; people's and models' words reach the page only
through textContent. They are functions and not subclasses of gr.HTML, since Gradio writes a .pyi file beside every
module that defines a component class.
"""

from collections.abc import Mapping
from typing import Any

import gradio as gr
from pydantic import Field, ValidationError

from app.pages.tabs import ASK, TABS, Tab
from models.choices import MAX_CHOICES, MIN_CHOICES
from models.choosing import check_typed
from models.errors import BadQuestion
from models.marks import PALETTE
from models.records import Conversation, ImageRecord, Record, Region, Turn
from models.references import MAX_QUESTION_CHARACTERS, MAX_REGIONS

LIMITS = {"regions": MAX_REGIONS, "question": MAX_QUESTION_CHARACTERS, "label": 80}


class CanvasState(Record):
    """What lay on the canvas when a question was sent. Boxes are natural pixels of the picture."""

    image_id: str | None = None
    regions: tuple[Region, ...] = Field(default=(), max_length=MAX_REGIONS)
    selected: int | None = None
    next_id: int = Field(default=0, ge=0)
    pointing_ms: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    conversation_id: str | None = None


def _html(tab: Tab, module: str, *, elem_id: str, **props: Any) -> gr.HTML:
    """Make a component of a page whose element is filled by `mount` of an ES module under static/."""
    # Gradio runs this from a file of its own, so the address is completed here: from the page.
    address = f'new URL("{tab.file(module)}", document.baseURI)'
    script = f"import({address}).then((module) => module.mount(element, {{props, trigger, watch}}));"
    return gr.HTML(
        html_template="<div></div>", js_on_load=script, apply_default_css=False, elem_id=elem_id, padding=False, **props
    )


def page_header(current: Tab) -> gr.HTML:
    """Make the head of a page: name, links to the other pages, past conversations, light or dark."""
    tabs = [{"name": tab.name, "label": tab.label, "path": tab.path} for tab in TABS]
    return _html(current, "page/header.js", elem_id="page-header", tabs=tabs, current=current.name)


def screen(tab: Tab, limits: Mapping[str, int]) -> gr.HTML:
    """Make all of a page below its head; its module speaks with the server by itself."""
    return _html(tab, tab.module, elem_id=tab.name, palette=list(PALETTE), limits=dict(limits))


def region_canvas() -> gr.HTML:
    """Make the canvas. Its value is read by `read_canvas` and written by `canvas_value`."""
    return _html(ASK, "canvas/canvas.js", elem_id="canvas", palette=list(PALETTE), limits=LIMITS)


def question_aids() -> gr.HTML:
    """Make the remarks and suggestions that belong under the question field with elem_id "question"."""
    return _html(ASK, "page/question.js", elem_id="question-aids")


def choices_field(student: str, refusals: Mapping[str, str]) -> gr.HTML:
    """Make the switch between a free answer and a choice, with the fields of the choices; read by `read_choices`.

    `student` is the model that is chosen when the page opens; `refusals` say which models cannot choose, and why.
    """
    limits = {"least": MIN_CHOICES, "most": MAX_CHOICES}
    return _html(ASK, "page/choices.js", elem_id="choices", student=student, refusals=dict(refusals), **limits)


def model_status() -> gr.HTML:
    """Make the line that says whether the chosen model is being loaded."""
    return _html(ASK, "page/models.js", elem_id="model-status")


def conversation_view() -> gr.HTML:
    """Make the conversation. Its value is made by `conversation_value`."""
    return _html(ASK, "conversation/conversation.js", elem_id="conversation", palette=list(PALETTE))


def read_canvas(value: Any) -> CanvasState:  # Any: whatever a browser sends
    """Check what the browser sent as the canvas's value. Raises BadQuestion when it is not a canvas."""
    if not isinstance(value, dict) or not isinstance(value.get("image"), dict):
        return CanvasState()
    try:
        return CanvasState(
            image_id=value["image"].get("id"),
            regions=value.get("regions") or (),
            selected=value.get("selected"),
            next_id=value.get("next_id") or 0,
            pointing_ms=value.get("pointing_ms"),
            conversation_id=value.get("conversation"),
        )
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise BadQuestion(f"The regions on the canvas cannot be read ({where}). Reload the page.") from error


def read_choices(value: Any) -> tuple[str, ...] | None:  # Any: whatever a browser sends
    """Check what the browser sent as the choices; None where a free answer is wanted. Raises BadQuestion."""
    if value is None:
        return None
    choices = value.get("choices") if isinstance(value, dict) else None
    if not isinstance(choices, list) or not all(isinstance(choice, str) for choice in choices):
        raise BadQuestion("The choices cannot be read. Reload the page.")
    check_typed(choices)
    return tuple(choices)


def canvas_value(
    image: ImageRecord | None, regions: tuple[Region, ...] = (), *, next_id: int = 0, conversation_id: str | None = None
) -> dict[str, Any]:
    """Return the value that puts a picture and its regions on the canvas; without a picture it is the empty canvas."""
    return {
        "image": _shown(image) if image else None,
        "regions": [region.model_dump(mode="json") for region in regions],
        "selected": None,
        "next_id": next_id,
        "conversation": conversation_id,
    }


def conversation_value(
    conversation: Conversation | None = None,
    growing: Turn | None = None,
    *,
    busy: bool = False,
    notice: str = "",
) -> dict[str, Any]:
    """Return the value that shows a conversation; `growing` takes the place of the stored turn with its id."""
    turns = [turn for turn in conversation.turns if growing is None or turn.id != growing.id] if conversation else []
    if growing is not None:
        turns.append(growing)
    return {
        "conversation": conversation.id if conversation else None,
        "image": _shown(conversation.image) if conversation else None,
        "turns": [turn.model_dump(mode="json") for turn in turns],
        "notice": {"kind": "error", "text": notice} if notice else None,
        "busy": busy,
    }


def _shown(image: ImageRecord) -> dict[str, Any]:
    return {"id": image.id, "url": f"/images/{image.id}", "width": image.width, "height": image.height}
