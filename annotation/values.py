"""Judgements as arrays: who gave which value to what, for everything that is counted over them.

A unit is what gets a value: one candidate of an item (by criterion), or the one decision between the two texts of a
pair. Values are numbers 0, 1, 2 of ordered categories.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np

from annotation.rating import counted
from models.judging import Comparison, Criterion, Item, Judged, PairCriterion, Verdict

VERDICTS: tuple[Verdict, ...] = ("reject", "maybe", "accept")
SIDES = ("first", "tie", "second")  # of a pair, by the position of its texts and not by where they stood

_Row = tuple[tuple[str, int], str, int]


class Values(NamedTuple):
    """U units of P pictures got N values from A annotators.

    `unit`, `annotator` and `value` [N] say who gave which value to what; `picture` [U] says to which picture a unit
    belongs. Names are sorted, so the same judgements always make the same arrays.
    """

    units: tuple[tuple[str, int], ...]
    annotators: tuple[str, ...]
    pictures: tuple[str, ...]
    picture: np.ndarray
    unit: np.ndarray
    annotator: np.ndarray
    value: np.ndarray

    def counts(self, categories: int = 3) -> np.ndarray:
        """Return [U, categories], how often each unit got each value."""
        counts = np.zeros((len(self.units), categories))
        np.add.at(counts, (self.unit, self.value), 1)
        return counts

    def by_picture(self, of_units: np.ndarray) -> np.ndarray:
        """Return [P, ...], the sums over the units of each picture of what is given for each unit [U, ...]."""
        sums = np.zeros((len(self.pictures), *of_units.shape[1:]))
        np.add.at(sums, self.picture, of_units)
        return sums


def verdict_values(
    items: Iterable[Item],
    judged: Iterable[Judged],
    criterion: Criterion,
    *,
    with_forced: bool = True,
    without: Collection[str] = (),
) -> Values:
    """Return the counted verdicts on a criterion: 0 reject, 1 maybe, 2 accept.

    Only judgements of `items` are taken, so a part of a round is looked at by giving a part of its items. With
    `with_forced=False` a value that nobody chose is as if it were missing.
    """
    rows = [
        ((each.item_id, rating.position), each.annotator, VERDICTS.index(rating.value))
        for each in counted(judged, without=without)
        for rating in each.ratings
        if rating.criterion == criterion and (with_forced or rating.given == "chosen")
    ]
    return _values(items, rows)


def preference_values(
    items: Iterable[Item], judged: Iterable[Judged], criterion: PairCriterion, *, without: Collection[str] = ()
) -> Values:
    """Return the counted preferences on a criterion: 0 for the text at position 0, 1 for a tie, 2 for the other."""
    rows = [
        ((each.item_id, 0), each.annotator, side_of(each, comparison))
        for each in counted(judged, without=without)
        for comparison in each.comparisons
        if comparison.criterion == criterion
    ]
    return _values(items, rows)


def side_of(judged: Judged, comparison: Comparison) -> int:
    """Return which text was preferred, wherever it stood: 0 that at position 0, 2 that at position 1, 1 neither.

    Raises ValueError for a judgement that does not tell which text stood where.
    """
    if comparison.value == "tie":
        return 1
    position = judged.left if comparison.value == "left" else judged.right
    if position is None:
        raise ValueError(f"judgement {judged.id} prefers a side and does not say which text stood there")
    return 2 * position


def _values(items: Iterable[Item], rows: Iterable[_Row]) -> Values:
    picture_of = {item.id: item.image_id for item in items}
    rows = sorted(row for row in rows if row[0][0] in picture_of)
    units = sorted({unit for unit, _, _ in rows})
    annotators = sorted({annotator for _, annotator, _ in rows})
    pictures = sorted({picture_of[item_id] for item_id, _ in units})
    unit_number, annotator_number, picture_number = (
        {name: number for number, name in enumerate(names)} for names in (units, annotators, pictures)
    )
    return Values(
        units=tuple(units),
        annotators=tuple(annotators),
        pictures=tuple(pictures),
        picture=np.array([picture_number[picture_of[item_id]] for item_id, _ in units], dtype=np.int64),
        unit=np.array([unit_number[unit] for unit, _, _ in rows], dtype=np.int64),
        annotator=np.array([annotator_number[annotator] for _, annotator, _ in rows], dtype=np.int64),
        value=np.array([value for _, _, value in rows], dtype=np.int64),
    )
