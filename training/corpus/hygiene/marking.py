"""Say what is wrong with a QAR that a teacher wrote: why it cannot be used at all, or what speaks against it.

Whatever cannot be used (a QAR by region ids without one, one in words with one, ids that are not there, more than five)
is set aside. All else that a prompt forbids is marked and kept: whether a mark matters is decided at export.
"""

import re
from collections.abc import Collection, Sequence
from operator import is_

from models.corpus import Entry, PromptKind
from models.records import QAR, Region
from training.corpus.hygiene.ids import breaks_in_words, captions_of
from training.corpus.hygiene.known import Known
from training.corpus.hygiene.marks import MARKS, Mark
from training.corpus.hygiene.same import ALIKE, Said, are_alike, common_share, said_by, words_of
from training.corpus.hygiene.words import marks_of_words

MOST_IDS = 5
_ID = re.compile(r"\[(\d+)\]")


def reason_to_set_aside(qar: QAR, kind: PromptKind, known: Collection[int]) -> str:
    """Return why a QAR cannot be used, "" if it can; `known` are the ids of the picture's regions."""
    named = {int(digits) for digits in _ID.findall(f"{qar.question} {qar.answer} {qar.rationale}")}
    if kind == "descriptions":
        return "an id in a text by descriptions" if named else ""
    if not named:
        return "no id in a text by ids"
    if unknown := named.difference(known):
        return f"unknown ids: {', '.join(f'[{each}]' for each in sorted(unknown)[:MOST_IDS])}"
    return f"more than {MOST_IDS} ids" if len(named) > MOST_IDS else ""


def marks_of(qar: QAR, kind: PromptKind, known: Known) -> tuple[Mark, ...]:
    """Return what speaks against a QAR that can be used, in the order of `MARKS`."""
    found = set(marks_of_words(qar))
    if known.asked and _repeats_given(words_of(qar.question), known):
        found.add("repeats a given question")
    if kind == "regions" and breaks_in_words(qar, known.captions):
        found.add("breaks in words")
    if known.gives_orders:
        found.add("source gives orders")
    return tuple(mark for mark in MARKS if mark in found) if found else ()


def mark_repeats(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Mark what was said before about the same picture, in whatever call and kind of prompt: the first one stays.

    `entries` are those of one picture, in the order of their calls; ids and the words of their regions count as equal.
    """
    kept: list[Said] = []
    marked = []
    regions: tuple[Region, ...] = ()
    captions: dict[int, str] = {}
    for entry in entries:
        if not entry.set_aside:
            if not _are_same(entry.candidate.regions, regions):  # mostly they are those of the entry before
                regions = entry.candidate.regions
                captions = captions_of(regions)
            said = said_by(entry.candidate.qar, captions)
            if mark := _repeats(said, kept):
                entry = entry.model_copy(update={"marks": (*entry.marks, mark)})
            else:
                kept.append(said)
        marked.append(entry)
    return tuple(marked)


def _repeats_given(asked: frozenset[str], known: Known) -> bool:
    # Most questions share too few words with all that are given together.
    if len(asked & known.asked_words) < ALIKE * len(asked):
        return False
    return any(common_share(asked, given) >= ALIKE for given in known.asked)


def _are_same(some: Sequence[Region], others: Sequence[Region]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))


def _repeats(said: Said, kept: Sequence[Said]) -> Mark | None:
    if said in kept:
        return "duplicate"
    enough = ALIKE * len(said.asked)  # words in common; most have fewer
    close = (other for other in kept if len(said.asked & other.asked) >= enough)
    return "near-duplicate" if any(are_alike(said, other) for other in close) else None
