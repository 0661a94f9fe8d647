"""How well labels are found: the best ones of each vocabulary, and labels that no training ever used.

As the paper takes them from its tagger: the best 2 of the places, 3 of the objects, 3 of the concepts. Our places hold
light and weather, too; among the kinds of place alone ("one place") a single one is true, so that of two at most one
is right, and the share of pictures whose place is the best or among the best two counts.
Held-out labels cannot be measured that way (they are few and rare), but by order: of a picture that bears a label and
one that does not, which gets the higher score? 0.5 is chance.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from PIL import Image

from models.base import Tagger
from models.records import Record
from training.evaluation.captions import draw_pictures
from training.evaluation.intervals import Share, share
from training.evaluation.marking import mean
from training.evaluation.sampling import MEASURED_SEED
from training.scenes.describing import VOCABULARIES, is_held_out_label, picture_labels
from training.scenes.graph import PLACES, Split

ONE_PLACE = "one place"
# What drawn scenes are tagged with.
WORLD: Mapping[str, Sequence[str]] = {**VOCABULARIES, ONE_PLACE: PLACES}
# Labels taken of each vocabulary, as in the paper.
TAKEN: Mapping[str, int] = {"places": 2, ONE_PLACE: 2, "objects": 3, "concepts": 3}
_Z = 1.96


class Labelled(NamedTuple):
    """A picture and all labels that are true of it."""

    image: Image.Image
    true: frozenset[str]


class Tagged(NamedTuple):
    """The scores that the labels of one vocabulary got for a picture, best first, and those that are true of it."""

    scores: dict[str, float]
    true: frozenset[str]


class Precision(Record):
    """Of one vocabulary: `taken` labels of every picture, and the share of these that are true (`right`).

    `found` is the share of pictures with a true label among the best 1, 2, ... up to `taken`. `majority` is `right` for
    who always names the labels that are true most often in these very pictures. The interval of `right` takes the
    labels of a picture as independent, which they are not: it is somewhat too narrow.
    """

    taken: int
    right: Share
    found: tuple[Share, ...]
    majority: float


class Ordering(Record):
    """How pictures that bear a label are told from those that do not: areas under the ROC curve.

    `areas` are those of the labels, `mean` their mean over `n` labels, with the interval `low` to `high` (95 %, from
    the spread over labels, as these stand for all that could be asked); `above_chance` is the share of labels whose
    area is above 0.5. Labels that all or none of the pictures bear have no area.
    """

    areas: dict[str, float]
    n: int
    mean: float
    low: float
    high: float
    above_chance: Share
    chance: float = 0.5


class TaggingReport(Record):
    """`precision` by vocabulary; `unseen` orders by labels that were held out, `seen` by those trained on."""

    model: str
    pictures: int
    seed: int
    precision: dict[str, Precision]
    unseen: Ordering
    seen: Ordering


def evaluate_tagger(
    tagger: Tagger, *, pictures: int, seed: int = MEASURED_SEED, split: Split = "evaluate"
) -> TaggingReport:
    """Tag unseen scenes with the vocabularies of this world; what is true of them is what their graphs make true."""
    labelled = (Labelled(image, picture_labels(graph)) for image, graph in draw_pictures(pictures, seed, split))
    return measure_tagger(tagger, labelled, vocabularies=WORLD, is_held_out=is_held_out_label, seed=seed)


def measure_tagger(
    tagger: Tagger,
    pictures: Iterable[Labelled],
    *,
    vocabularies: Mapping[str, Sequence[str]],
    is_held_out: Callable[[str], bool],
    taken: Mapping[str, int] = TAKEN,
    seed: int = 0,
) -> TaggingReport:
    """Return the figures over the pictures; a vocabulary that `taken` does not name is measured by order alone."""
    tagged: dict[str, list[Tagged]] = {name: [] for name in vocabularies}
    for picture in pictures:
        for name, labels in vocabularies.items():
            scores = {tag.label: tag.score for tag in tagger.tag(picture.image, labels, len(labels))}
            tagged[name].append(Tagged(scores, picture.true & scores.keys()))
    areas = {label: area for group in tagged.values() for label, area in label_areas(group).items()}
    return TaggingReport(
        model=tagger.name,
        pictures=max((len(group) for group in tagged.values()), default=0),
        seed=seed,
        precision={name: precision(tagged[name], k) for name, k in taken.items() if name in tagged},
        unseen=ordering({label: area for label, area in areas.items() if is_held_out(label)}),
        seen=ordering({label: area for label, area in areas.items() if not is_held_out(label)}),
    )


def precision(tagged: Sequence[Tagged], taken: int) -> Precision:
    """Return how many of the best `taken` labels of each picture are true."""
    marks = [[label in each.true for label in list(each.scores)[:taken]] for each in tagged]
    flat = [mark for row in marks for mark in row]
    found = tuple(share(sum(any(row[:k]) for row in marks), len(marks)) for k in range(1, taken + 1))
    return Precision(
        taken=taken, right=share(sum(flat), len(flat)), found=found, majority=majority_precision(tagged, taken)
    )


def majority_precision(tagged: Sequence[Tagged], taken: int) -> float:
    """Return the precision of naming for every picture the labels that are true most often."""
    often: dict[str, int] = {}
    for each in tagged:
        for label in each.true:
            often[label] = often.get(label, 0) + 1
    best = sorted(often.values(), reverse=True)[:taken]
    return round(sum(best) / (taken * len(tagged)), 4) if tagged else 0.0


def label_areas(tagged: Sequence[Tagged]) -> dict[str, float]:
    """Return the area under the ROC curve of every label that some pictures bear and others do not."""
    areas = {}
    for label in tagged[0].scores if tagged else ():
        bearing = [each.scores[label] for each in tagged if label in each.true]
        others = [each.scores[label] for each in tagged if label not in each.true]
        if bearing and others:
            areas[label] = area_under_curve(bearing, others)
    return areas


def area_under_curve(true: Collection[float], false: Collection[float]) -> float:
    """Return the chance that a true one scores higher than a false one, ties counting half.

    Mann and Whitney's U by ranks: of true 3, 1 and false 2, 0 the pairs (3, 2), (3, 0), (1, 0) are right, (1, 2) is
    wrong, which gives 0.75.
    """
    scores = sorted([*true, *false])
    first: dict[float, int] = {}
    last: dict[float, int] = {}
    for rank, score in enumerate(scores, start=1):
        first.setdefault(score, rank)
        last[score] = rank
    ranks = sum((first[score] + last[score]) / 2 for score in true)
    return (ranks - len(true) * (len(true) + 1) / 2) / (len(true) * len(false))


def ordering(areas: Mapping[str, float]) -> Ordering:
    """Return the mean of the areas with its interval, 0 to 1 where fewer than two labels say nothing about a spread."""
    values = list(areas.values())
    middle = mean(values)
    low, high = 0.0, 1.0
    if len(values) > 1:
        variance = sum((value - middle) ** 2 for value in values) / (len(values) - 1)
        half = _Z * math.sqrt(variance / len(values))
        low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Ordering(
        areas={label: round(area, 4) for label, area in sorted(areas.items())},
        n=len(values),
        mean=middle,
        low=round(low, 4),
        high=round(high, 4),
        above_chance=share(sum(value > 0.5 for value in values), len(values)),
    )
