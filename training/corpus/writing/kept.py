"""What was read about a picture, as the journal keeps it: the picture once, and once what the texts of a reply share.

Entries repeat all of that, and take ten times as long to make and to write as their texts alone.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from pydantic import TypeAdapter

from models.corpus import Entry, Picture, PromptKind
from models.records import Setting
from training.corpus.hygiene.marks import Mark
from training.corpus.journal.as_json import as_json

_ENTRIES = TypeAdapter(tuple[Entry, ...])
Json = dict[str, Any]  # Any: an `Entry` as JSON, since to check a million takes minutes


class Text(NamedTuple):
    """A question, answer and rationale as they were read, and why they are set aside or what speaks against them."""

    question: str
    answer: str
    rationale: str
    set_aside: str = ""
    marks: tuple[Mark, ...] = ()


class ReadReply(NamedTuple):
    """The texts of a reply of the `teacher`, kept under the key `request`; `kind` and `origin` as `Asked` has them."""

    request: str
    teacher: str
    kind: PromptKind
    origin: Mapping[str, Setting]
    texts: tuple[Text, ...]


def packed(picture: Picture, replies: Iterable[ReadReply]) -> dict[str, object]:
    """Return what the journal is to keep of a picture, to be written as JSON."""
    # Tuples without names are written at once; of others every single one is asked for what it is.
    return {"picture": picture, "replies": [(*reply[:-1], [*map(tuple, reply.texts)]) for reply in replies]}


def entries_in(value: str) -> list[Json]:
    """Return the entries that the journal keeps of a picture: read from replies, or written down whole, as JSON lists
    of entries from files and of such as were scored by somebody before."""
    kept = orjson.loads(value) if value else []
    return kept if isinstance(kept, list) else list(_entries(kept["picture"], kept["replies"]))


def records_in(value: str) -> tuple[Entry, ...]:
    """Return the same entries as records."""
    return _ENTRIES.validate_python(entries_in(value))


def entries_of(picture: Picture, replies: Iterable[ReadReply]) -> tuple[Entry, ...]:
    """Return the entries of what was just read."""
    return records_in(as_json(packed(picture, replies)))


def _entries(picture: Json, replies: Iterable[Sequence[Any]]) -> Iterator[Json]:
    image = picture["image"]["id"]
    for request, teacher, kind, origin, texts in replies:
        regions = picture["regions"] if kind == "regions" else []
        for position, (question, answer, rationale, set_aside, marks) in enumerate(texts):
            candidate = {
                "id": hashlib.sha256(f"{image}/{request}/{position}".encode()).hexdigest()[:32],
                "image_id": image,
                "regions": regions,
                "qar": {"question": question, "answer": answer, "rationale": rationale},
                "origin": {**origin, "teacher": teacher, "request": request, "position": position},
                "scores": {},
            }
            yield {
                "candidate": candidate,
                "path": picture["path"],
                "split": picture["split"],
                "set_aside": set_aside,
                "marks": marks,
            }
