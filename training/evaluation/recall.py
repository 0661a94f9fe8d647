"""How many of the things in a picture a region detector finds, and how exactly: recall and average precision.

A detection finds a thing when their boxes overlap by a given IoU. Each finds one thing and each thing is found once;
the most certain detection chooses first, each the best of what is still to be found, as in COCO (Lin et al., ECCV 2014;
in PASCAL VOC a detection whose best thing is taken finds none). Recall asks only where things are, unless told to mind
kinds too.
"""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, get_args

from models.records import Box, Detection, Record
from models.regions import iou as overlap
from training.embedded.proposal_targets import LEAST_VISIBLE
from training.evaluation.intervals import Share, share
from training.evaluation.marking import mean
from training.scenes.graph import Kind, SceneGraph

MOST = 30  # proposals of a picture that are looked at

Size = Literal["small", "medium", "large"]
SIZES: tuple[Size, ...] = ("small", "medium", "large")
_MEDIUM, _LARGE = 0.15, 0.3  # from here on: the square root of the box's area against that of the picture


class Truth(NamedTuple):
    """A thing that should be found."""

    box: Box
    kind: Kind
    size: Size


class RecallReport(Record):
    """The figures of one detector; `by_kind` and `by_size` are recall among things of that kind or size.

    `right_kind` counts what was found by a detection that also names its kind, `precision` holds the average precision
    of each kind. `proposals` is how many there were in a picture, at most `most`.
    """

    pictures: int
    iou: float
    most: int
    proposals: float
    recall: Share
    right_kind: Share
    by_kind: dict[str, Share]
    by_size: dict[str, Share]
    precision: dict[str, float]
    mean_precision: float


def truth_of(graph: SceneGraph, pixels: int) -> tuple[Truth, ...]:
    """Return what should be found in a scene that was drawn `pixels` wide and high."""
    return tuple(
        Truth(entity.box, entity.kind, size_class(entity.box, pixels))
        for entity in graph.entities
        if entity.visible >= LEAST_VISIBLE
    )


def size_class(box: Box, pixels: int) -> Size:
    """Return how large a box is in a picture of `pixels` times `pixels`."""
    side = box.area**0.5 / pixels
    if side < _MEDIUM:
        return "small"
    return "medium" if side < _LARGE else "large"


def recall_at(
    found: Sequence[Sequence[Detection]],
    truth: Sequence[Sequence[Truth]],
    iou: float = 0.5,
    *,
    most: int = MOST,
    same_kind: bool = False,
    among: Callable[[Truth], bool] = lambda _thing: True,
) -> Share:
    """Return the share of the things, picture by picture, that the `most` most certain detections find.

    With `same_kind` a detection must also be labelled with the kind. `among` says which things are counted; the others
    may still be found, so that a detection of a small thing is none of the large one behind it.
    """
    right = n = 0
    for detections, things in zip(found, truth, strict=True):
        hits = set(_assigned(_surest(detections, most), things, iou, same_kind=same_kind)) - {None}
        counted = [index for index, thing in enumerate(things) if among(thing)]
        right += len(hits.intersection(counted))
        n += len(counted)
    return share(right, n)


def average_precision(
    found: Sequence[Sequence[Detection]],
    truth: Sequence[Sequence[Truth]],
    kind: Kind,
    iou: float = 0.5,
    *,
    most: int = MOST,
) -> float:
    """Return the area under the curve of precision over recall of one kind, 0 where there is none of it.

    Precision is made to fall only, as in VOC since 2010: at every recall it is the best at that recall or a higher one.
    """
    marks: list[tuple[float, bool]] = []
    n = 0
    for detections, things in zip(found, truth, strict=True):
        of_kind = [thing for thing in things if thing.kind == kind]
        guesses = [each for each in _surest(detections, most) if each.label == kind]
        hits = _assigned(guesses, of_kind, iou, same_kind=True)
        marks += [(each.score, hit is not None) for each, hit in zip(guesses, hits, strict=True)]
        n += len(of_kind)
    return _area_under(marks, n)


def report_recall(
    found: Sequence[Sequence[Detection]], truth: Sequence[Sequence[Truth]], iou: float = 0.5, *, most: int = MOST
) -> RecallReport:
    """Return all figures of detections picture by picture."""
    kinds = [kind for kind in get_args(Kind) if any(thing.kind == kind for things in truth for thing in things)]
    precision = {kind: round(average_precision(found, truth, kind, iou, most=most), 4) for kind in kinds}
    return RecallReport(
        pictures=len(truth),
        iou=iou,
        most=most,
        proposals=mean(min(len(detections), most) for detections in found),
        recall=recall_at(found, truth, iou, most=most),
        right_kind=recall_at(found, truth, iou, most=most, same_kind=True),
        by_kind={k: recall_at(found, truth, iou, most=most, among=lambda thing, k=k: thing.kind == k) for k in kinds},
        by_size={s: recall_at(found, truth, iou, most=most, among=lambda thing, s=s: thing.size == s) for s in SIZES},
        precision=precision,
        mean_precision=mean(precision.values()),
    )


def _surest(detections: Sequence[Detection], most: int) -> list[Detection]:
    return sorted(detections, key=lambda each: -each.score)[:most]


def _assigned(
    detections: Sequence[Detection], things: Sequence[Truth], iou: float, *, same_kind: bool
) -> list[int | None]:
    """Return for each detection, best first, the index of the thing that it finds."""
    free = set(range(len(things)))
    hits: list[int | None] = []
    for detection in detections:
        near = {
            index: overlap(detection.box, things[index].box)
            for index in free
            if not same_kind or detection.label == things[index].kind
        }
        best = max(near, key=lambda index: near[index], default=None)
        hits.append(best if best is not None and near[best] >= iou else None)
        free.discard(-1 if hits[-1] is None else hits[-1])
    return hits


def _area_under(marks: Sequence[tuple[float, bool]], n: int) -> float:
    """Return the average precision of guesses (score, right) when `n` things are to be found."""
    ranked = sorted(marks, key=lambda mark: -mark[0])
    right = 0
    precisions: list[float] = []  # at each right guess
    for rank, (_, is_right) in enumerate(ranked, 1):
        if is_right:
            right += 1
            precisions.append(right / rank)
    area = best = 0.0
    for precision in reversed(precisions):
        best = max(best, precision)
        area += best
    return area / n if n else 0.0
