"""What an annotator's work is like: speed, agreement with others, gold that was met, and how they err.

None of these figures is a verdict on a person. Few ratings make wide intervals, and a small share of agreement may be
that of the only careful one.
"""

from collections.abc import Collection, Iterable, Sequence
from statistics import median

import numpy as np

from annotation.dawid_skene import Bounds, confusion_bounds, fit, mild_prior
from annotation.intervals import Figure, Share, bootstrap, ratio, wilson
from annotation.rating import CRITERIA, counted
from annotation.values import VERDICTS, Values, verdicts
from models.judging import Criterion, Item, ItemKind, Judged, RoundSettings, Verdict
from models.records import Record

Confusion = dict[Verdict, dict[Verdict, Figure]]


class AnnotatorReport(Record):
    """The work of one annotator. `screens` counts all, also gold and surplus; `seconds` is the median per screen.

    `agreement` is the share of other people's chosen verdicts on the same texts that are the same. `confusion` tells
    how often what is truly one verdict was given each, after Dawid and Skene. `gold` counts chosen verdicts met.
    """

    annotator: str
    screens: int
    surplus: int
    flagged: int
    seconds: float | None
    agreement: dict[Criterion, Figure]
    confusion: dict[Criterion, Confusion]
    gold: Share


class Qualification(Record):
    """How an annotator did in qualification: verdicts met, items still to be judged, and whether it is passed."""

    met: Share
    left: int
    passed: bool


def annotator_reports(
    items: Iterable[Item],
    judged: Iterable[Judged],
    *,
    without: Collection[str] = (),
    resamples: int = 1000,
    draws: int = 200,
    seed: int = 0,
) -> tuple[AnnotatorReport, ...]:
    """Return a report on everybody who judged a screen of a round of rating, by name.

    People in `without` get a report, but nobody is compared with them.
    """
    items, judged = tuple(items), tuple(judged)
    agreements: dict[Criterion, dict[str, Figure]] = {}
    confusions: dict[Criterion, dict[str, Confusion]] = {}
    said = verdicts(items, judged, without=without)
    for criterion in CRITERIA:
        chosen = said.on(criterion, with_forced=False)
        agreements[criterion] = _agreements(chosen, resamples, seed)
        confusions[criterion] = _confusions(chosen, draws, seed)
    gold = [item for item in items if item.kind == "gold"]
    work: dict[str, list[Judged]] = {}
    for each in judged:
        work.setdefault(each.annotator, []).append(each)
    found: list[AnnotatorReport] = []
    for name, own in sorted(work.items()):
        timed = [each.seconds for each in own if each.seconds > 0]
        found.append(
            AnnotatorReport(
                annotator=name,
                screens=len(own),
                surplus=sum(each.surplus for each in own),
                flagged=sum(each.flagged for each in own),
                seconds=median(timed) if timed else None,
                agreement={criterion: agreements[criterion].get(name, Figure()) for criterion in CRITERIA},
                confusion={criterion: confusions[criterion].get(name, {}) for criterion in CRITERIA},
                gold=gold_met(gold, own, "gold"),
            )
        )
    return tuple(found)


def gold_met(items: Iterable[Item], judged: Iterable[Judged], kind: ItemKind) -> Share:
    """Return the share of chosen verdicts on items of that kind which are the known ones, with Wilson's interval.

    A forced verdict is nobody's: who rejects question and answer of a QAR that deserves (accept, accept) has missed one
    verdict, not two; where (reject, reject) is right, one is met.
    """
    gold = {item.id: item.gold for item in items if item.kind == kind}
    met = [
        rating.value == getattr(gold[each.item_id][rating.position], rating.criterion)
        for each in judged
        if each.item_id in gold
        for rating in each.ratings
        if rating.given == "chosen"
    ]
    return wilson(sum(met), len(met))


def passed(items: Iterable[Item], judged: Iterable[Judged], annotator: str, *, mark: float) -> Qualification:
    """Return whether an annotator has passed: all qualification items judged, and the share `mark` of verdicts met.

    7 of 10 pass a mark of 0.7; a round without qualification items is open to everybody. A skipped item stays to be
    judged. Surplus does not count: it may have been sent again after the feedback had told what is right.
    """
    asked = [item for item in items if item.kind == "qualification"]
    own = [each for each in judged if each.annotator == annotator and not each.surplus]
    met = gold_met(asked, own, "qualification")
    left = len({item.id for item in asked} - {each.item_id for each in own})
    # Counted in verdicts, so that 7 of 10 are enough for 0.7, which is a little more than 0.7 in binary.
    enough = met.part >= mark * met.n - 1e-9
    return Qualification(met=met, left=left, passed=left == 0 and enough)


def hourly_rate(settings: RoundSettings, reports: Sequence[AnnotatorReport]) -> float | None:
    """Return the median over annotators of what an hour pays, in the currency of the round, None where nobody is timed.

    At 0.25 a screen, people who need 60, 75 and 90 seconds earn 15, 12 and 10 an hour: the median is 12.
    """
    rates = [settings.pay * 3600 / report.seconds for report in reports if report.seconds]
    return median(rates) if rates else None


def median_seconds(judged: Iterable[Judged]) -> float | None:
    """Return the median time that a counted screen was in sight, None where no time is known."""
    timed = [each.seconds for each in counted(judged) if each.seconds > 0]
    return median(timed) if timed else None


def _agreements(values: Values, resamples: int, seed: int) -> dict[str, Figure]:
    """Return for each annotator the share of others' values on the same units that are theirs, over pictures."""
    counts = values.counts()
    same = counts[values.unit, values.value] - 1
    others = counts.sum(1)[values.unit] - 1
    picture = values.picture[values.unit]
    found: dict[str, Figure] = {}
    for number, name in enumerate(values.annotators):
        own = (values.annotator == number) & (others > 0)
        _, place = np.unique(picture[own], return_inverse=True)
        sums = np.stack([np.bincount(place, same[own]), np.bincount(place, others[own])], axis=1)
        found[name] = bootstrap(sums, ratio, resamples=resamples, seed=seed)
    return found


def _confusions(values: Values, draws: int, seed: int) -> dict[str, Confusion]:
    if not values.units:
        return {}
    prior = mild_prior(len(VERDICTS))
    fitted = fit(values, prior=prior, tolerance=1e-4)
    bounds = confusion_bounds(values, fitted, prior=prior, draws=draws, seed=seed)
    return {
        name: _confusion(fitted.confusion[number], Bounds(bounds.low[number], bounds.high[number]))
        for number, name in enumerate(values.annotators)
    }


def _confusion(shares: np.ndarray, bounds: Bounds) -> Confusion:
    return {
        true: {
            said: Figure(value=float(shares[j, k]), low=float(bounds.low[j, k]), high=float(bounds.high[j, k]))
            for k, said in enumerate(VERDICTS)
        }
        for j, true in enumerate(VERDICTS)
    }
