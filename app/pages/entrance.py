"""The pages in front of the app: sign in, join by a link, agree, hand in. Plain forms that work without scripts.

They are files of their own and no Gradio pages, since nothing of Gradio is open to people who have not signed in.
"""

from collections.abc import Callable, Coroutine
from functools import cache
from pathlib import Path
from typing import Any

from fastapi.routing import APIRoute
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.addresses import path_of, up_from
from app.routes.failures import status_of
from models.errors import DeixisError
from models.records import without_surrogates

TEMPLATES = Path(__file__).parent / "templates"


def entrance(
    request: Request, template: str, title: str, /, *, status: int = 200, problem: str = "", **values: Any
) -> HTMLResponse:
    """Return the page of a template; `problem` is said aloud above what it holds."""
    page = _environment().get_template(f"{template}.html")
    shown = page.render(title=title, problem=problem, up=up_from(path_of(request.scope)), **values)
    return HTMLResponse(without_surrogates(shown), status_code=status)


class EntranceRoute(APIRoute):
    """A route whose failures are pages as well, with the sentence in place of JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_or_explain(request: Request) -> Response:
            try:
                return await handle(request)
            except DeixisError as error:
                title = "This does not work"
                return entrance(request, "notice", title, status=status_of(error), problem=str(error), text="")

        return handle_or_explain


@cache
def _environment() -> Environment:
    # Whatever people wrote is escaped, and a value that is missing is an error.
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
