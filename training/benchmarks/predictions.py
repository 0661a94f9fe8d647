"""What a model says of the choices of every item: a score for each, higher is better."""

import math
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from PIL import Image
from pydantic import Field

from models.base import LookingScorer, Scorer
from models.errors import BadQuestion
from models.records import Question, Record, without_surrogates
from training.benchmarks.items import Item, ItemSet

Scores = tuple[float, ...]
Score = Callable[[Question, Sequence[str]], Scores]
_LEAST = 1e-300  # of a share: smaller ones have no logarithm that a computer can tell apart


class Predictions(Record):
    """Scores by item id; `unread` says why an item has none.

    `regions` and `question` say whether the model was given these, None where nobody knows. `shuffled_ids` is the seed
    by which the ids of regions were exchanged, None where they were not.
    """

    model: str
    scored_by: str
    regions: bool | None = None
    question: bool | None = None
    shuffled_ids: int | None = None
    scores: dict[str, Scores]
    unread: dict[str, str] = Field(default_factory=dict)


class Said(Record):
    """What a model said of the items of one picture; as `Predictions`."""

    scores: dict[str, Scores] = Field(default_factory=dict)
    unread: dict[str, str] = Field(default_factory=dict)


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
    scores: dict[str, Scores] = {}
    unread: dict[str, str] = {}
    for picture, group in groupby(items.items, lambda item: item.picture):
        said = score_picture(scorer, items.open(picture), tuple(group), regions=regions, question=question)
        scores |= said.scores
        unread |= said.unread
        report(len(scores) + len(unread))
    return Predictions(
        model=scorer.name, scored_by=scored_by, regions=regions, question=question, scores=scores, unread=unread
    )


def score_picture(
    scorer: Scorer, image: Image.Image, items: Sequence[Item], *, regions: bool = True, question: bool = True
) -> Said:
    """Let a model score the items of one picture, which it looks over once where it can; as for `predict`."""
    scores: dict[str, Scores] = {}
    unread: dict[str, str] = {}
    score = _looking(scorer, image)
    for item in items:
        try:
            scores[item.id] = _scored(score, item.asked(regions=regions, question=question), item.choices)
        except BadQuestion as problem:
            unread[item.id] = without_surrogates(str(problem))
    return Said(scores=scores, unread=unread)


def _looking(scorer: Scorer, image: Image.Image) -> Score:
    return scorer.look(image) if isinstance(scorer, LookingScorer) else partial(scorer.score, image)


def _scored(score: Score, question: Question, choices: Sequence[str]) -> Scores:
    """Return the logarithms of the choices' shares; a text that stands there twice is scored once."""
    plain = [" ".join(each.lower().split()) for each in choices]
    different = [choice for place, choice in enumerate(choices) if plain.index(plain[place]) == place]
    shares = dict(zip(dict.fromkeys(plain), score(question, different), strict=True))
    return tuple(math.log(max(shares[each], _LEAST)) for each in plain)
