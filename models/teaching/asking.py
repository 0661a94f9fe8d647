"""Dynamic descriptors (section 2.1 of the paper): a teacher asks simple questions, somebody who sees answers them."""

import json
import re

from pydantic import Field

from models.corpus import ChatRequest, Message, Verbalization
from models.records import Record
from models.teaching.prompt import current_prompt
from models.teaching.wording import sections

_LONGEST = 200  # characters of a simple question
_MOST = 50
_READ = 100_000  # characters of a reply
_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_LEAD = re.compile(
    r"^[\s\"'“”*_#>•·–—-]{0,12}(?:\(?\d{1,3}\s*[.):：-]\s*)?[\"'“*_\s]{0,6}(?:(?:question|q)\s*\d*\s*[.):：-]\s*)?[\"'“*_\s]{0,6}",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"[^?？]*[?？]")


class QuestionSettings(Record):
    """How many simple questions are asked, and how the teacher is sampled for them."""

    count: int = Field(default=15, ge=1, le=_MOST)
    temperature: float = Field(default=0.8, ge=0)
    nucleus: float = Field(default=1.0, gt=0, le=1)
    max_tokens: int = Field(default=600, gt=0)
    seed: int | None = None


def question_request(verbalization: Verbalization, settings: QuestionSettings | None = None) -> ChatRequest:
    """Return what a teacher is asked to ask about a picture; exchanges that it has already are not told."""
    settings = settings or QuestionSettings()
    known = sections(verbalization, "descriptions")
    del known["exchanges"]
    text = current_prompt("questions").filled(**known, count=settings.count)
    return ChatRequest(
        messages=(Message(speaker="user", text=text),),
        temperature=settings.temperature,
        nucleus=settings.nucleus,
        max_tokens=settings.max_tokens,
        seed=settings.seed,
    )


def read_questions(text: str, most: int = 15) -> tuple[str, ...]:
    """Return the questions of a reply, whatever way they are listed in; all else in it is left out."""
    found: dict[str, str] = {}
    for line in _lines(_THINKING.sub("", text[:_READ])):
        question = _question_in(line)
        if question and len(found) < min(most, _MOST):
            found.setdefault(question.casefold(), question)
    return tuple(found.values())


def _lines(text: str) -> list[str]:
    """Return the items of a JSON list, else the lines."""
    start, end = text.find("["), text.rfind("]")
    if 0 <= start < end:
        try:
            listed = json.loads(text[start : end + 1])
        except ValueError:
            return text.splitlines()
        return [each for each in listed if isinstance(each, str)]
    return text.splitlines()


def _question_in(line: str) -> str:
    """Return the question that a line begins with, "" if it begins with none."""
    match = _QUESTION.match(_LEAD.sub("", line[: 2 * _LONGEST], count=1))
    question = " ".join(match[0].replace("？", "?").split()) if match else ""
    words = len(question.split())
    return question if len(question) <= _LONGEST and (words > 1 or len(question) > 3) else ""
