"""Figures of a benchmark from what a model said of its items: value on the official scale, interval, chance, by type.

    Q->A, QA->R, accuracy     share of items whose highest score is at a right choice, in percent
    Q->AR                     share of VCR's questions with answer and rationale right
    Acc@50                    R-precision among the candidates (VisualCOMET), in percent
    comparison                agreement with judges above chance (Sherlock), -100 to 100

An item without scores counts as wrong, and in a comparison as chance.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from models.base import Scorer
from models.errors import BadSetting
from models.records import Record
from training.benchmarks.items import Item, ItemSet, Task
from training.benchmarks.metrics import accuracy, comparison, r_precision
from training.benchmarks.predictions import Predictions, Scores, predict
from training.evaluation.over_pictures import Between, interval

_NAMES: dict[Task, tuple[str, str]] = {
    "answer": ("Q->A", "accuracy"),
    "rationale": ("QA->R", "accuracy"),
    "choice": ("choice", "accuracy"),
    "entailment": ("entailment", "accuracy"),
    "ranking": ("ranking", "Acc@50"),
    "comparison": ("comparison", "pairwise accuracy above chance"),
}
_BOTH = ("Q->AR", "accuracy")


class Figure(Record):
    """A figure of one task: `value`, its 95 % `interval` over pictures, and what `chance` gives, on the official scale;
    `n` is the number of items."""

    task: str
    metric: str
    value: float
    interval: Between | None
    chance: float
    n: int


class Measured(Record):
    """The figures of a model on a benchmark; `scored_by` says how it chose, `regions` and `question` whether it was
    given these, None where nobody knows, `shuffled_ids` by which seed the ids of regions were exchanged, if they were.

    `unread` counts items that it could not read, or of which a file of predictions says nothing.
    """

    benchmark: str
    split: str
    source: str
    model: str
    scored_by: str
    regions: bool | None
    question: bool | None
    shuffled_ids: int | None = None
    figures: tuple[Figure, ...]
    by_type: dict[str, tuple[Figure, ...]]
    n: int
    pictures: int
    unread: int

    def value(self, task: str) -> float:
        """Return the figure of a task, such as "Q->A". Raises KeyError where the benchmark has none."""
        return {each.task: each.value for each in self.figures}[task]


class Counted(NamedTuple):
    """What an item, or a group of items, is worth, and would be worth by chance, from 0 (or -1) to 1."""

    picture: str
    value: float
    chance: float


def measure(
    scorer: Scorer,
    items: ItemSet,
    *,
    scored_by: str = "match",
    regions: bool = True,
    question: bool = True,
    report: Callable[[int], None] = lambda _done: None,
) -> Measured:
    """Let a model choose, and count. Arguments as for `predict`."""
    said = predict(scorer, items, scored_by=scored_by, regions=regions, question=question, report=report)
    return judge(items, said)


def judge(items: ItemSet, said: Predictions, *further: Figure) -> Measured:
    """Count what was said of the items; `further` figures of the benchmark go with theirs.

    Raises BadSetting where there is nothing to count.
    """
    graded = [each for each in items.items if each.grades]
    if not graded:
        raise BadSetting(f"{items.source} holds no item with labels, so nothing of {items.asks} can be counted.")
    by_type: defaultdict[str, list[Item]] = defaultdict(list)
    for item in graded:
        by_type[item.type].append(item)
    return Measured(
        benchmark=items.asks,
        split=items.split,
        source=items.source,
        model=said.model,
        scored_by=said.scored_by,
        regions=said.regions if items.has_regions else False,
        question=said.question,
        shuffled_ids=said.shuffled_ids,
        figures=(*figures_of(graded, said.scores), *further),
        by_type={name: figures_of(by_type[name], said.scores) for name in sorted(by_type)} if len(by_type) > 1 else {},
        n=len(graded),
        pictures=len({each.picture for each in graded}),
        unread=sum(each.id not in said.scores for each in graded),
    )


def figures_of(items: Sequence[Item], scores: Mapping[str, Scores]) -> tuple[Figure, ...]:
    """Return a figure for each task of the items, and one for questions with answer and rationale."""
    tasks: defaultdict[Task, list[Counted]] = defaultdict(list)
    for item in items:
        tasks[item.task].append(count(item, scores.get(item.id)))
    found = [mean_figure(*_NAMES[task], counted) for task, counted in tasks.items()]
    both = [_both(group, scores) for group in _pairs(items)]
    return (*found, *([mean_figure(*_BOTH, both)] if both else []))


def mean_figure(task: str, metric: str, counted: Sequence[Counted]) -> Figure:
    """Return the mean of what items are worth, with its interval over pictures, in percent."""
    values = [each.value for each in counted]
    between = interval(
        [each.picture for each in counted], lambda places: sum(values[each] for each in places) / len(places)
    )
    return Figure(
        task=task,
        metric=metric,
        value=_percent(sum(values) / len(values)),
        interval=between and (_percent(between[0]), _percent(between[1])),
        chance=_percent(sum(each.chance for each in counted) / len(counted)),
        n=len(counted),
    )


def count(item: Item, scores: Scores | None) -> Counted:
    """Return what an item is worth by the metric of its task, with these scores or without any."""
    if item.task == "comparison":
        return Counted(item.picture, comparison(scores, item.grades) if scores else 0.0, 0.0)
    chance = len(item.right) / len(item.choices)
    if scores is None:
        return Counted(item.picture, 0.0, chance)
    return Counted(item.picture, (r_precision if item.task == "ranking" else accuracy)(scores, item.right), chance)


def _pairs(items: Sequence[Item]) -> list[list[Item]]:
    """Return the answers that have a rationale, each with it."""
    paired = sorted((each for each in items if each.task in ("answer", "rationale")), key=lambda each: each.group)
    groups = [list(group) for _, group in groupby(paired, lambda each: each.group)]
    return [group for group in groups if len(group) > 1]


def _both(group: Sequence[Item], scores: Mapping[str, Scores]) -> Counted:
    counted = [count(each, scores.get(each.id)) for each in group]
    return Counted(group[0].picture, math.prod(c.value for c in counted), math.prod(c.chance for c in counted))


def _percent(share: float) -> float:
    return round(100 * share, 4)
