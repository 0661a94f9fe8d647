"""Tell whether two texts say the same: word for word, or in nearly the same words.

Likeness is the share of the words of either text that both have (Jaccard), forms and small words aside. Region ids are
compared by the words that describe their regions, so that the two kinds of prompts can be compared.
"""

import re
from functools import lru_cache

from models.judging import Candidate
from models.teaching.wording import caption_of
from training.corpus.hygiene_ids import in_words

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
    first, second = _words(one), _words(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def says_same(one: Candidate, other: Candidate) -> bool:
    """Return whether question and answer are the same but for marks, capitals and the way regions are named."""
    return _plain(one, "question") == _plain(other, "question") and _plain(one, "answer") == _plain(other, "answer")


def are_alike(one: Candidate, other: Candidate) -> bool:
    """Return whether question and answer are nearly the same."""
    asked = likeness(_plain(one, "question"), _plain(other, "question"))
    return asked >= ALIKE and likeness(_plain(one, "answer"), _plain(other, "answer")) >= _SAME_ANSWER


def repeats_answer(answer: str, rationale: str) -> bool:
    return likeness(answer, rationale) >= _REPEATED


def _plain(candidate: Candidate, part: str) -> str:
    captions = {region.id: caption_of(region) for region in candidate.regions}
    return " ".join(_WORD.findall(in_words(getattr(candidate.qar, part), captions).casefold()))


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(text.casefold()) if word not in _SMALL)


def _stem(word: str) -> str:
    """Return a word without the commonest ending of English ("dogs" and "dog" are one)."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
