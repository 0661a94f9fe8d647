"""The texts that a question, an answer and a rationale become for those who learn from them.

Forms after the released code of the paper: a statement for students that compare and for critics, the same with a part
to read and a part to say for students that write. What it did not document is said where it is done.
"""

import random
from typing import NamedTuple

from models.records import QAR, Record


class TextSettings(Record):
    """`rationale` is how often a statement has its rationale; `prompt` stands before all. Texts have at most so many
    `words` and are in lower case, unless `plain` is off: the released code's words are those of BERT without capitals.
    """

    rationale: float = 0.5
    prompt: str = ""
    words: int = 70
    plain: bool = True


STUDENT = TextSettings(prompt="question: ")
CRITIC = TextSettings(rationale=1.0)


class Halves(NamedTuple):
    """What is read and what is to be said."""

    read: str
    said: str


def statement(qar: QAR, settings: TextSettings, rng: random.Random) -> str:
    """Return question and answer as one text, with or without the rationale."""
    return written(qar, settings, rationale=rng.random() < settings.rationale)


def written(qar: QAR, settings: TextSettings, *, rationale: bool) -> str:
    """Return question and answer as one text."""
    text = f"{qar.question} Answer: {qar.answer}"
    if rationale and qar.rationale:
        text += f" Rationale: {qar.rationale}"
    # The prompt is not counted, and what is too long loses its end.
    return settings.prompt + _plain(" ".join(text.split()[: settings.words]), settings)


def halves(qar: QAR, settings: TextSettings, rng: random.Random) -> Halves:
    """Return a statement in two parts: the reader's ends somewhere in its first half, before at least one word."""
    words = _plain(f"{qar.question} Answer: {qar.answer} Rationale: {qar.rationale}", settings).split()[
        : settings.words
    ]
    cut = rng.randint(1, max(1, len(words) // 2))
    return Halves(settings.prompt + " ".join(words[:cut]), " ".join(words[cut:]))


def question_and_reply(qar: QAR, settings: TextSettings) -> Halves:
    """Return the question, and the answer with its rationale: what is asked of a student that has learned."""
    reply = f"{qar.answer} Rationale: {qar.rationale}" if qar.rationale else qar.answer
    return Halves(settings.prompt + _plain(f"{qar.question} Answer:", settings), _plain(reply, settings))


def _plain(text: str, settings: TextSettings) -> str:
    return text.lower() if settings.plain else text
