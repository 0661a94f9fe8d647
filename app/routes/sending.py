"""From the Ask page to the Rate page and the Compare page, by JSON."""

from fastapi import APIRouter, Request

from app.owner_cookie import owner_of
from app.routes.rate_replies import PairBody, SendBody, SentReply
from app.routes.replies import ErrorReply
from app.sending import Sent, send_to_rating
from app.sending_pairs import send_to_compare
from db.store import Store


def sending_routes(store: Store) -> APIRouter:
    """Return the routes that send an answer to be rated, and two to be compared."""
    router = APIRouter(tags=["rating"], responses={status: {"model": ErrorReply} for status in (400, 404, 422)})

    @router.post("/api/rate/candidates")
    def send(body: SendBody, request: Request) -> SentReply:
        """Send an answer from the Ask page to be rated; annotators then see its picture, question and answer."""
        return _reply(send_to_rating(store, body.conversation, body.turn, body.role, owner=owner_of(request)))

    @router.post("/api/compare/pairs")
    def send_pair(body: PairBody, request: Request) -> SentReply:
        """Send a student's and a teacher's answer to be compared; annotators are not told whose is which."""
        return _reply(send_to_compare(store, body.conversation, body.turn, owner=owner_of(request)))

    return router


def _reply(sent: Sent) -> SentReply:
    return SentReply(round=sent.round.id, name=sent.round.name, item=sent.item_id, new=sent.new)
