"""What the JSON API answers with, besides the records themselves."""

from datetime import datetime
from typing import Any

from pydantic import Field

from app.asking import Received
from app.gallery import GalleryPicture, Suggestion
from models.choices import ChoiceTurn, Nature, choices_of, nature_in, ranked
from models.records import Answer, Conversation, ImageRecord, Record, Region, Role, Turn


class ErrorReply(Record):
    """What went wrong, in one sentence for a person."""

    error: str


class PictureReply(Record):
    """A picture that can be asked about. Boxes and points count its pixels, `width` x `height`."""

    id: str
    width: int
    height: int
    url: str
    notes: tuple[str, ...] = Field(default=(), description="Remarks about the file, such as a skipped second frame.")
    regions: tuple[Region, ...] = Field(default=(), description="Regions that the picture came with.")
    suggestions: tuple[Suggestion, ...] = ()


class GalleryReply(Record):
    """A drawn scene of the start page; POST to /api/gallery/{id} to ask about it."""

    id: str
    title: str
    width: int
    height: int
    thumbnail: str


class AnswerReply(Record):
    """What one model said. `seconds` counts from the question to the last word."""

    answer: str
    rationale: str
    model: str
    seconds: float
    first_words_seconds: float | None = None
    confidence: float | None = Field(default=None, description="The chance that the answer is right, if known.")
    note: str = ""
    error: str = ""


class AskReply(AnswerReply):
    """The student's answer, the regions of the question with their ids, and the teacher's answer if it was asked."""

    regions: tuple[Region, ...] = ()
    question: str = Field(default="", description="The question as the model read it, regions written as [id].")
    conversation: str | None = None
    turn: str | None = None
    teacher: AnswerReply | None = None


class RankedChoice(Record):
    """A choice: its share of belief, and its place among the choices as they were sent, from 0."""

    choice: str
    share: float | None
    place: int


class ChooseReply(Record):
    """The choices, best first. `scored_by` tells what a share is made of: how likely the model would say the choice
    itself ("likelihood"), or how well the choice matches picture and question ("itm", "itc", "match": see
    `models.choices.Nature`)."""

    ranking: tuple[RankedChoice, ...]
    scored_by: Nature | None = None
    model: str
    seconds: float
    note: str = ""
    error: str = ""
    regions: tuple[Region, ...] = ()
    question: str = Field(default="", description="The question as the model read it, regions written as [id].")
    conversation: str | None = None
    turn: str | None = None


class ConversationReply(Record):
    """A conversation with its turns, oldest first; each question has its own copy of its regions."""

    id: str
    image: ImageRecord
    turns: tuple[ChoiceTurn | Turn, ...]
    created_at: datetime


def conversation_reply(conversation: Conversation) -> ConversationReply:
    return ConversationReply(
        id=conversation.id, image=conversation.image, turns=conversation.turns, created_at=conversation.created_at
    )


def picture_reply(received: Received, scene: GalleryPicture | None = None) -> PictureReply:
    image = received.image
    return PictureReply(
        id=image.id,
        width=image.width,
        height=image.height,
        url=f"/images/{image.id}",
        notes=received.notes,
        regions=received.regions,
        suggestions=scene.suggestions if scene else (),
    )


def ask_reply(turn: Turn, *, conversation: str | None) -> AskReply:
    student = _answer_of(turn, "student")
    teacher = _answer_of(turn, "teacher")
    return AskReply(
        **_fields(student or Answer(model="")),
        regions=turn.question.regions,
        question=turn.question.text,
        conversation=conversation,
        turn=turn.id,
        teacher=AnswerReply(**_fields(teacher)) if teacher else None,
    )


def choose_reply(turn: Turn, *, conversation: str | None) -> ChooseReply:
    answer = _answer_of(turn, "student") or Answer(model="")
    choices = choices_of(turn)
    return ChooseReply(
        ranking=tuple(
            RankedChoice(choice=each.text, share=each.share, place=choices.index(each)) for each in ranked(choices)
        ),
        scored_by=nature_in(answer),
        model=answer.model,
        seconds=round(answer.seconds, 3),
        note=answer.note,
        error=answer.error,
        regions=turn.question.regions,
        question=turn.question.text,
        conversation=conversation,
        turn=turn.id,
    )


def _answer_of(turn: Turn, role: Role) -> Answer | None:
    return next((answer for answer in turn.answers if answer.role == role), None)


def _fields(answer: Answer) -> dict[str, Any]:
    return {
        "answer": answer.text,
        "rationale": answer.rationale,
        "model": answer.model,
        "seconds": round(answer.seconds, 3),
        "first_words_seconds": _rounded(answer.first_words_seconds),
        "confidence": answer.confidence,
        "note": answer.note,
        "error": answer.error,
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
