"""Tell whether two texts say the same: word for word, or in nearly the same words.

Likeness is the share of the words of either text that both have (Jaccard), forms and small words aside. Region ids are
compared by the words that describe their regions, so that the two kinds of prompts can be compared.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from training.corpus.hygiene.hints import MOST_WORDS, words_apart
from training.corpus.hygiene.ids import in_words
from training.corpus.hygiene.marks import Texts

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
    """A question without marks and capitals, however its regions are named, and the words that it is compared by.

    The answer is read only if another question is nearly the same; `captions` are what the ids stand for.
    """

    question: list[str]
    asked: frozenset[str]
    qar: Texts
    captions: Mapping[int, str]

    @property
    def answer(self) -> str:
        return " ".join(_plain_words(self.qar.answer, self.captions))


def said_by(qar: Texts, captions: Mapping[int, str]) -> Said:
    question = _plain_words(qar.question, captions)
    return Said(question, _compared(question), qar, captions)


def places_of_alike(asked: frozenset[str], others: Sequence[frozenset[str]]) -> list[int]:
    """Return where among the others those are that have an `ALIKE` share of words in common with one."""
    size = len(asked)
    # The same as by `common_share`, in whole numbers: 5 * common >= 4 * (size + len(other) - common).
    return [place for place, other in enumerate(others) if 9 * len(asked & other) >= 4 * (size + len(other))]


def are_same(one: Said, other: Said) -> bool:
    """Return whether question and answer are the same, but for marks and capitals."""
    return one.question == other.question and one.answer == other.answer


def answer_alike(one: Said, other: Said) -> bool:
    """Return whether the answers of two questions that are nearly the same are so, too."""
    return likeness(one.answer, other.answer) >= _SAME_ANSWER


def repeats_answer(answer: str, rationale: str) -> bool:
    """Return whether a rationale says the answer again, in nearly the same words."""
    return not _surely_differ(answer, rationale) and likeness(answer, rationale) >= _REPEATED


def _surely_differ(answer: str, rationale: str) -> bool:
    """Return whether too many words of the answer, their last letters aside, stand nowhere in the rationale."""
    if not (answer.isascii() and rationale.isascii()):
        return False
    words, told = words_apart(answer).split(), rationale.lower()
    enough = len(words) - _REPEATED * len(words)
    enough = 2 * enough if "'" in answer else enough  # two of them may be one word with an apostrophe
    missing: set[str] = set()
    for word in words:
        if word[:-1] not in told and word not in _SMALL:
            missing.add(word)
            if len(missing) > enough:
                return True
    return False


def _plain_words(text: str, captions: Mapping[int, str]) -> list[str]:
    return _words_in(in_words(text, captions))


def words_of(text: str) -> frozenset[str]:
    """Return the words that a text is compared by, in small letters."""
    return _compared(_words_in(text))


def _words_in(text: str) -> list[str]:
    # The first way finds what the second does, in a third of its time.
    return words_apart(text).split() if text.isascii() and "'" not in text else _WORD.findall(text.casefold())


def _compared(words: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(_FORMS.__getitem__, words)))


class _Forms(dict[str, str]):
    """What words are compared by, "" for a small one: themselves without the commonest ending of English."""

    def __missing__(self, word: str) -> str:
        plural = len(word) > 3 and word[-1] == "s" and word[-2] != "s"
        form = "" if word in _SMALL else word[:-1] if plural else word
        if len(self) > MOST_WORDS:
            self.clear()
        self[word] = form
        return form


_FORMS = _Forms()
