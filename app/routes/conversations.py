"""Past conversations: read, delete, take along."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.asking import Asking
from app.export import conversation_lines, marked_png
from app.owner_cookie import owner_of
from app.routes.replies import ConversationReply, ErrorReply, conversation_reply
from models.errors import NotFound

AT_MOST = 50


def conversation_routes(asking: Asking) -> APIRouter:
    """Return the routes of the owner's conversations."""
    router = APIRouter(prefix="/api/conversations", tags=["conversations"], responses={404: {"model": ErrorReply}})
    store = asking.store

    @router.get("")
    def newest(request: Request) -> tuple[ConversationReply, ...]:
        """Return this browser's newest conversations, at most 50."""
        found = store.conversations_of(owner_of(request), limit=AT_MOST)
        return tuple(conversation_reply(conversation) for conversation in found if conversation.turns)

    @router.get("/{conversation_id}")
    def one(conversation_id: str, request: Request) -> ConversationReply:
        """Return a conversation."""
        return conversation_reply(store.conversation(conversation_id, owner=owner_of(request)))

    @router.delete("/{conversation_id}", status_code=204)
    def delete(conversation_id: str, request: Request) -> None:
        """Delete a conversation, and its picture unless another conversation is about it."""
        asking.delete_conversation(conversation_id, owner=owner_of(request))

    @router.delete("/{conversation_id}/turns/{turn_id}", status_code=204)
    def delete_turn(conversation_id: str, turn_id: str, request: Request) -> None:
        """Delete a question and its answers; with the last one, the conversation."""
        asking.delete_turn(conversation_id, turn_id, owner=owner_of(request))

    @router.get("/{conversation_id}/export.jsonl", response_class=Response)
    def export(conversation_id: str, request: Request) -> Response:
        """Return the conversation as JSON lines: a line per question, with picture, regions, answers and models."""
        conversation = store.conversation(conversation_id, owner=owner_of(request))
        return _file("".join(conversation_lines(conversation)).encode(), "application/jsonl", "conversation.jsonl")

    @router.get("/{conversation_id}/turns/{turn_id}/marked.png", response_class=Response)
    def marked(conversation_id: str, turn_id: str, request: Request) -> Response:
        """Return the picture with the question's regions drawn in, and question and answers below it."""
        owner = owner_of(request)
        conversation = store.conversation(conversation_id, owner=owner)
        turn = conversation.turn(turn_id)
        if turn is None:
            raise NotFound(f"There is no question {turn_id[:40]!r} in this conversation.")
        image = asking.picture(conversation.image.id, owner=owner)
        return _file(marked_png(image, turn), "image/png", "marked.png")

    return router


def _file(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
