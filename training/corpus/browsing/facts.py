"""What an entry of a corpus can be found by."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from training.corpus.stats.question_types import question_type


class Facts(NamedTuple):
    """The facts of an entry that an index keeps.

    `name` is the entry's in its corpus (`name_of`). `reason` is why it is set aside, without what is particular to it.
    `text` is what a search for words looks through.
    """

    name: str
    image: str
    type: str
    teacher: str
    prompt: str
    steer: str
    reason: str
    marks: tuple[str, ...]
    text: str


def facts_of(entry: Mapping[str, Any]) -> Facts:  # Any: an entry as JSON, since to check 100,000 takes half a minute
    """Return the facts of an `Entry` that was read as JSON."""
    candidate = entry["candidate"]
    qar, origin = candidate["qar"], candidate.get("origin", {})
    return Facts(
        name=name_of(candidate["image_id"], candidate["id"]),
        image=candidate["image_id"],
        type=question_type(qar["question"]),
        teacher=str(origin.get("teacher", origin.get("model", ""))),
        prompt=str(origin.get("prompt", origin.get("program", ""))),
        steer=str(origin.get("steer", "")),
        reason=entry.get("set_aside", "").partition(":")[0],
        marks=tuple(entry.get("marks", ())),
        text=searched(f"{qar['question']}\n{qar['answer']}\n{qar['rationale']}"),
    )


def name_of(image_id: str, candidate_id: str) -> str:
    """Return the name of an entry: in texts that come from several files the ids of two pictures may be the same."""
    return f"{image_id}/{candidate_id}"


def searched(text: str) -> str:
    """Return a text as it is compared in a search: small and capital letters are the same."""
    return text.casefold()
