"""The model menu."""

from fastapi import APIRouter

from app.shelf import ModelShelf, ModelState
from models.records import Record


class Menu(Record):
    """The models that may be asked, and which is asked when none is named."""

    student: str
    teacher: str | None
    models: tuple[ModelState, ...]


def model_routes(shelf: ModelShelf) -> APIRouter:
    """Return the route that shows the menu."""
    router = APIRouter(tags=["models"])

    @router.get("/api/models")
    def menu() -> Menu:
        """Return the models of this app. One that is not loaded yet is loaded when it is first asked."""
        return Menu(student=shelf.student, teacher=shelf.teacher, models=shelf.states())

    return router
