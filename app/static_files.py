"""The files of static/, the same for everybody and kept by browsers.

One that is asked for by its edition (app/editions.py), as pages do, is kept for good; another is asked for again to see
whether it changed.
"""

from pathlib import PurePath

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.editions import is_of_edition, without_edition
from app.headers import FOREVER
from static import STATIC_FOLDER

# Gradio's page asks for this below the same /static, in order to be framed by other sites. Ours never is.
FOR_FRAMES = "js/iframeResizer.contentWindow.min.js"
SUFFIXES = (".js", ".css", ".svg", ".webp", ".png", ".woff2")


class OwnFiles(StaticFiles):
    """Serves what a page may load and nothing else of the package."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC_FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path == FOR_FRAMES:
            return Response(media_type="text/javascript")
        if PurePath(path).suffix not in SUFFIXES:
            return Response(status_code=404)
        response = await super().get_response(without_edition(path), scope)
        response.headers["Cache-Control"] = FOREVER if is_of_edition(path) else "no-cache"
        return response
