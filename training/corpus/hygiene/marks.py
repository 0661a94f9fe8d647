"""What may speak against a QAR that can be used, in the order that it is told in."""

from collections.abc import Set
from typing import Literal, NamedTuple, Protocol, get_args

Mark = Literal[
    "speculation",
    "talks of the image",
    "alternatives",
    "watermark",
    "ambience",
    "clothing",
    "more than two sentences",
    "rationale repeats the answer",
    "repeats a given question",
    "breaks in words",
    "source gives orders",
    "duplicate",
    "near-duplicate",
]
MARKS: tuple[Mark, ...] = get_args(Mark)


class Texts(Protocol):
    """What can earn marks: the texts of a QAR, in a record or before they are in one."""

    @property
    def question(self) -> str: ...
    @property
    def answer(self) -> str: ...
    @property
    def rationale(self) -> str: ...


class Seen(NamedTuple):
    """What one look at several QARs together has shown: which hints of marks are in the words of any of them (None if
    nobody looked), whether each part of each is one sentence, and whether no id breaks one in words."""

    hints: Set[str] | None = None
    short: bool = False
    unbroken: bool = False


NOT_SEEN = Seen()
