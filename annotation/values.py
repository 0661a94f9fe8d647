"""Judgements as arrays: who gave which value to what, for everything that is counted over them.

A unit is what gets a value: one candidate of an item (by criterion), or the one decision between the two texts of a
pair. Values are numbers 0, 1, 2 of ordered categories.
"""

from collections.abc import Collection, Iterable
from itertools import product
from typing import NamedTuple

import numpy as np

from annotation.rating import CRITERIA, counted
from models.judging import Comparison, Criterion, Given, Item, Judged, PairCriterion, Verdict

VERDICTS: tuple[Verdict, ...] = ("reject", "maybe", "accept")
SIDES = ("first", "tie", "second")  # of a pair, by the position of its texts and not by where they stood

_GIVEN: tuple[Given, ...] = ("chosen", "forced")
# One number for criterion, value and whether it was chosen: a large round has hundreds of thousands of ratings.
_MEANINGS = {words: number for number, words in enumerate(product(CRITERIA, VERDICTS, _GIVEN))}


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
        cells = np.bincount(self.unit * categories + self.value, minlength=len(self.units) * categories)
        return cells.reshape(-1, categories).astype(float)

    def by_picture(self, of_units: np.ndarray) -> np.ndarray:
        """Return [P, ...], the sums over the units of each picture of what is given for each unit [U, ...]."""
        sums = np.zeros((len(self.pictures), *of_units.shape[1:]))
        for place in np.ndindex(of_units.shape[1:]):
            sums[:, *place] = np.bincount(self.picture, of_units[:, *place], minlength=len(self.pictures))
        return sums


class Texts(NamedTuple):
    """The items whose values are looked at, sorted by their ids: `picture` [I] is the number of each one's picture."""

    ids: tuple[str, ...]
    pictures: tuple[str, ...]
    picture: np.ndarray


class Verdicts(NamedTuple):
    """The counted ratings of a round, read once for every criterion: who (`annotator`) said what (`meaning`) of which
    text (`item` and `position`), [N] each, by numbers of names that come sorted."""

    texts: Texts
    annotators: tuple[str, ...]
    item: np.ndarray
    annotator: np.ndarray
    position: np.ndarray
    meaning: np.ndarray

    def on(self, criterion: Criterion, *, with_forced: bool = True) -> Values:
        """Return the verdicts on a criterion: 0 reject, 1 maybe, 2 accept.

        With `with_forced=False` a value that nobody chose is as if it were missing.
        """
        of, rest = np.divmod(self.meaning, len(VERDICTS) * len(_GIVEN))
        value, given = np.divmod(rest, len(_GIVEN))
        kept = of == CRITERIA.index(criterion)
        if not with_forced:
            kept &= given == _GIVEN.index("chosen")
        return _values(
            self.texts, self.annotators, self.item[kept], self.position[kept], self.annotator[kept], value[kept]
        )


def verdicts(items: Iterable[Item], judged: Iterable[Judged], *, without: Collection[str] = ()) -> Verdicts:
    """Return the counted verdicts. Only judgements of `items` are taken, so a part of a round is looked at by giving a
    part of its items."""
    texts = _texts(items)
    place = _numbers(texts.ids)
    kept = [each for each in counted(judged, without=without) if each.item_id in place]
    people = _numbers(each.annotator for each in kept)
    many = [len(each.ratings) for each in kept]
    said = [rating for each in kept for rating in each.ratings]
    return Verdicts(
        texts=texts,
        annotators=tuple(people),
        item=np.repeat(_array(place[each.item_id] for each in kept), many),
        annotator=np.repeat(_array(people[each.annotator] for each in kept), many),
        position=_array(rating.position for rating in said),
        meaning=_array(_MEANINGS[rating.criterion, rating.value, rating.given] for rating in said),
    )


def verdict_values(
    items: Iterable[Item],
    judged: Iterable[Judged],
    criterion: Criterion,
    *,
    with_forced: bool = True,
    without: Collection[str] = (),
) -> Values:
    """Return the counted verdicts on one criterion, as `Verdicts.on` does."""
    return verdicts(items, judged, without=without).on(criterion, with_forced=with_forced)


def preference_values(
    items: Iterable[Item], judged: Iterable[Judged], criterion: PairCriterion, *, without: Collection[str] = ()
) -> Values:
    """Return the counted preferences on a criterion: 0 for the text at position 0, 1 for a tie, 2 for the other."""
    texts = _texts(items)
    place = _numbers(texts.ids)
    kept = [each for each in counted(judged, without=without) if each.item_id in place]
    people = _numbers(each.annotator for each in kept)
    said = [
        (place[each.item_id], people[each.annotator], side_of(each, comparison))
        for each in kept
        for comparison in each.comparisons
        if comparison.criterion == criterion
    ]
    item, annotator, value = np.array(said, dtype=np.int64).reshape(-1, 3).T
    return _values(texts, tuple(people), item, np.zeros_like(item), annotator, value)


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


def _texts(items: Iterable[Item]) -> Texts:
    picture_of = dict(sorted((item.id, item.image_id) for item in items))
    pictures = _numbers(picture_of.values())
    return Texts(tuple(picture_of), tuple(pictures), _array(pictures[name] for name in picture_of.values()))


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(set(names)))}


def _array(numbers: Iterable[int]) -> np.ndarray:
    return np.fromiter(numbers, dtype=np.int64)


def _values(
    texts: Texts,
    people: tuple[str, ...],
    item: np.ndarray,
    position: np.ndarray,
    annotator: np.ndarray,
    value: np.ndarray,
) -> Values:
    """Return the values of N rows, given by numbers of items and people, without the names that nobody needs."""
    stride = int(position.max(initial=0)) + 1
    cells, unit = np.unique(item * stride + position, return_inverse=True)
    of, at = np.divmod(cells, stride)
    shown, picture = np.unique(texts.picture[of], return_inverse=True)
    who, annotator = np.unique(annotator, return_inverse=True)
    order = np.lexsort((value, annotator, unit))
    return Values(
        units=tuple((texts.ids[number], place) for number, place in zip(of.tolist(), at.tolist(), strict=True)),
        annotators=tuple(people[number] for number in who.tolist()),
        pictures=tuple(texts.pictures[number] for number in shown.tolist()),
        picture=picture,
        unit=unit[order],
        annotator=annotator[order],
        value=value[order],
    )
