"""Say what is wrong with a QAR that a teacher wrote: why it cannot be used at all, or what speaks against it.

Whatever cannot be used (a QAR by region ids without one, one in words with one, ids that are not there, more than five)
is set aside. All else that a prompt forbids is marked and kept: whether a mark matters is decided at export.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from models.corpus import PromptKind
from training.corpus.hygiene.ids import APART, breaks_in_words, never_breaks
from training.corpus.hygiene.known import Known
from training.corpus.hygiene.marks import MARKS, NOT_SEEN, Mark, Seen, Texts
from training.corpus.hygiene.same import (
    ALIKE,
    Said,
    answer_alike,
    are_same,
    common_share,
    places_of_alike,
    said_by,
    words_of,
)
from training.corpus.hygiene.words import each_ends_once, hints_in, marks_of_words

MOST_IDS = 5
_ID = re.compile(r"\[(\d+)\]")


class Judged(NamedTuple):
    """Why a QAR cannot be used, "" if it can, and what speaks against it then, in the order of `MARKS`."""

    set_aside: str = ""
    marks: tuple[Mark, ...] = ()


def judge(texts: Sequence[Texts], kind: PromptKind, known: Known) -> list[Judged]:
    """Return what is wrong with each of the QARs of a reply.

    One look at all of them together clears most of most; the rest `reason_to_set_aside` and `marks_of` look at.
    """
    parts = [part for text in texts for part in (text.question, text.answer, text.rationale)]
    whole = APART.join(("", *parts))
    usable = _are_usable(whole, texts, kind, known)
    seen = Seen(hints_in(whole), each_ends_once(whole, parts), kind == "descriptions" or never_breaks(whole))
    judged: list[Judged] = []
    for text in texts:
        reason = "" if usable else reason_to_set_aside(text, kind, known.captions)
        judged.append(Judged(reason) if reason else Judged("", marks_of(text, kind, known, seen)))
    return judged


def reason_to_set_aside(qar: Texts, kind: PromptKind, known: Collection[int]) -> str:
    """Return why a QAR cannot be used, "" if it can; `known` are the ids of the picture's regions."""
    named = {int(digits) for digits in _ID.findall(f"{qar.question} {qar.answer} {qar.rationale}")}
    if kind == "descriptions":
        return "an id in a text by descriptions" if named else ""
    if not named:
        return "no id in a text by ids"
    if unknown := named.difference(known):
        return f"unknown ids: {', '.join(f'[{each}]' for each in sorted(unknown)[:MOST_IDS])}"
    return f"more than {MOST_IDS} ids" if len(named) > MOST_IDS else ""


def marks_of(qar: Texts, kind: PromptKind, known: Known, seen: Seen = NOT_SEEN) -> tuple[Mark, ...]:
    """Return what speaks against a QAR that can be used, in the order of `MARKS`."""
    found = marks_of_words(qar, seen)
    if known.asked and _repeats_given(words_of(qar.question), known):
        found.append("repeats a given question")
    if kind == "regions" and not seen.unbroken and breaks_in_words(qar, known.captions):
        found.append("breaks in words")
    if known.gives_orders:
        found.append("source gives orders")
    return tuple(mark for mark in MARKS if mark in found) if found else ()


def _are_usable(whole: str, texts: Sequence[Texts], kind: PromptKind, known: Known) -> bool:
    """Return whether none of the texts, of which the whole is made, is surely to be set aside."""
    ids = _ID.findall(whole)
    if kind == "descriptions":
        return not ids
    named = set(map(int, set(ids)))
    # Where every bracket is that of an id, it tells which texts name one.
    return (
        len(named) <= MOST_IDS
        and known.captions.keys() >= named
        and whole.count("[") == len(ids)
        and all("[" in text.question or "[" in text.answer or "[" in text.rationale for text in texts)
    )


class Repeats:
    """Notices what was said before about the same picture, in whatever call and kind of prompt: the first one stays.

    Ids and the words of their regions count as equal.
    """

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._asked: list[frozenset[str]] = []
        self._kept: list[Said] = []

    def mark_of(self, qar: Texts, captions: Mapping[int, str]) -> Mark | None:
        """Return the mark that the next QAR earns by repeating another one, None for one that is new."""
        said = said_by(qar, captions)
        asked = said.asked
        # Most questions share too few words with all others together.
        if len(asked & self._words) >= ALIKE * len(asked) and (places := places_of_alike(asked, self._asked)):
            close = [self._kept[place] for place in places]
            if any(are_same(said, other) for other in close):
                return "duplicate"
            if any(answer_alike(said, other) for other in close):
                return "near-duplicate"
        self._asked.append(asked)
        self._words |= asked
        self._kept.append(said)
        return None


def _repeats_given(asked: frozenset[str], known: Known) -> bool:
    # Most questions share too few words with all that are given together.
    if len(asked & known.asked_words) < ALIKE * len(asked):
        return False
    return any(common_share(asked, given) >= ALIKE for given in known.asked)
