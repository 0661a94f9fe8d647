"""Vocabularies that pictures are tagged with: a text file each, a label on a line, `#` before a remark.

Three ship in the folder of this name, in our own choice of words: `places.txt`, `objects.txt` and `concepts.txt`. Of
these the paper takes two, three and three labels of a picture. `sought.txt` is what detectors of any words look for.
"""

import hashlib
from functools import cache
from pathlib import Path

from pydantic import Field

from models.errors import BadSetting
from models.records import Record

_FOLDER = Path(__file__).with_suffix("")
_TAKEN = {"places": 2, "objects": 3, "concepts": 3}
_LONGEST_LABEL = 80  # characters, as in a region
_LARGEST_FILE = 4_000_000  # bytes
_REMARK = "#"


class Vocabulary(Record):
    """Labels, of which the `taken` best are told of every picture."""

    name: str = Field(min_length=1, max_length=80)
    labels: tuple[str, ...] = Field(min_length=1)
    taken: int = Field(gt=0)

    @property
    def version(self) -> str:
        """A hash of the labels, by which two vocabularies of one name differ."""
        return hashlib.sha256("\n".join(self.labels).encode()).hexdigest()[:12]


@cache
def default_vocabularies() -> tuple[Vocabulary, ...]:
    """Return places, objects and concepts."""
    return tuple(read_vocabulary(_FOLDER / f"{name}.txt", taken=taken) for name, taken in _TAKEN.items())


@cache
def sought_labels() -> tuple[str, ...]:
    """Return what a detector of any words looks for when nothing else is asked of it."""
    return read_vocabulary(_FOLDER / "sought.txt", taken=1).labels


def read_vocabulary(path: Path, *, taken: int) -> Vocabulary:
    """Read a file of labels, named after the file; a label that stands there twice counts once.

    Raises BadSetting with the file, the line and the reason.
    """
    try:
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            raise BadSetting(f"{path} has {size / 1e6:.0f} MB; a vocabulary has at most {_LARGEST_FILE / 1e6:.0f} MB.")
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise BadSetting(f"The vocabulary {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSetting(f"The vocabulary {path} is not UTF-8 text; save it as UTF-8, a label on a line.") from None
    labels = dict.fromkeys(
        _label(path, number, line.strip())
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.lstrip().startswith(_REMARK)
    )
    if len(labels) < taken:
        raise BadSetting(f"The vocabulary {path} has {len(labels)} labels, and {taken} are taken of every picture.")
    return Vocabulary(name=path.stem, labels=tuple(labels), taken=taken)


def _label(path: Path, number: int, text: str) -> str:
    if len(text) > _LONGEST_LABEL:
        raise BadSetting(f"{path}, line {number}: a label has at most {_LONGEST_LABEL} characters, not {len(text)}.")
    if not any(letter.isalnum() for letter in text):
        raise BadSetting(f'{path}, line {number}: the label "{text}" has no words; name what may be seen.')
    return text
