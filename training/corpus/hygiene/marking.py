"""Say what is wrong with a QAR that a teacher wrote: why it cannot be used at all, or what speaks against it.

Whatever cannot be used (a QAR by region ids without one, one in words with one, ids that are not there, more than five)
is set aside. All else that a prompt forbids is marked and kept: whether a mark matters is decided at export.
"""

import re
from collections.abc import Collection, Mapping

from models.corpus import PromptKind
from training.corpus.hygiene.ids import breaks_in_words
from training.corpus.hygiene.known import Known
from training.corpus.hygiene.marks import MARKS, Mark, Texts
from training.corpus.hygiene.same import ALIKE, Said, answer_alike, are_same, ask_alike, common_share, said_by, words_of
from training.corpus.hygiene.words import marks_of_words

MOST_IDS = 5
_ID = re.compile(r"\[(\d+)\]")


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


def marks_of(qar: Texts, kind: PromptKind, known: Known) -> tuple[Mark, ...]:
    """Return what speaks against a QAR that can be used, in the order of `MARKS`."""
    found = set(marks_of_words(qar))
    if known.asked and _repeats_given(words_of(qar.question), known):
        found.add("repeats a given question")
    if kind == "regions" and breaks_in_words(qar, known.captions):
        found.add("breaks in words")
    if known.gives_orders:
        found.add("source gives orders")
    return tuple(mark for mark in MARKS if mark in found) if found else ()


class Repeats:
    """Notices what was said before about the same picture, in whatever call and kind of prompt: the first one stays.

    Ids and the words of their regions count as equal.
    """

    def __init__(self) -> None:
        self._kept: list[Said] = []

    def mark_of(self, qar: Texts, captions: Mapping[int, str]) -> Mark | None:
        """Return the mark that the next QAR earns by repeating another one, None for one that is new."""
        said = said_by(qar, captions)
        close = ask_alike(said, self._kept)
        if any(are_same(said, other) for other in close):
            return "duplicate"
        if any(answer_alike(said, other) for other in close):
            return "near-duplicate"
        self._kept.append(said)
        return None


def _repeats_given(asked: frozenset[str], known: Known) -> bool:
    # Most questions share too few words with all that are given together.
    if len(asked & known.asked_words) < ALIKE * len(asked):
        return False
    return any(common_share(asked, given) >= ALIKE for given in known.asked)
