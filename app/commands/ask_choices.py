"""`deixis ask --choice ...`: let the student choose among answers."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from models.choices import Choice, ChoiceTurn, nature_in, ranked
from models.choosing import bind_choices, rank
from models.records import Question
from models.registry import build_scorer

if TYPE_CHECKING:
    from app.settings import Settings
    from models.pictures import Picture


def choose(picture: "Picture", question: Question, typed: Sequence[str], settings: "Settings") -> ChoiceTurn:
    """Bind the choices, rank them, and return both as a turn. Raises BadQuestion, BadSetting and ModelUnavailable."""
    selected = question.regions[0].id if len(question.regions) == 1 else None
    question, choices = bind_choices(typed, question, selected)
    scorer = build_scorer(settings.student, settings.model_options)
    *_, ranking = rank(scorer, picture.image, question, choices)
    shared = zip(choices, ranking.shares, strict=True)
    return ChoiceTurn(
        id="asked",
        question=question,
        answers=(ranking,),
        choices=tuple(Choice(text=text, share=share) for text, share in shared),
        created_at=datetime.now(UTC),
    )


def lines_of(turn: ChoiceTurn) -> Iterator[str]:
    """Yield the choices for a terminal, best first, without what could steer one."""
    for choice in ranked(turn.choices):
        line = f"{100 * (choice.share or 0.0):5.1f} %  {choice.text}"
        yield "".join(character for character in line if character.isprintable())


def remark_on(turn: ChoiceTurn) -> str:
    """Return who chose, by what, in how long."""
    (answer,) = turn.answers
    return f"{answer.model} by {nature_in(answer)}, {answer.seconds:.1f} s"


def reply_of(turn: ChoiceTurn) -> dict[str, Any]:
    """Return what --json prints: the ranking, each choice with its place among the --choice options, from 0."""
    (answer,) = turn.answers
    return {
        "ranking": [
            {"choice": choice.text, "share": choice.share, "place": turn.choices.index(choice)}
            for choice in ranked(turn.choices)
        ],
        "scored_by": nature_in(answer),
        "model": answer.model,
        "seconds": round(answer.seconds, 3),
        "regions": [region.model_dump(mode="json") for region in turn.question.regions],
        "question": turn.question.text,
        "note": answer.note,
        "settings": answer.settings,
    }
