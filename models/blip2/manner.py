"""How a first stage is to be shown pictures and told texts: what it was trained on, kept beside its weights."""

import json
from pathlib import Path

from pydantic import ValidationError

from models.errors import ModelUnavailable
from models.marks import MarkStyle
from models.records import Record
from models.statements import STUDENT, TextSettings
from models.whole_file import write_whole

FILE = "deixis.json"  # which other models in folders have, too, with their style of marks


class Manner(Record):
    """`mark_first` draws regions before a picture is made small, as the released code does; at most `regions` of them.
    A text has at most `pieces` pieces of words, both ends included."""

    mark_style: MarkStyle = MarkStyle()
    mark_first: bool = True
    regions: int = 12
    text: TextSettings = STUDENT
    pieces: int = 128


def read_manner(folder: Path, text: TextSettings) -> Manner:
    """Return what a folder says; a converted one says nothing but its marks, and is told texts as `text` has it.

    Raises ModelUnavailable for a file that cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        return Manner(text=text)
    try:
        return Manner.model_validate({"text": text, **json.loads(path.read_bytes())})
    except (OSError, ValueError, TypeError, ValidationError) as error:
        raise ModelUnavailable(
            f"{path} does not say how regions are drawn and texts are told ({type(error).__name__}); restore it, or "
            "delete it to have the house's own marks."
        ) from error


def write_manner(folder: Path, manner: Manner) -> None:
    """Write what `read_manner` reads."""
    write_whole(folder / FILE, f"{manner.model_dump_json(indent=1)}\n".encode())
