"""The vocabulary of the house: frozen records that travel between the folders.

Boxes are absolute pixels of the EXIF-normalised original, float, xyxy, origin top-left, right and bottom exclusive.
Every foreign convention is converted where it is read. A region's id is what is written `[0]` in a text, and it decides
the region's colour. Questions and answers keep their own copy of the regions they speak of, so an old `[1]` never
changes its meaning.
"""

from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator


def without_surrogates(text: str) -> str:
    """Return the text without lone surrogates, which JSON can carry but no file, database or answer can."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")


Gesture = Literal["drag", "click", "key", "phrase"]
Role = Literal["student", "teacher"]
Setting = str | int | float | bool


class Point(NamedTuple):
    """A place in a picture, in pixels."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle in pixels: left, top, right, bottom; right and bottom are exclusive."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return max(self.x1 - self.x0, 0.0) * max(self.y1 - self.y0, 0.0)

    @property
    def centre(self) -> Point:
        return Point((self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2)


class Record(BaseModel):
    """A value that never changes; a field that is not known and a number that is none are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Region(Record):
    """A part of a picture that a text can name as `[id]`."""

    id: int = Field(ge=0, le=9999)
    kind: Literal["box", "point"] = "box"
    box: Box
    polygon: tuple[Point, ...] | None = None
    label: str = Field(default="", max_length=80)
    description: str = Field(default="", max_length=2000)
    gesture: Gesture | None = None

    @field_validator("box")
    @classmethod
    def _box_is_a_rectangle(cls, box: Box) -> Box:
        if box.x1 <= box.x0 or box.y1 <= box.y0:
            raise ValueError(f"box {tuple(box)} is empty or inside out; write it as left, top, right, bottom")
        return box


class ImageRecord(Record):
    """A picture: `id` is the sha256 of the file's bytes as received, width and height are after EXIF rotation."""

    id: str = Field(pattern=r"^[0-9a-f]{64}$")
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    source: str = ""
    licence: str = ""


class Question(Record):
    """A question about a picture. `text` names regions as `[id]`; `typed` is what the person wrote."""

    image_id: str
    text: str
    typed: str = ""
    regions: tuple[Region, ...] = ()


class Answer(Record):
    """What a model said so far. A streamed answer is a series of these, the last one with `complete=True`.

    `seconds` counts from the request, `first_words_seconds` to the first words; `confidence` is the chance that the
    whole answer is right, where the model is calibrated to say so; `settings` are the model's own
    (temperature, device ...); `note` is a remark for the reader, such as "this student knows drawn scenes only".
    """

    text: str = ""
    rationale: str = ""
    model: str
    role: Role = "student"
    seconds: float = Field(default=0.0, ge=0)
    first_words_seconds: float | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    settings: dict[str, Setting] = Field(default_factory=dict)
    note: str = ""
    error: str = ""
    complete: bool = False


class QAR(Record):
    """A question, its answer and the rationale, with regions named as `[id]`."""

    question: str
    answer: str
    rationale: str

    @property
    def text(self) -> str:
        """Return all three as one text."""
        return f"{self.question} {self.answer} {self.rationale}"


class Turn(Record):
    """One question of a conversation and what was answered; `pointing_ms` is first gesture to send."""

    id: str
    question: Question
    answers: tuple[Answer, ...] = ()
    pointing_ms: float | None = Field(default=None, ge=0)
    created_at: datetime


class Conversation(Record):
    """All turns about one picture, oldest first, owned by one browser (or account)."""

    id: str
    owner: str
    image: ImageRecord
    turns: tuple[Turn, ...] = ()
    created_at: datetime

    def turn(self, turn_id: str) -> Turn | None:
        """Return the turn of that id, None if there is none (any more)."""
        return next((turn for turn in self.turns if turn.id == turn_id), None)


class Tag(NamedTuple):
    """A label of a vocabulary and how well it fits a picture."""

    label: str
    score: float


class Detection(NamedTuple):
    """A region that was found: how certain it is, from 0 to 1, and what it shows as far as the detector can tell."""

    box: Box
    score: float
    label: str = ""
