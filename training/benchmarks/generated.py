"""A model that only answers, as one that chooses: it is asked, and what it says is matched with the choices by rule.

Where choices are listed, a letter alone, or one that is called the answer, is that choice. Else the scores of the
choices are their likeness to what was said, the F1 of their words (Rajpurkar et al., "SQuAD", EMNLP 2016, section
6.1), regions counting as words. What is like none of them chooses none.
"""

import re
import string
from collections import Counter
from collections.abc import Sequence

from PIL import Image

from models.base import Answerer
from models.choosing import check_choices
from models.errors import BadQuestion
from models.records import Answer, Question

_LIST = "{question}\n{choices}\nAnswer with the letter of the right choice alone."
_LETTER = re.compile(
    r"^\W*(?i:(?:the\s+)?(?:(?:right|correct|best)\s+)?(?:answer|choice|option)\W+(?:is\W+)?)?\(?([A-Z])\)?(?:\W|$)"
)
_NO_LETTER = re.compile(r"^(?:A\s+|I(?:\s+|['’]))\w")  # "A dog", "I think", "I'm sure"
_WORD = re.compile(r"\[\d+\]|[\w']+")
_ARTICLES = frozenset(("a", "an", "the"))


class Generated:
    """A scorer made of a model that answers. `listed` shows it the choices, which a small student cannot read.

    Its shares are those of the likeness to what it says.
    """

    def __init__(self, answerer: Answerer, *, listed: bool) -> None:
        self.name = answerer.name
        self._answerer = answerer
        self._listed = listed

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
        """Return the share of belief of every choice. Raises BadQuestion where the answer is like none of them."""
        check_choices(choices)
        said = self._said(image, question, choices)
        letter = letter_in(said, len(choices)) if self._shows(choices) else None
        if letter is not None:
            return tuple(float(place == letter - 1) for place in range(len(choices)))
        likeness = [likeness_of(said, choice) for choice in choices]
        if not any(likeness):
            raise BadQuestion(f'The answer "{said[:80]}" is like none of the choices.')
        return tuple(each / sum(likeness) for each in likeness)

    def _said(self, image: Image.Image, question: Question, choices: Sequence[str]) -> str:
        asked = question
        if self._shows(choices):
            lines = "\n".join(
                f"{letter}. {choice}" for letter, choice in zip(string.ascii_uppercase, choices, strict=False)
            )
            asked = question.model_copy(update={"text": _LIST.format(question=question.text, choices=lines)})
        answer: Answer | None = None
        for grown in self._answerer.answer(image, asked):
            answer = grown
        return answer.text if answer else ""

    def _shows(self, choices: Sequence[str]) -> bool:
        """Return whether the choices are listed to the model; more than there are letters are not."""
        return self._listed and len(choices) <= len(string.ascii_uppercase)


def letter_in(said: str, count: int) -> int | None:
    """Return the number, from 1, of the choice whose letter an answer begins with; None where it begins otherwise.

    >>> letter_in("(B) because it rains", 4), letter_in("The answer is C.", 4), letter_in("A dog", 4)
    (2, 3, None)
    """
    match = _LETTER.match(said.strip())
    if match is None or _NO_LETTER.match(said.strip()):
        return None
    number = string.ascii_uppercase.index(match[1]) + 1
    return number if number <= count else None


def likeness_of(said: str, choice: str) -> float:
    """Return the F1 of the words of two texts, articles aside, from 0 to 1.

    >>> likeness_of("[0] is sad", "the [0] is very sad")
    0.8571428571428571
    """
    words, others = (Counter(_words(text)) for text in (said, choice))
    shared = (words & others).total()
    return 2 * shared / (words.total() + others.total()) if shared else 0.0


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _ARTICLES]
