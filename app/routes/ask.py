"""Questions by JSON: the whole answer at once, or a line for every step of its growth."""

from collections.abc import AsyncIterator, Generator
from functools import partial
from typing import Any, NamedTuple

import anyio.to_thread
from anyio import CancelScope, CapacityLimiter
from fastapi import APIRouter, Request
from pydantic import ConfigDict, Field
from starlette.responses import JSONResponse, Response, StreamingResponse

from app.ask_request import AskRequest, Regions, Typed
from app.asking import Asking
from app.owner_cookie import owner_of
from app.routes.replies import AskReply, ErrorReply, ask_reply
from models.errors import BadQuestion
from models.records import Record, Turn

# Whoever waits for an answer holds a thread; they must not take those of the other routes.
WAITING = 64
_EXAMPLE = {
    "image": "<id that POST /api/images returned>",
    "question": "why is [0] sad?",
    "regions": [{"id": 0, "box": [60, 40, 180, 300]}],
}


class QuestionBody(Record):
    """A question about a picture. A region is named in it as `[0]`, or as `[this person]` if it is `selected`."""

    image: str = Field(description="The id of the picture.")
    question: Typed
    regions: Regions = Field(default=(), description="Boxes in pixels: left, top, right, bottom.")
    selected: int | None = Field(default=None, description='The id that "this" means.')
    conversation: str | None = Field(default=None, description="Continue this conversation; else a new one begins.")
    student: str | None = Field(default=None, description="One of GET /api/models; else the configured one.")
    turn: str | None = Field(default=None, description="An id of your making: the same one again never asks twice.")
    pointing_ms: float | None = Field(default=None, ge=0, allow_inf_nan=False)

    def of_request(self) -> dict[str, Any]:
        """Return the fields under the names that AskRequest has for them."""
        return {
            "image_id": self.image,
            "typed": self.question,
            "regions": self.regions,
            "selected": self.selected,
            "pointing_ms": self.pointing_ms,
            "conversation_id": self.conversation,
            "student": self.student,
            "turn_id": self.turn,
        }


class AskBody(QuestionBody):
    """A question that is answered in the models' own words."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    teacher: str | bool | None = Field(default=None, description="true or a model's name asks a teacher as well.")
    stream: bool = Field(default=False, description="Answer with lines of JSON, each the turn as far as it is known.")


def ask_routes(asking: Asking) -> APIRouter:
    """Return the route that asks."""
    router = APIRouter(tags=["questions"])
    waiting = CapacityLimiter(WAITING)

    @router.post(
        "/api/ask",
        response_model=AskReply,
        responses={
            200: {"content": {"application/x-ndjson": {}}},
            **{status: {"model": ErrorReply} for status in (400, 404, 422)},
            502: {"model": AskReply, "description": "The student could not answer; `error` says why."},
        },
    )
    async def ask(body: AskBody, request: Request) -> Response:
        """Ask a question. With `stream`, each line is the turn so far; the connection's end stops the models."""
        owner = owner_of(request)
        asked = _request(body, asking)
        if body.stream:
            turns = asking.ask(asked, owner=owner)
            # The first turn comes before the first byte, so that a question that cannot be asked gets a status.
            first = await anyio.to_thread.run_sync(next, turns, limiter=waiting)
            return StreamingResponse(_lines(first, turns, waiting), media_type="application/x-ndjson")
        find = partial(last_with_conversation, asking, asked, owner=owner)
        last, conversation = await anyio.to_thread.run_sync(find, limiter=waiting)
        reply = ask_reply(last, conversation=conversation)
        return JSONResponse(reply.model_dump(mode="json"), status_code=502 if reply.error else 200)

    return router


def _request(body: AskBody, asking: Asking) -> AskRequest:
    teacher = asking.teacher if body.teacher is True else body.teacher or None
    if body.teacher is True and teacher is None:
        raise BadQuestion("This app has no teacher. Start it with --teacher, or name one of its models as the teacher.")
    return AskRequest(**body.of_request(), teacher=teacher)


class TurnInConversation(NamedTuple):
    """A turn and the id of the conversation that it is part of."""

    turn: Turn
    conversation: str


def last_with_conversation(asking: Asking, request: AskRequest, *, owner: str) -> TurnInConversation:
    """Ask and wait until everything is said."""
    *_, last = asking.ask(request, owner=owner)
    conversation = request.conversation_id or asking.store.conversation_of_turn(last.id, owner=owner).id
    return TurnInConversation(last, conversation)


async def _lines(first: Turn, turns: Generator[Turn, None, None], waiting: CapacityLimiter) -> AsyncIterator[str]:
    """Yield a line for every turn. When the reader goes away the turns are closed, which stops the models."""
    try:
        turn: Turn | None = first
        while turn is not None:
            yield turn.model_dump_json() + "\n"
            turn = await anyio.to_thread.run_sync(next, turns, None, limiter=waiting)
    finally:
        with CancelScope(shield=True):
            await anyio.to_thread.run_sync(turns.close)
