"""A question as a page or a script sends it."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from models.choices import MAX_CHOICES
from models.records import Record, Region, without_surrogates
from models.references import MAX_QUESTION_CHARACTERS, MAX_REGIONS


def _can_be_kept(typed: object) -> object:
    return without_surrogates(typed) if isinstance(typed, str) else typed


# More than the rules of questions and choices allow, so that the sentences about too much come from there.
Typed = Annotated[str, Field(max_length=100 * MAX_QUESTION_CHARACTERS), BeforeValidator(_can_be_kept)]
TypedChoices = Annotated[tuple[Typed, ...], Field(max_length=10 * MAX_CHOICES)]
Regions = Annotated[tuple[Region, ...], Field(max_length=10 * MAX_REGIONS)]


class AskRequest(Record):
    """A question about a picture. Without `regions` it is about the whole picture.

    `typed` may name regions as `[0]`, `[this person]` or "this". The same `turn_id` sent again never asks twice.
    With `choices`, which may name regions too, the student chooses among them instead of answering in its own words.
    """

    image_id: str
    typed: Typed
    choices: TypedChoices | None = None
    regions: Regions = ()
    selected: int | None = None
    pointing_ms: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    conversation_id: str | None = None
    student: str | None = None
    teacher: str | None = None
    turn_id: str | None = None
