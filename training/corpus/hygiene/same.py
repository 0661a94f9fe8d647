"""Tell whether two texts say the same: word for word, or in nearly the same words.

Likeness is the share of the words of either text that both have (Jaccard), forms and small words aside. Region ids are
compared by the words that describe their regions, so that the two kinds of prompts can be compared.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from models.judging import Candidate
from training.corpus.hygiene.ids import captions_of, in_words

ALIKE = 0.8  # of two questions
_SAME_ANSWER = 0.6
_REPEATED = 0.9  # of an answer and its rationale
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an the of in on at to with and is are was were be been do does did it its this that there here by for from"
        " as has have had you your we can",
    )
)


def likeness(one: str, other: str) -> float:
    """Return the share of words that two texts share, from 0 to 1; 0 where one has none.

    >>> likeness("Where is this dog?", "Where are the dogs?")
    1.0
    """
    return common_share(words_of(one), words_of(other))


def common_share(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the share of two sets of words that is in both."""
    common = len(first & second)
    return common / (len(first) + len(second) - common) if common else 0.0


class Said(NamedTuple):
    """Question and answer, however their regions are named, without marks and capitals: equal ones say the same."""

    question: str
    answer: str


def said_by(candidate: Candidate) -> Said:
    captions = captions_of(candidate.regions)
    return Said(_plain(candidate.qar.question, captions), _plain(candidate.qar.answer, captions))


def are_alike(one: Said, other: Said) -> bool:
    """Return whether question and answer are nearly the same."""
    return likeness(one.question, other.question) >= ALIKE and likeness(one.answer, other.answer) >= _SAME_ANSWER


def repeats_answer(answer: str, rationale: str) -> bool:
    # Words that both have stand in the rationale: that is soon seen not to be so.
    words, told = words_of(answer), rationale.casefold()
    return sum(word in told for word in words) >= _REPEATED * len(words) and likeness(answer, rationale) >= _REPEATED


def _plain(text: str, captions: dict[int, str]) -> str:
    return " ".join(_WORD.findall(in_words(text, captions).casefold()))


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """Return the words that a text is compared by, in small letters."""
    words = set(_WORD.findall(text.casefold())) - _SMALL
    # Without the commonest ending of English: "dogs" and "dog" are one.
    return frozenset([word[:-1] if word[-1] == "s" and len(word) > 3 and word[-2] != "s" else word for word in words])
