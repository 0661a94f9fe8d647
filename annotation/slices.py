"""How the verdicts on one part of a corpus differ from those on another: figure 3 of the paper, for any slices.

The paper (Park et al. 2023, section 2.3) rates QARs with and without filtering by the critic and shows the mean rating
per criterion from 1 (reject) over 2 (maybe) to 3 (accept). What a slice is, is said by a `Slicer`: filtered or not,
which teacher, which prompt, which type of question. Forced verdicts count, as they do in the paper; intervals are over
pictures.
"""

from collections.abc import Callable, Collection, Iterable

import numpy as np

from annotation.intervals import Figure, bootstraps, ratio_of
from annotation.rating import CRITERIA
from annotation.values import VERDICTS, Values, verdicts
from models.critic_labels import POINTS
from models.judging import Candidate, Criterion, Item, Judged, Verdict
from models.records import Record

# The names of the slices a candidate is in; one candidate can be in several, as "all" and "kept".
Slicer = Callable[[Candidate], tuple[str, ...]]

TEACHER, PROMPT, QUESTION_TYPE = "teacher", "prompt", "question_type"  # keys of Candidate.origin
_QUESTION_WORDS = ("why", "what", "who", "whose", "where", "when", "which", "how")


class SliceRating(Record):
    """The verdicts on one criterion in one slice: their mean from 1 to 3, and the share of each."""

    slice: str
    criterion: Criterion
    mean: Figure
    shares: dict[Verdict, Figure]
    candidates: int
    verdicts: int
    pictures: int


def mean_ratings(
    items: Iterable[Item],
    judged: Iterable[Judged],
    slicer: Slicer,
    *,
    only_uniform: bool = False,
    without: Collection[str] = (),
    resamples: int = 1000,
    seed: int = 0,
) -> tuple[SliceRating, ...]:
    """Return the mean rating of each slice and criterion, by name of the slice; slices without a verdict are left out.

    A slice with one verdict accept on one picture and two maybes on another has the mean (3 + 2 + 2) / 3 = 2.333; drawn
    again, either picture may come twice, so the interval is from 2 to 3.

    While a round goes on, or ends early, hard cases have been judged first; `only_uniform` then takes the random slice
    alone, whose rates are unbiased.
    """
    items = tuple(item for item in items if item.uniform or not only_uniform)
    slices_of = {
        (item.id, position): slicer(candidate) for item in items for position, candidate in enumerate(item.candidates)
    }
    found: list[SliceRating] = []
    said = verdicts(items, judged, without=without)
    for criterion in CRITERIA:
        values = said.on(criterion)
        inside: dict[str, list[int]] = {}
        for number, unit in enumerate(values.units):
            for name in slices_of[unit]:
                inside.setdefault(name, []).append(number)
        found += (_rating(name, criterion, values, units, resamples, seed) for name, units in inside.items())
    return tuple(sorted(found, key=lambda each: (each.slice, CRITERIA.index(each.criterion))))


def by_origin(key: str) -> Slicer:
    """Slice by what `Candidate.origin` says under a key, "unknown" where it says nothing."""
    return lambda candidate: (str(candidate.origin.get(key, "unknown")),)


def by_score(name: str, threshold: float) -> Slicer:
    """Slice as figure 3 does: "unfiltered" is all that has the score, "filtered" what reaches the threshold; what was
    cut away is "dropped"."""

    def slicer(candidate: Candidate) -> tuple[str, ...]:
        if name not in candidate.scores:
            return ()
        return ("unfiltered", "filtered" if candidate.scores[name] >= threshold else "dropped")

    return slicer


def by_question_type(candidate: Candidate) -> tuple[str, ...]:
    """Slice by the type that the origin tells, else by the question word that comes first ("in which hand" is which).

    >>> from models.records import QAR
    >>> of = lambda text: Candidate(id="c", image_id="p", qar=QAR(question=text, answer="", rationale=""))
    >>> [by_question_type(of(text)) for text in ("Why is [0] sad?", "And then, what happens?", "Is [1] tall?")]
    [('why',), ('what',), ('other',)]
    """
    if told := candidate.origin.get(QUESTION_TYPE):
        return (str(told),)
    words = "".join(letter if letter.isalpha() else " " for letter in candidate.qar.question.lower()).split()
    return (next((word for word in words if word in _QUESTION_WORDS), "other"),)


def _rating(
    name: str, criterion: Criterion, values: Values, inside: list[int], resamples: int, seed: int
) -> SliceRating:
    counts = np.zeros((len(values.units), len(VERDICTS)))
    counts[inside] = values.counts()[inside]
    of_picture = values.by_picture(counts)
    of_picture = of_picture[of_picture.sum(1) > 0]
    size = of_picture.sum(1)
    points = np.array([POINTS[verdict] for verdict in VERDICTS])
    sums = np.column_stack([of_picture @ points, of_picture, size])
    figures = [ratio_of(column, sums.shape[1] - 1) for column in range(sums.shape[1] - 1)]
    mean, *shares = bootstraps(sums, figures, resamples=resamples, seed=seed)
    return SliceRating(
        slice=name,
        criterion=criterion,
        mean=mean,
        shares=dict(zip(VERDICTS, shares, strict=True)),
        candidates=len(inside),
        verdicts=int(size.sum()),
        pictures=len(size),
    )
