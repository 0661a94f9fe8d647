"""Sherlock's two other tasks, scored from predictions: which box an inference is about, and which inference a box.

Localization: `val_localization/val_localization_answer_key.json` has for each test id its picture, its inference and a
box: one that people drew ("gt"), where as many inferences as boxes are matched with each other, or one that a detector
proposed ("auto"), of which the best must overlap with people's by more than half. Retrieval: some twenty files
`val_retrieval/val_retrieval_<k>_answer_key.json` of about 1,000 regions and inferences, every pair with a test id.
"""

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.stats import rankdata

from models.errors import BadSetting
from training.benchmarks.measure import Counted, Figure, mean_figure
from training.benchmarks.official.answers import sherlock_scores
from training.benchmarks.official.reading import Row, find_file, object_of
from training.evaluation.over_pictures import interval

_OVERLAP = 0.5  # intersection over union: more of it, and a proposed box is right
_NUMBER = re.compile(r"retrieval_(\d+)")


class _Boxed(NamedTuple):
    """A box set against an inference, and the score of the two."""

    row: Row
    inference: str
    score: float


class _Ranks(NamedTuple):
    """The ranks of what belongs together, from 1: of inferences for every box, and of boxes for every inference."""

    inferences: np.ndarray
    boxes: np.ndarray


def score_localization(folder: Path, split: str, path: Path) -> tuple[Figure, ...]:
    """Return the accuracy with people's boxes and with proposed ones, means over pictures, as the official script.

    Raises BadSetting for files that do not fit.
    """
    key = object_of(_key(folder, split, "localization"))
    if not key.values:
        raise BadSetting(f"{key.place} holds no pair of a box and an inference: it is empty.")
    scores = sherlock_scores(path, sorted(key.values))
    drawn: defaultdict[str, list[_Boxed]] = defaultdict(list)
    proposed: defaultdict[str, list[_Boxed]] = defaultdict(list)
    for test_id in key.values:
        row = key.row(test_id)
        kind = row.text("type")
        if kind not in ("gt", "auto"):
            row.refuse("type", 'neither "gt" nor "auto"')
        inference = row.values.get("inst_id")
        if isinstance(inference, bool) or not isinstance(inference, int | str):
            row.refuse("inst_id", "not the name of an inference")
        boxed = _Boxed(row, str(inference), scores[test_id])
        (drawn if kind == "gt" else proposed)[row.text("image")].append(boxed)
    parts = (("people's boxes", drawn, _matched), ("proposed boxes", proposed, _overlapping))
    return tuple(
        mean_figure(f"localization, {name}", "accuracy", [count(picture, boxed) for picture, boxed in found.items()])
        for name, found, count in parts
        if found
    )


def score_retrieval(folder: Path, split: str, paths: Sequence[Path]) -> tuple[Figure, ...]:
    """Return the mean ranks and the precision of the first, over the files given; 1 is the best rank.

    A file of predictions is named after its part, "retrieval_3.npy". Raises BadSetting for files that do not fit.
    """
    numbers = {_number(path): path for path in paths}
    parts = [_ranks(_key(folder, split, "retrieval", f"_{number}"), path) for number, path in sorted(numbers.items())]
    if len(numbers) < len(paths):
        raise BadSetting("Two files of predictions are of the same part of the retrieval; give each part once.")
    inferences, boxes = (np.concatenate([getattr(each, name) for each in parts]) for name in _Ranks._fields)
    # The script is run on one part at a time, and papers give the mean over parts, which are not quite equally large.
    weights = np.concatenate([np.full(len(each.inferences), 1 / len(each.inferences)) for each in parts])
    chance = float(np.mean([(len(each.inferences) + 1) / 2 for each in parts]))
    first = float(np.mean([100 / len(each.inferences) for each in parts]))
    return (
        _mean("retrieval, inferences", "mean rank", inferences, weights, chance),
        _mean("retrieval, boxes", "mean rank", boxes, weights, chance),
        _mean("retrieval, inferences", "precision at 1", 100.0 * (inferences == 1), weights, first),
    )


def _key(folder: Path, split: str, task: str, part: str = "") -> Path:
    name = f"{split}_{task}{part}_answer_key.json"
    return find_file(folder, f"{split}_{task}/{name}", name)


def _matched(picture: str, boxed: Sequence[_Boxed]) -> Counted:
    """Count the inferences of a picture that find their box, all of them matched at once.

    Of matchings that are equally good any may be taken. In the order of the key the first one would be the right one,
    and who says the same of every box would be right; so inferences are put in another order.
    """
    own = {each.inference: each.row.whole("bbox_idx") for each in boxed if each.row.values.get("correct") is True}
    count = len(own)
    pairs = {(each.row.whole("bbox_idx"), each.inference) for each in boxed}
    if pairs != {(box, inference) for box in own.values() for inference in own} or len(pairs) != len(boxed):
        boxed[0].row.refuse("image", "whose boxes and inferences are not equally many, each with the other once")
    if sorted(own.values()) != list(range(count)):
        boxed[0].row.refuse("bbox_idx", f"and those of its picture are not the numbers from 0 to {count - 1}")
    matrix = np.zeros((count, count))
    for each in boxed:
        matrix[each.row.whole("bbox_idx", count), own[each.inference]] = each.score
    order = np.array(random.Random(picture).sample(range(count), count))
    _, found = linear_sum_assignment(matrix[:, order], maximize=True)
    return Counted(picture, float(np.mean(order[found] == np.arange(count))), 1 / count)


def _overlapping(picture: str, boxed: Sequence[_Boxed]) -> Counted:
    """Count the inferences of a picture whose box with the highest score overlaps enough."""
    groups: defaultdict[str, list[_Boxed]] = defaultdict(list)
    for each in boxed:
        groups[each.inference].append(each)
    right, chances = [], []
    for group in groups.values():
        enough = [each.row.number("IoU") > _OVERLAP for each in group]
        right.append(enough[int(np.argmax([each.score for each in group]))])
        chances.append(np.mean(enough))
    return Counted(picture, float(np.mean(right)), float(np.mean(chances)))


def _number(path: Path) -> str:
    found = _NUMBER.search(path.name)
    if found is None:
        raise BadSetting(f'{path} is not named after its part of the retrieval; call it "retrieval_3{path.suffix}".')
    return found[1]


def _ranks(key: Path, path: Path) -> _Ranks:
    pairs = object_of(key)
    scores = sherlock_scores(path, sorted(pairs.values))
    named: Mapping[str, tuple[str, str]] = {each: _pair(pairs, each) for each in pairs.values}
    places = {name: place for place, name in enumerate(dict.fromkeys(box for box, _ in named.values()))}
    if len(named) != len(places) ** 2 or {text for _, text in named.values()} != set(places):
        raise BadSetting(f"{key} has {len(named)} pairs of {len(places)} regions; every region needs every inference.")
    matrix = np.zeros((len(places), len(places)))
    for test_id, (box, text) in named.items():
        matrix[places[box], places[text]] = scores[test_id]
    return _Ranks(np.diagonal(rankdata(-matrix, axis=1)), np.diagonal(rankdata(-matrix, axis=0)))


def _pair(pairs: Row, test_id: str) -> tuple[str, str]:
    box, text = pairs.texts(test_id, 2)
    return box, text


def _mean(task: str, metric: str, values: np.ndarray, weights: np.ndarray, chance: float) -> Figure:
    def mean(places: np.ndarray) -> float:
        return float(np.average(values[places], weights=weights[places]))

    everything = np.arange(len(values))
    return Figure(
        task=task,
        metric=metric,
        value=round(mean(everything), 4),
        interval=interval([str(place) for place in everything], mean),
        chance=chance,
        n=len(values),
    )
