"""What a gallery holds: pictures with their questions, and what was said of each in the same order of voices."""

from typing import Literal

from models.records import Record

Chosen = Literal["seed", "disagreement"]
Part = Literal["truth", "corpus", "teacher", "student"]


class Voice(Record):
    """Who says something: what is known to be right, a corpus, a teacher or a student."""

    name: str
    part: Part


class Said(Record):
    """An answer and its rationale; `right` where that is known for certain, `why` where there is no answer."""

    answer: str = ""
    rationale: str = ""
    right: bool | None = None
    why: str = ""


class Shown(Record):
    """A question about a picture, whose data address has the regions drawn in; `said` is in the order of the voices.

    `disagreement` is 0 where all said the same words, or all were right, and 1 where no two shared a word.
    """

    id: str
    picture: str
    image: str
    type: str = ""
    question: str
    said: tuple[Said, ...]
    disagreement: float


class Gallery(Record):
    """A gallery, and what it was made of: `source` and `seed` find the same questions again."""

    source: str
    seed: int
    chosen_by: Chosen
    asked: int
    voices: tuple[Voice, ...]
    shown: tuple[Shown, ...]
    made: str
