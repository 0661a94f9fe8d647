"""Questions with answers to choose from, by JSON."""

from functools import partial

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import APIRouter, Request
from pydantic import ConfigDict, Field
from starlette.responses import JSONResponse, Response

from app.ask_request import AskRequest, TypedChoices
from app.asking import Asking
from app.owner_cookie import owner_of
from app.routes.ask import WAITING, QuestionBody, last_with_conversation
from app.routes.replies import ChooseReply, ErrorReply, choose_reply
from models.choices import MAX_CHOICES, MIN_CHOICES

_EXAMPLE = {
    "image": "<id that POST /api/images returned>",
    "question": "why is [0] sad?",
    "choices": ["the ice cream fell", "[0] lost a ball"],
    "regions": [{"id": 0, "box": [60, 40, 180, 300]}],
}


class ChooseBody(QuestionBody):
    """A question and the answers to choose from. Both may name regions."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    choices: TypedChoices = Field(description=f"{MIN_CHOICES} to {MAX_CHOICES} answers, none of them twice.")


def choose_routes(asking: Asking) -> APIRouter:
    """Return the route that lets the student choose."""
    router = APIRouter(tags=["questions"])
    waiting = CapacityLimiter(WAITING)

    @router.post(
        "/api/choose",
        response_model=ChooseReply,
        responses={
            **{status: {"model": ErrorReply} for status in (400, 404, 422)},
            502: {"model": ChooseReply, "description": "The student could not choose; `error` says why."},
        },
    )
    async def choose(body: ChooseBody, request: Request) -> Response:
        """Let the student choose among your answers: each gets a share of its belief, best first, together 1."""
        asked = AskRequest(**body.of_request(), choices=body.choices)
        find = partial(last_with_conversation, asking, asked, owner=owner_of(request))
        turn, conversation = await anyio.to_thread.run_sync(find, limiter=waiting)
        reply = choose_reply(turn, conversation=conversation)
        return JSONResponse(reply.model_dump(mode="json"), status_code=502 if reply.error else 200)

    return router
