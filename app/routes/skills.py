"""Skill cards by JSON, and as pages to keep.

All of it is the admin's by the table of app/access.py.
"""

from fastapi import APIRouter
from starlette.responses import Response

from app.routes.replies import ErrorReply
from app.skill_cards import CardLine, SkillCards
from training.cards.page import page_of
from training.cards.records import SkillCard


def skill_routes(cards: SkillCards) -> APIRouter:
    """Return the routes of the Skills page."""
    router = APIRouter(
        prefix="/api/skills",
        tags=["skills"],
        responses={each: {"model": ErrorReply} for each in (400, 403, 404, 422)},
    )

    @router.get("/cards")
    def listed() -> tuple[CardLine, ...]:
        """Return the skill cards: those made here, the newest first, and the embedded student's."""
        return cards.lines()

    @router.get("/cards/{name}")
    def one(name: str) -> SkillCard:
        """Return all figures of a card, with the pictures of its failures."""
        return cards.card(name)

    @router.get("/cards/{name}/page", response_class=Response, responses={200: {"content": {"text/html": {}}}})
    def page(name: str) -> Response:
        """Return a card as one page that needs nothing else, to keep."""
        disposition = f'attachment; filename="skills-{name}.html"'
        return Response(page_of(cards.card(name)), media_type="text/html", headers={"Content-Disposition": disposition})

    return router
