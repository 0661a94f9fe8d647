"""Read generated QARs from files: one line, one candidate, and for every line that cannot be used a reason.

    our own         JSON lines of `models.corpus.Entry`, or flat ones of `models.judging.Candidate`, with "image" (a
                    path) instead of or beside "image_id", "model" for that of its origin, and for screens with known
                    answers "kind" ("gold", "qualification") and "gold" (a GoldVerdict)
    LSKD corpus     JSON lines as published with the paper (models/corpus_files/lskd.py)
    conversations   JSON lines or a JSON array for trainers of chat models (models/corpus_files/chats.py)
    tables          CSV (models/corpus_files/tables.py) and Parquet (models/corpus_files/parquet.py)

Which of the first three a line is, is told by its keys. Nothing is left out in silence.
"""

import hashlib
import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.corpus_files.json_values import json_values, line_value
from models.corpus_files.layouts import layout_of
from models.corpus_files.lines import BadLine, Found
from models.corpus_files.parquet import parquet_values
from models.corpus_files.tables import csv_values
from models.references import mentioned

QAR_FIELDS = ("question", "answer", "rationale")
MOST_CHARACTERS = 4000  # of a question, an answer or a rationale: more is no such thing
_VALUES = {".csv": csv_values, ".parquet": parquet_values}


def read_candidates(path: Path, needs: Collection[str] = QAR_FIELDS) -> Iterator[Found | BadLine]:
    """Yield what the lines of a file hold, in their order; `needs` are the texts and the id that no line may lack.

    Raises BadSetting when the file cannot be read or is a table without the columns that are needed.
    """
    ids: dict[str, int] = {}
    for line, value in _VALUES.get(path.suffix.lower(), json_values)(path):
        read = value if isinstance(value, BadLine) else _found(line, value, needs)
        if isinstance(read, Found) and (before := ids.setdefault(read.id, line)) != line:
            read = BadLine(line, f"its id {read.id[:60]!r} is that of line {before}")
        yield read


def read_line(line: int, raw: bytes) -> Found | BadLine:
    """Return what a line of JSON lines holds, as `read_candidates` does; two of the same id go unnoticed."""
    value = line_value(line, raw)
    return value if isinstance(value, BadLine) else _found(line, value, QAR_FIELDS)


def _found(line: int, value: dict[str, Any], needs: Collection[str]) -> Found | BadLine:
    layout = layout_of(value)
    try:
        fields = layout.read(value) if layout else _read_own(value)
        if "id" in needs and "id" not in fields:
            raise ValueError("it has no id")
        found = Found.model_validate({"id": _id_of(fields), **fields, "line": line})
        return _checked(found, needs)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return BadLine(line, f"{where}: {first['msg']}" if where else first["msg"])
    except ValueError as problem:
        return BadLine(line, str(problem))


def _read_own(value: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of Found from a line of our own, whose question, answer and rationale may stand apart."""
    fields = {name: each for name, each in value.items() if each is not None}
    if "qar" not in fields:
        fields["qar"] = {name: fields.pop(name, "") for name in QAR_FIELDS}
    origin = fields.get("origin", {})
    if "model" in fields and isinstance(origin, dict):
        fields["origin"] = {**origin, "model": fields.pop("model")}
    return fields


def _id_of(fields: dict[str, Any]) -> str:
    """Return the id of what came without one: the same picture and words give the same id again."""
    parts = [fields.get(name) for name in ("image", "image_id", "qar", "kind")]
    return f"line-{hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:24]}"


def _checked(found: Found, needs: Collection[str]) -> Found:
    """Return what can be shown and judged. Raises ValueError with the reason otherwise."""
    if not found.image and not found.image_id:
        raise ValueError("it names no picture")
    for name, text in found.qar:
        if name in needs and not text.strip():
            raise ValueError(f"it has no {name}")
        if len(text) > MOST_CHARACTERS:
            raise ValueError(f"its {name} has {len(text):,} characters; at most {MOST_CHARACTERS:,} are shown")
    ids = [region.id for region in found.regions]
    if len(set(ids)) < len(ids):
        raise ValueError("two of its regions have the same id")
    unknown = [each for each in mentioned(found.qar.text) if each not in ids]
    if unknown:
        raise ValueError(f"it names [{unknown[0]}], and gives no box for that")
    if (found.kind == "item") != (found.gold is None):
        raise ValueError(f"its kind is {found.kind!r}, and {'a' if found.gold else 'no'} gold verdict is given")
    return found
