"""Read what an OpenAI-compatible endpoint sends: a stream of chunks, or one JSON body where a server cannot stream.

The client builds its records without checking them, so nothing about their shape is taken for granted here.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

from models.errors import AnswerFailed

MAX_REPLY_CHARACTERS = 20_000
MAX_BODY_BYTES = 2 * 1024 * 1024


class Piece(NamedTuple):
    """What one chunk says. `finish` is the endpoint's reason to end, "" while it goes on."""

    text: str = ""
    refusal: str = ""
    finish: str = ""


def read_chunk(chunk: object) -> Piece:
    """Take the first choice's words out of a chunk of a stream, or out of a whole completion."""
    choices = _field(chunk, "choices")
    if not isinstance(choices, list) or not choices:
        return Piece()  # a last chunk with token counts only, or nothing of ours
    part = _field(choices[0], "delta") or _field(choices[0], "message")
    return Piece(
        text=_text(_field(part, "content")),
        refusal=_text(_field(part, "refusal")),
        finish=_text(_field(choices[0], "finish_reason")),
    )


def _field(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else getattr(value, name, None)


def _text(value: object) -> str:
    """Return a string, or the joined text parts of a list; anything else says nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(_text(_field(part, "text")) for part in value)
    return ""


def read_body(pieces: Iterable[bytes]) -> object:
    """Read a JSON body of bounded size. Raises json.JSONDecodeError, or AnswerFailed when it is too long."""
    body = b""
    for piece in pieces:
        body += piece
        if len(body) > MAX_BODY_BYTES:
            raise AnswerFailed(
                f"The endpoint's reply is longer than {MAX_BODY_BYTES // 1024**2} MB, so it was given up. Ask again."
            )
    return json.loads(body)


def reported_error(body: object) -> str:
    """Return the message of an error that came with a good status, else ""."""
    error = _field(body, "error")
    if not error:
        return ""
    return _text(error) or _text(_field(error, "message")) or "an error without words"
