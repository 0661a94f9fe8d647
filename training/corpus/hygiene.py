"""Say what is wrong with a QAR that a teacher wrote: why it cannot be used at all, or what speaks against it.

Whatever cannot be used (a QAR by region ids without one, one in words with one, ids that are not there, more than five)
is set aside. All else that a prompt forbids is marked and kept: whether a mark matters is decided at export.
"""

import re
from collections.abc import Collection, Sequence

from models.corpus import Entry, PromptKind, Verbalization
from models.records import QAR
from models.teaching.wording import gives_orders
from training.corpus.hygiene_ids import breaks_in_words
from training.corpus.hygiene_marks import MARKS, Mark
from training.corpus.hygiene_same import ALIKE, are_alike, likeness, says_same
from training.corpus.hygiene_words import marks_of_words

MOST_IDS = 5
_ID = re.compile(r"\[(\d+)\]")


def reason_to_set_aside(qar: QAR, kind: PromptKind, known: Collection[int]) -> str:
    """Return why a QAR cannot be used, "" if it can; `known` are the ids of the picture's regions."""
    named = {int(digits) for digits in _ID.findall(f"{qar.question} {qar.answer} {qar.rationale}")}
    if kind == "descriptions":
        return "an id in a text by descriptions" if named else ""
    if not named:
        return "no id in a text by ids"
    if not named <= set(known):
        unknown = ", ".join(f"[{each}]" for each in sorted(named - set(known))[:MOST_IDS])
        return f"unknown ids: {unknown}"
    return f"more than {MOST_IDS} ids" if len(named) > MOST_IDS else ""


def marks_of(qar: QAR, kind: PromptKind, verbalization: Verbalization) -> tuple[Mark, ...]:
    """Return what speaks against a QAR that can be used, in the order of `MARKS`."""
    found = set(marks_of_words(qar))
    if any(likeness(qar.question, exchange.question) >= ALIKE for exchange in verbalization.exchanges):
        found.add("repeats a given question")
    if kind == "regions" and breaks_in_words(qar, verbalization.picture.regions):
        found.add("breaks in words")
    if gives_orders(verbalization):
        found.add("source gives orders")
    return tuple(mark for mark in MARKS if mark in found)


def mark_repeats(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Mark what was said before about the same picture, in whatever call and kind of prompt: the first one stays.

    `entries` are those of one picture, in the order of their calls; ids and the words of their regions count as equal.
    """
    kept: list[Entry] = []
    marked = []
    for entry in entries:
        mark = None if entry.set_aside else _repeats(entry, kept)
        if mark:
            entry = entry.model_copy(update={"marks": (*entry.marks, mark)})
        elif not entry.set_aside:
            kept.append(entry)
        marked.append(entry)
    return tuple(marked)


def _repeats(entry: Entry, kept: Sequence[Entry]) -> Mark | None:
    if any(says_same(entry.candidate, other.candidate) for other in kept):
        return "duplicate"
    return "near-duplicate" if any(are_alike(entry.candidate, other.candidate) for other in kept) else None
