"""The texts that a question, an answer and a rationale become for those who learn from them.

Forms after the released code of the paper: a statement for students that compare and for critics, the same with a part
to read and a part to say for students that write. What it did not document is said where it is done.
"""

import random
from typing import NamedTuple

from models.records import QAR
from models.statements import TextSettings, plain, written


class Halves(NamedTuple):
    """What is read and what is to be said; a text that lost its end does not end there (`ends`)."""

    read: str
    said: str
    ends: bool = True


def statement(qar: QAR, settings: TextSettings, rng: random.Random) -> str:
    """Return question and answer as one text, with or without the rationale."""
    return written(qar, settings, rationale=rng.random() < settings.rationale)


def halves(qar: QAR, settings: TextSettings, rng: random.Random) -> Halves:
    """Return a statement in two parts: the reader's ends somewhere in its first half, before at least one word."""
    reason = f" Rationale: {qar.rationale}" if qar.rationale else ""
    whole = plain(f"{qar.question} Answer: {qar.answer}{reason}", settings).split()
    words = whole[: settings.words]
    cut = rng.randint(1, max(1, len(words) // 2))
    return Halves(settings.prompt + " ".join(words[:cut]), " ".join(words[cut:]), len(words) == len(whole))


def question_and_reply(qar: QAR, settings: TextSettings) -> Halves:
    """Return the question, and the answer with its rationale: what is asked of a student that has learned."""
    reply = f"{qar.answer} Rationale: {qar.rationale}" if qar.rationale else qar.answer
    return Halves(settings.prompt + plain(f"{qar.question} Answer:", settings), plain(reply, settings))
