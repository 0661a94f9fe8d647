"""Pictures in and out: uploads are read and checked here, and shown from files that never change."""

from collections.abc import AsyncGenerator, AsyncIterator
from functools import partial
from typing import Any, NamedTuple

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.responses import JSONResponse, Response

from app.asking import Asking
from app.body_limits import PICTURE_BODY
from app.owner_cookie import owner_of
from app.routes.failures import said
from app.routes.replies import ErrorReply, PictureReply, picture_reply
from models.errors import BadPicture, NotFound

# A picture of the largest size takes several hundred MB while it is decoded.
DECODERS = 2
LONGEST_HEAD = 4096  # bytes of a form before its first file, of which a parser reads no more
# A picture never changes under its id; who may see it is decided by the cookie.
SHOWN = {"Cache-Control": "private, max-age=31536000, immutable", "Vary": "Cookie"}

_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


def image_routes(asking: Asking) -> APIRouter:
    """Return the routes that take pictures in and show them."""
    router = APIRouter(tags=["pictures"])
    decoders = CapacityLimiter(DECODERS)

    @router.post(
        "/api/images",
        response_model=PictureReply,
        responses={400: {"model": ErrorReply}, 413: {"model": ErrorReply}, 415: {"model": ErrorReply}},
        openapi_extra=_FORM,
    )
    async def receive(request: Request) -> Response:
        """Take in a picture (form field `file`): PNG, JPEG, WebP, GIF, TIFF, BMP, AVIF; at most 32 MB and 50 Mpixel.

        EXIF rotation is applied, so `width` and `height` are those of the upright picture.
        """
        if not request.headers.get("content-type", "").startswith("multipart/form-data"):
            return said(415, "Send the picture as a form (multipart/form-data) with a field called file.")
        file = await _upload_in(request)
        if file is None:
            return said(400, "The form has no field called file with a picture in it.")
        receive_it = partial(asking.receive_picture, file.data, file.name, owner=owner_of(request))
        received = await anyio.to_thread.run_sync(receive_it, limiter=decoders)
        return JSONResponse(picture_reply(received).model_dump(mode="json"))

    @router.head("/images/{image_id}", include_in_schema=False)
    @router.get(
        "/images/{image_id}",
        response_class=Response,
        responses={200: {"content": {"image/jpeg": {}}}, 404: {"model": ErrorReply}},
    )
    def show(image_id: str, request: Request) -> Response:
        """Return the picture as a JPEG of at most 2048 pixels a side; only to its owner, or anybody for the gallery."""
        record = asking.store.image(image_id, owner=owner_of(request))
        try:
            content = asking.files.display(record.id).read_bytes()
        except FileNotFoundError:  # deleted between two looks
            raise NotFound(f"The picture {record.id[:12]} is no longer on the disk; open it again.") from None
        return Response(content, media_type="image/jpeg", headers=SHOWN)

    return router


class _InMemory(MultiPartParser):
    spool_max_size = PICTURE_BODY  # nothing that people upload is written anywhere but into the data folder


class _Upload(NamedTuple):
    name: str
    data: bytes


async def _upload_in(request: Request) -> _Upload | None:
    """Return the file of a form, None for a form that has none. Raises BadPicture for a name that cannot be read."""
    beginning = bytearray()
    try:
        stream = _remembered(request.stream(), beginning)
        form = await _InMemory(request.headers, stream, max_files=1, max_fields=4).parse()
    except MultiPartException:
        if len(beginning) > LONGEST_HEAD and b"\r\n\r\n" not in beginning[:LONGEST_HEAD]:
            raise BadPicture("The name of the picture's file is too long; rename the file and open it again.") from None
        return None
    try:
        file = form.get("file")
        return _Upload(file.filename or "", await file.read()) if isinstance(file, UploadFile) else None
    finally:
        await form.close()


async def _remembered(stream: AsyncIterator[bytes], beginning: bytearray) -> AsyncGenerator[bytes, None]:
    """Yield what comes, and put so much of its beginning aside that a head which is too long is seen to be so."""
    async for chunk in stream:
        beginning += chunk[: max(0, LONGEST_HEAD + 1 - len(beginning))]
        yield chunk
