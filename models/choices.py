"""What travels when a model chooses among candidate answers instead of speaking.

The turn's answer is the candidate that was chosen; the turn keeps all of them, in the order in which they were typed.
"""

from collections.abc import Iterable
from typing import Final, Literal

from pydantic import Field

from models.records import Answer, Record, Turn

# What a share of belief is made of: how likely the model would say the candidate itself; whether picture and candidate
# match, judged together ("itm": image-text matching); how near they lie, seen apart ("itc": image-text contrast, the
# cosine of CLIP and others). "match" is of whoever does not say how.
Nature = Literal["likelihood", "itm", "itc", "match"]
NATURE: Final = "scored_by"  # where an answer's settings say it

MIN_CHOICES, MAX_CHOICES = 2, 10
MAX_CHOICE_CHARACTERS = 300


class Choice(Record):
    """A candidate answer, regions written as `[id]`, and its share of belief; None while or where none was found."""

    text: str
    share: float | None = Field(default=None, ge=0, le=1)


class ChoiceTurn(Turn):
    """A question with its candidates; `answers` hold the chosen one."""

    choices: tuple[Choice, ...]


class Ranking(Answer):
    """What a model said of the candidates: `shares` in their order, `text` the best of them."""

    shares: tuple[float, ...] = ()


def choices_of(turn: Turn) -> tuple[Choice, ...]:
    """Return what there was to choose from, as typed; nothing where the question was asked freely."""
    return turn.choices if isinstance(turn, ChoiceTurn) else ()


def ranked(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return the choices, best first; equals and those without a share stay in the order they were typed."""
    return tuple(sorted(choices, key=lambda choice: -(choice.share or 0.0)))


def nature_in(answer: Answer) -> Nature | None:
    """Return what the shares were made of that led to an answer; None where nothing was chosen."""
    nature = answer.settings.get(NATURE)
    return nature if nature in ("likelihood", "itm", "itc", "match") else None
