"""What a model says of the choices of every item: a score for each, higher is better."""

import math
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import Protocol, runtime_checkable

from PIL import Image
from pydantic import Field

from models.base import LookingScorer, Scorer
from models.errors import BadQuestion
from models.records import Question, Record, without_surrogates
from training.benchmarks.items import Item, ItemSet

Scores = tuple[float, ...]
Score = Callable[[Question, Sequence[str]], Scores]
_LEAST = 1e-300  # of a share: smaller ones have no logarithm that a computer can tell apart


class Heard(Record):
    """What was said to one question, how likely its speaker held it to be right (None: nothing said), and after how
    many seconds."""

    text: str
    confidence: float | None
    seconds: float


@runtime_checkable
class HeardScorer(Scorer, Protocol):
    """A scorer that also tells what it heard."""

    def take_heard(self) -> Heard | None:
        """Return what was heard by the last call of `score`, once; None where that asked nobody."""
        ...


class Said(Record):
    """What a model said of the items of one picture, by item id: scores, why an item has none, and what was heard, if
    anything."""

    scores: dict[str, Scores] = Field(default_factory=dict)
    unread: dict[str, str] = Field(default_factory=dict)
    heard: dict[str, Heard] = Field(default_factory=dict)


class Predictions(Said):
    """What a model said of all items.

    `regions` and `question` say whether the model was given these, None where nobody knows. `shuffled_ids` is the seed
    by which the ids of regions were exchanged, None where they were not.
    """

    model: str
    scored_by: str
    regions: bool | None = None
    question: bool | None = None
    shuffled_ids: int | None = None


def predict(
    scorer: Scorer,
    items: ItemSet,
    *,
    scored_by: str,
    regions: bool = True,
    question: bool = True,
    report: Callable[[int], None] = lambda _done: None,
) -> Predictions:
    """Let a model score all choices of all items, each picture looked over once where it can.

    `regions` and `question` withhold boxes and text where they are False. `report` gets the number of items done.
    Items that the model cannot read, for their length or their words, are left out and counted as wrong later on.
    """
    said: list[Said] = []
    done = 0
    for picture, group in groupby(items.items, lambda item: item.picture):
        shown = tuple(group)
        said.append(score_picture(scorer, items.open(picture), shown, regions=regions, question=question))
        done += len(shown)
        report(done)
    return put_together(said, model=scorer.name, scored_by=scored_by, regions=regions, question=question)


def put_together(
    said: Sequence[Said], *, model: str, scored_by: str, regions: bool | None, question: bool | None
) -> Predictions:
    """Return what was said of each picture as that of all; other arguments as in `Predictions`."""
    return Predictions(
        model=model,
        scored_by=scored_by,
        regions=regions,
        question=question,
        scores={name: scores for each in said for name, scores in each.scores.items()},
        unread={name: reason for each in said for name, reason in each.unread.items()},
        heard={name: heard for each in said for name, heard in each.heard.items()},
    )


def score_picture(
    scorer: Scorer, image: Image.Image, items: Sequence[Item], *, regions: bool = True, question: bool = True
) -> Said:
    """Let a model score the items of one picture, which it looks over once where it can; as for `predict`."""
    scores: dict[str, Scores] = {}
    unread: dict[str, str] = {}
    heard: dict[str, Heard] = {}
    score, hearer = _looking(scorer, image), scorer if isinstance(scorer, HeardScorer) else None
    for item in items:
        try:
            scores[item.id] = _scored(score, item.asked(regions=regions, question=question), item.choices)
        except BadQuestion as problem:
            unread[item.id] = without_surrogates(str(problem))
        if hearer is not None and (said := hearer.take_heard()) is not None:
            heard[item.id] = said
    return Said(scores=scores, unread=unread, heard=heard)


def _looking(scorer: Scorer, image: Image.Image) -> Score:
    return scorer.look(image) if isinstance(scorer, LookingScorer) else partial(scorer.score, image)


def _scored(score: Score, question: Question, choices: Sequence[str]) -> Scores:
    """Return the logarithms of the choices' shares; a text that stands there twice is scored once."""
    plain = [" ".join(each.lower().split()) for each in choices]
    different = [choice for place, choice in enumerate(choices) if plain.index(plain[place]) == place]
    shares = dict(zip(dict.fromkeys(plain), score(question, different), strict=True))
    return tuple(math.log(max(shares[each], _LEAST)) for each in plain)
