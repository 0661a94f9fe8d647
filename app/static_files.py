"""The files of static/, the same for everybody: kept by browsers, but asked for again to see whether they changed."""

from pathlib import PurePath

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

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
        response = await super().get_response(path, scope)
        # ES modules name each other without a version, so a kept one must be checked (by its ETag) before it is used.
        response.headers["Cache-Control"] = "no-cache"
        return response
