"""Simulated annotators who compare two texts about one picture, as people do on the Compare page.

As in rating (`annotators.py`) a person perceives what is true of a text through noise. Of two texts the person prefers
the one with the larger x, and neither where they lie no further apart than twice the half-width m of "maybe":

    correctness      x of the answer
    plausibility     x of the rationale
    informativeness  ln(1 + n) + 0.35 e, n being the different words of answer and rationale that say something
    overall          the mean of the three

People who do not look (with the chance i) say left, tie or right by habit, 40, 20 and 40 times in a hundred. What they
say is simulated: it shows what a table such as the paper's fifth comes to where judges are often, not always, right.
"""

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_args

from models.judging import PairCriterion
from models.records import QAR
from training.experiments.annotators import Annotator, Shown, perceive
from training.experiments.rated_items import Truth
from training.experiments.words import content

Choice = Literal["first", "tie", "second"]
CRITERIA: tuple[PairCriterion, ...] = get_args(PairCriterion)
_OWN_NOISE = 0.35
_HABITS: Mapping[Choice, float] = {"first": 0.4, "tie": 0.2, "second": 0.4}


class Text(NamedTuple):
    """One of two texts: what is true of it, how hard that is to see, and its `words` that say something."""

    key: str
    difficulty: float
    answer: Truth
    rationale: Truth
    words: int


def words_of(qar: QAR) -> int:
    """Return how many different words of an answer and its rationale say something."""
    return len({*content(qar.answer), *content(qar.rationale)})


def prefer(annotator: Annotator, first: Text, second: Text) -> dict[PairCriterion, Choice]:
    """Return which of two texts a person prefers, the same whenever asked, whichever comes first."""
    both = "/".join(sorted((first.key, second.key)))
    rng = random.Random(f"{annotator.seed}/{both}/{annotator.name}/compares")
    if rng.random() < annotator.inattention:
        said: dict[PairCriterion, Choice] = {each: _by_habit(rng) for each in CRITERIA}
        return said if first.key <= second.key else {each: _turned(choice) for each, choice in said.items()}
    ahead = {each: _seen(annotator, first, each) - _seen(annotator, second, each) for each in CRITERIA[:3]}
    ahead["overall"] = math.fsum(ahead.values()) / len(ahead)
    return {each: _choice(ahead[each], 2 * annotator.band) for each in CRITERIA}


def majority(choices: Iterable[Choice]) -> Choice | None:
    """Return what at least two thirds of three, or more than half of any number, say; None without a majority.

    >>> majority(["first", "tie", "first"])
    'first'
    """
    votes = Counter(choices)
    best, count = votes.most_common(1)[0]
    return best if 2 * count > votes.total() else None


def _seen(annotator: Annotator, text: Text, criterion: PairCriterion) -> float:
    if criterion == "informativeness":
        own = random.Random(f"{annotator.seed}/{text.key}/words/{annotator.name}").gauss(0, 1)
        return math.log1p(text.words) + _OWN_NOISE * own
    shown = Shown(text.key, text.difficulty, text.answer, text.rationale)
    name, truth = ("qa", text.answer) if criterion == "correctness" else ("rationale", text.rationale)
    return perceive(annotator, shown, name, truth)


def _by_habit(rng: random.Random) -> Choice:
    choices: list[Choice] = list(_HABITS)
    return rng.choices(choices, list(_HABITS.values()))[0]


def _choice(ahead: float, band: float) -> Choice:
    if abs(ahead) <= band:
        return "tie"
    return "first" if ahead > 0 else "second"


def _turned(choice: Choice) -> Choice:
    turned: Mapping[Choice, Choice] = {"first": "second", "tie": "tie", "second": "first"}
    return turned[choice]
