"""The Ask page: a picture with regions, a question, and the answers as they come."""

import json
import logging
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import gradio as gr

from app.ask_request import AskRequest
from app.asking import Asking
from app.components import (
    canvas_value,
    choices_field,
    conversation_value,
    conversation_view,
    model_status,
    page_header,
    question_aids,
    read_canvas,
    read_choices,
    region_canvas,
)
from app.pages.stopping import StopSwitches
from app.pages.tabs import ASK
from app.security import owner_of
from app.settings import Settings
from models.errors import BadQuestion, DeixisError, NotFound
from models.records import Conversation
from models.references import MAX_QUESTION_CHARACTERS

log = logging.getLogger(__name__)

# What fills the page's components.
MODULES = (
    "page/header.js",
    "canvas/canvas.js",
    "page/choices.js",
    "page/question.js",
    "page/models.js",
    "conversation/conversation.js",
)
PLACEHOLDER = "Why is [this person] sad?"
_NO_PICTURE = "There is no picture yet. Choose one, or begin with a drawn scene."
_BROKEN = "Something went wrong on our side, and it is in the log. Your question is still here; try again."

# The canvas is read in the browser when a question is sent, so that no edit is ever lost on the way.
_AT_SEND = """(canvas, question, student, teacher, choices) => {
  window.deixis.watchModel(student);
  return [window.deixis.canvasAtSend(), question, student, teacher, window.deixis.choicesAtSend()];
}"""
_AT_CHOICE = """(student) => {
  window.deixis.watchModel(student);
  window.deixis.studentChosen(student);
  return [student];
}"""
_AT_LOAD = "() => [sessionStorage.getItem('deixis:here')]"  # see static/page/drafts.js
_FAILED = "() => window.deixis.failed()"

Shown = tuple[Any, Any]  # the conversation's value and the question field's update


def build_ask_page(asking: Asking, settings: Settings) -> gr.Blocks:
    """Lay out the page and connect it. The caller mounts it with `app.pages.look.mount_options`."""
    page = AskPage(asking)
    with gr.Blocks(title="Deixis", analytics_enabled=False, fill_width=True) as blocks:
        page_header(ASK)
        with gr.Row(elem_classes="ask-columns"):
            with gr.Column(elem_classes="picture-column"):
                canvas = region_canvas()
            with gr.Column(elem_classes="question-column"):
                with gr.Column(elem_classes="composer"):
                    question = _question_field()
                    refusals = {model.name: model.no_choice for model in asking.shelf.states() if model.no_choice}
                    choices = choices_field(settings.student, refusals)
                    question_aids()
                    with gr.Row(elem_classes="ask-row"):
                        student = gr.Dropdown(
                            list(settings.models), value=settings.student, label="Student", elem_id="student",
                            filterable=False,
                        )  # fmt: skip
                        teacher = gr.Checkbox(
                            label="Ask the teacher too", elem_id="teacher", visible=bool(settings.teacher),
                            show_label=False,
                        )  # fmt: skip
                        send = gr.Button("Ask", elem_id="ask", variant="primary")
                        stop = gr.Button("Stop", elem_id="stop")
                    model_status()
                view = conversation_view()
        memory = gr.Textbox(visible=False)
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asked = gr.on(
            [question.submit, send.click], page.ask, [canvas, question, student, teacher, choices], [view, question],
            js=_AT_SEND, trigger_mode="multiple", concurrency_id="ask", concurrency_limit=16, **quiet,
        )  # fmt: skip
        asked.failure(None, js=_FAILED, **quiet)
        stop.click(page.stop, queue=False, **quiet)
        student.input(page.warm, student, js=_AT_CHOICE, queue=False, **quiet)
        blocks.load(page.restore, memory, [canvas, view], js=_AT_LOAD, queue=False, **quiet)
    return blocks


def _question_field() -> gr.Textbox:
    return gr.Textbox(
        label="Your question",
        elem_id="question",
        placeholder=PLACEHOLDER,
        lines=1,
        max_lines=6,
        max_length=MAX_QUESTION_CHARACTERS,
        autoscroll=False,
    )


class AskPage:
    """What the widgets' events do. Nothing is kept here but the switches of the answers that are being written."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._store = asking.store
        self._switches = StopSwitches()

    def ask(
        self,
        canvas: Any,
        typed: str | None,
        student: str | None,
        teacher_too: bool,
        choices: Any,
        request: gr.Request,
    ) -> Iterator[Shown]:
        """Stream the conversation with its growing last turn; the field is emptied once the question is taken."""
        owner = owner_of(request)
        conversation = None
        try:
            state = read_canvas(canvas)
            if state.image_id is None:
                raise BadQuestion(_NO_PICTURE)
            conversation = self._conversation(state.conversation_id, owner=owner)
            asked = AskRequest(
                image_id=state.image_id,
                typed=typed or "",
                choices=read_choices(choices),
                regions=state.regions,
                selected=state.selected,
                pointing_ms=state.pointing_ms,
                conversation_id=conversation.id if conversation else None,
                student=student,
                teacher=self._asking.teacher if teacher_too else None,
            )
            yield from self._follow(asked, conversation, request)
        except DeixisError as error:
            # Read again: it may have been deleted meanwhile, in another tab say.
            left = self._conversation(conversation.id, owner=owner) if conversation else None
            yield conversation_value(left, notice=str(error)), gr.skip()
        except Exception:
            log.exception("ask failed")
            yield conversation_value(conversation, notice=_BROKEN), gr.skip()

    def stop(self, request: gr.Request) -> None:
        """Stop the answer that this tab waits for."""
        self._switches.throw(_tab_of(request))

    def warm(self, student: str) -> None:
        """Load a model as soon as it is chosen, so that the first question waits less."""
        self._asking.shelf.warm(student)

    def restore(self, memory: str | None, request: gr.Request) -> tuple[Any, Any]:
        """Show what this tab showed last, else this browser's latest conversation, else nothing."""
        owner = owner_of(request)
        where = _remembered(memory)
        conversation = self._conversation(where.get("conversation"), owner=owner)
        if conversation is None and where.get("image"):
            try:
                return canvas_value(self._store.image(where["image"], owner=owner)), conversation_value()
            except DeixisError:
                log.info("picture of a draft is gone")
        conversation = conversation or next(iter(self._store.conversations_of(owner, limit=1)), None)
        if conversation is None:
            return canvas_value(None), conversation_value()
        regions = conversation.turns[-1].question.regions if conversation.turns else ()
        next_id = self._store.next_region_id(conversation.id, owner=owner)
        shown = canvas_value(conversation.image, regions, next_id=next_id, conversation_id=conversation.id)
        return shown, conversation_value(conversation)

    def _follow(self, asked: AskRequest, conversation: Conversation | None, request: gr.Request) -> Iterator[Shown]:
        """Yield the page while the answer grows, and at last the conversation as it was saved."""
        owner, tab = owner_of(request), _tab_of(request)
        switch = self._switches.new(tab)
        turns = self._asking.ask(asked, owner=owner)
        field: Any = ""  # the question is taken: its field is emptied, once
        try:
            with closing(turns):
                for turn in turns:
                    conversation = conversation or self._store.conversation_of_turn(turn.id, owner=owner)
                    yield conversation_value(conversation, turn, busy=True), field
                    field = gr.skip()
                    if switch.is_set():
                        break
        finally:
            self._switches.forget(tab, switch)
        yield conversation_value(self._conversation(conversation.id, owner=owner) if conversation else None), field

    def _conversation(self, conversation_id: str | None, *, owner: str) -> Conversation | None:
        if not conversation_id:
            return None
        try:
            return self._store.conversation(conversation_id, owner=owner)
        except NotFound:
            return None


def _tab_of(request: gr.Request) -> str:
    return f"{owner_of(request)} {request.session_hash}"


def _remembered(memory: str | None) -> dict[str, Any]:
    """Read what page/drafts.js keeps of a tab: {"image": id or null, "conversation": id or null}."""
    try:
        where = json.loads(memory or "null")
    except ValueError:
        return {}
    if not isinstance(where, dict):
        return {}
    return {key: value for key, value in where.items() if isinstance(value, str)}
