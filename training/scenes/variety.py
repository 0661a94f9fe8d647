"""Measure how varied the language of the questions is, per type and over all."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from models.records import Record
from training.scenes.graph import AGES, COLOURS, FEELINGS, PROFESSIONS
from training.scenes.phrases import FEELING_WORDS
from training.scenes.telling import SceneQuestion, mask_ids
from training.scenes.things import THINGS

WINDOW = 50
_TOKEN = re.compile(r"\[\]|[a-z']+")


class TypeVariety(Record):
    """The language of one question type: questions, answers and rationales, except where it says questions.

    `phrasings` counts different questions once ids, feelings, colours and the nouns of people and things are masked
    and what follows a colon is cut off; `openings` the different first two words of questions. `length` is the mean
    number of words of a question, a region counting as one.
    """

    questions: int
    phrasings: int
    openings: int
    length: float
    type_token_ratio: float
    moving_ratio: float
    distinct_1: int
    distinct_2: int
    distinct_3: int


class Variety(Record):
    """The language of all questions and of each type."""

    overall: TypeVariety
    types: dict[str, TypeVariety]


def measure_variety(questions: Iterable[SceneQuestion]) -> Variety:
    """Measure the language of questions in the order in which they come."""
    by_type: dict[str, list[SceneQuestion]] = defaultdict(list)
    everything = list(questions)
    for question in everything:
        by_type[question.type].append(question)
    return Variety(overall=_measure(everything), types={name: _measure(by_type[name]) for name in sorted(by_type)})


def type_token_ratio(tokens: Sequence[str]) -> float:
    """Return the share of different words among all words (Templin 1957); it falls with the length of a text.

    "the dog sees the dog" has 3 different words of 5: 0.6. No words give 0.
    """
    return len(set(tokens)) / len(tokens) if tokens else 0.0


def moving_ratio(tokens: Sequence[str], window: int = WINDOW) -> float:
    """Return the mean type-token ratio over all windows of `window` words in a row, whatever the length of the text.

    MATTR = mean over i of |set(w_i .. w_{i+window-1})| / window (Covington and McFall, "Cutting the Gordian knot: the
    moving-average type-token ratio", Journal of Quantitative Linguistics 17, 2010). "a b a a" in windows of 2 gives
    (1 + 1 + 1/2) / 3. A text shorter than a window is one window.
    """
    if len(tokens) <= window:
        return type_token_ratio(tokens)
    counts: dict[str, int] = defaultdict(int)
    total = 0
    for position, token in enumerate(tokens):
        counts[token] += 1
        if position >= window:
            left = tokens[position - window]
            counts[left] -= 1
            if not counts[left]:
                del counts[left]
        if position >= window - 1:
            total += len(counts)
    return total / window / (len(tokens) - window + 1)


def distinct(texts: Iterable[Sequence[str]], size: int) -> int:
    """Return the number of different runs of `size` words, none across two texts (Li et al., NAACL 2016, counts)."""
    return len({tuple(text[n : n + size]) for text in texts for n in range(len(text) - size + 1)})


def phrasing_of(question: str) -> str:
    """Return a question with everything masked that the scene decides, as far as single words tell."""
    masked = _words_of_the_world().sub("_", mask_ids(question).lower()).replace("an _", "a _")
    return re.sub(r"(\[\](, | and | or )?){2,}", "[]", masked.split(":")[0])


def _measure(questions: list[SceneQuestion]) -> TypeVariety:
    asked = [_tokens(each.qar.question) for each in questions]
    texts = [_tokens(text) for each in questions for text in (each.qar.question, each.qar.answer, each.qar.rationale)]
    words = [word for text in texts for word in text]
    return TypeVariety(
        questions=len(questions),
        phrasings=len({phrasing_of(each.qar.question) for each in questions}),
        openings=len({tuple(text[:2]) for text in asked}),
        length=sum(map(len, asked)) / len(asked) if asked else 0.0,
        type_token_ratio=type_token_ratio(words),
        moving_ratio=moving_ratio(words),
        distinct_1=distinct(texts, 1),
        distinct_2=distinct(texts, 2),
        distinct_3=distinct(texts, 3),
    )


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(mask_ids(text).lower())


@cache
def _words_of_the_world() -> re.Pattern[str]:
    words = {word for feeling in FEELINGS for word in FEELING_WORDS[feeling]}
    words |= {thing.noun for thing in THINGS.values()} | set(THINGS) | {*AGES, *PROFESSIONS, *COLOURS}
    return re.compile(rf"\b({'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b")
