"""What annotators are told, by version.

Each edition is a file of its own in the folder of this name, `rate-1.md` being the first one for rating. Its version is
a hash of its text and is kept with every judgement, so an edition that was in use is never edited: the next one gets
the next number. The Markdown is of a simple kind that the page renders itself: headings with `#` and `##`, paragraphs,
lists with `-`, and `**bold**`.
"""

import hashlib
from functools import cache
from pathlib import Path

from models.errors import NotFound
from models.judging import RoundKind
from models.records import Record

_FOLDER = Path(__file__).with_suffix("")
_VERSION_LENGTH = 12  # hex digits of the sha256


class Guidelines(Record):
    """One edition of what annotators are told in rounds of a kind."""

    kind: RoundKind
    edition: int
    version: str
    markdown: str


def current_guidelines(kind: RoundKind) -> Guidelines:
    """Return the newest edition."""
    return max((each for each in editions() if each.kind == kind), key=lambda each: each.edition)


def guidelines_of(version: str) -> Guidelines:
    """Return the edition with that hash. Raises NotFound for one that never was."""
    for each in editions():
        if each.version == version:
            return each
    known = ", ".join(f"{each.version} ({each.kind} {each.edition})" for each in editions())
    raise NotFound(f"There are no guidelines of version {version!r}; known are {known}.")


@cache
def editions() -> tuple[Guidelines, ...]:
    """Return all editions, oldest first for each kind."""
    kinds: tuple[RoundKind, ...] = ("compare", "rate")
    found = [
        _read(path, kind, int(path.stem.removeprefix(f"{kind}-")))
        for kind in kinds
        for path in _FOLDER.glob(f"{kind}-*.md")
    ]
    return tuple(sorted(found, key=lambda each: (each.kind, each.edition)))


def version_of(markdown: str) -> str:
    """Return the version of a text, the same on every machine whatever its line ends are.

    >>> version_of("# Rate\\n") == version_of("# Rate\\r\\n")
    True
    """
    text = "\n".join(markdown.splitlines()).strip()
    return hashlib.sha256(text.encode()).hexdigest()[:_VERSION_LENGTH]


def _read(path: Path, kind: RoundKind, edition: int) -> Guidelines:
    markdown = path.read_text("utf-8")
    return Guidelines(kind=kind, edition=edition, version=version_of(markdown), markdown=markdown)
