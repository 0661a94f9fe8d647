"""What the Admin page is told of a round: the records, and how they come out of items and judgements.

The statistics are those of annotation/; here they are put together for one reader.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from pydantic import Field

from annotation.acceptance import Acceptance, AcceptanceRun, acceptance_by_day, acceptance_by_screens
from annotation.agreement import Alpha, PairKappa, agreement, pair_agreement
from annotation.annotators import (
    AnnotatorReport,
    Confusion,
    Qualification,
    annotator_reports,
    hourly_rate,
    passed,
)
from annotation.intervals import Figure, Share, wilson
from annotation.labels import critic_labels
from models.judging import (
    Adjudication,
    AnnotatorProgress,
    Criterion,
    Item,
    Judged,
    PairCriterion,
    Round,
    RoundSettings,
)
from models.people import Entry, Person
from models.records import Record

Excluded = Collection[str]


class CriterionReport(Record):
    """Agreement on one criterion. `chosen` leaves out what a rule gave; `pairs` is empty in a round of comparing."""

    criterion: Criterion | PairCriterion
    all: Alpha
    chosen: Alpha | None = None
    pairs: tuple[PairKappa, ...] = ()


class Pay(Record):
    """What people earn an hour, by the median of their times; `below` the floor that the round sets."""

    per_screen: float
    currency: str
    floor: float
    hourly: float | None
    below: bool


class AnnotatorLine(Record):
    """One annotator's work. `may_be_excluded` is for people with an account who are no admins.

    `qualification` is None where the round has none.
    """

    annotator: str
    name: str = ""
    entry: Entry | None = None
    may_be_excluded: bool = False
    excluded: bool = False
    done: int
    known: int
    surplus: int
    skipped: int
    flagged: int
    seconds: float | None = None
    hourly: float | None = None
    below_floor: bool = False
    last_at: datetime | None = None
    gold: Share
    qualification: Qualification | None = None
    agreement: dict[Criterion, Figure] = Field(default_factory=dict)
    confusion: dict[Criterion, Confusion] = Field(default_factory=dict)


class AnnotatorsReport(Record):
    """Everybody who was shown a screen of a round, and what they earn."""

    annotators: tuple[AnnotatorLine, ...]
    pay: Pay


class AcceptanceReport(Record):
    """How many texts are accepted by the labelling `rule`: in all, day by day, and from one run of screens to the next.

    `unfinished` texts have too few judgements, `undecided` ones have lost a verdict.
    """

    rule: str
    accepted: Share
    unfinished: int
    undecided: int
    adjudicated: int
    days: tuple[Acceptance, ...]
    runs: tuple[AcceptanceRun, ...]


def agreement_report(
    fixed: Round, items: Sequence[Item], judged: Sequence[Judged], without: Excluded
) -> tuple[CriterionReport, ...]:
    """Return the agreement on each criterion of a round of either kind."""
    if fixed.kind == "compare":
        alphas = pair_agreement(items, judged, without=without)
        return tuple(CriterionReport(criterion=name, all=alpha) for name, alpha in alphas.items())
    return tuple(
        CriterionReport(criterion=name, all=each.all, chosen=each.chosen, pairs=each.pairs)
        for name, each in agreement(items, judged, without=without).items()
    )


def annotators_report(
    fixed: Round,
    items: Sequence[Item],
    judged: Sequence[Judged],
    without: Excluded,
    *,
    progress: Iterable[AnnotatorProgress],
    people: Iterable[Person],
) -> AnnotatorsReport:
    """Return a line for each annotator, by name. Those without an account of their own are known by pseudonym only."""
    reports = annotator_reports(items, judged, without=without)
    by_name = {report.annotator: report for report in reports}
    persons = {person.pseudonym: person for person in people}
    asked = [item for item in items if item.kind == "qualification"]
    own: dict[str, list[Judged]] = {}
    for each in judged:
        own.setdefault(each.annotator, []).append(each)
    lines = [
        _line(fixed.settings, each, by_name.get(each.annotator), persons.get(each.annotator)).model_copy(
            update={"qualification": _qualification(fixed.settings, asked, own.get(each.annotator, ()), each.annotator)}
        )
        for each in progress
    ]
    return AnnotatorsReport(annotators=tuple(lines), pay=_pay(fixed.settings, reports))


def acceptance_report(
    fixed: Round,
    items: Sequence[Item],
    judged: Sequence[Judged],
    without: Excluded,
    words: Iterable[Adjudication],
) -> AcceptanceReport:
    """Return how many texts of a round of rating are accepted, and how that moved."""
    labels, manifest = critic_labels(items, judged, adjudications=words, least=fixed.settings.overlap, without=without)
    return AcceptanceReport(
        rule=manifest.rule,
        accepted=wilson(manifest.accepted, manifest.labels),
        unfinished=manifest.unfinished,
        undecided=manifest.undecided,
        adjudicated=manifest.adjudicated,
        days=acceptance_by_day(labels, judged),
        runs=acceptance_by_screens(labels, judged),
    )


def _line(
    settings: RoundSettings, progress: AnnotatorProgress, report: AnnotatorReport | None, person: Person | None
) -> AnnotatorLine:
    seconds = report.seconds if report else None
    hourly = settings.pay * 3600 / seconds if seconds and settings.pay else None
    return AnnotatorLine(
        annotator=progress.annotator,
        name=(person.name or "") if person else "",
        entry=person.entry if person else None,
        may_be_excluded=person is not None and person.role == "annotator",
        excluded=person is not None and person.excluded,
        done=progress.done,
        known=progress.gold,
        surplus=progress.surplus,
        skipped=progress.skipped,
        flagged=progress.flagged,
        seconds=seconds,
        hourly=hourly,
        below_floor=hourly is not None and hourly < settings.hourly_floor,
        last_at=progress.last_at,
        gold=report.gold if report else wilson(0, 0),
        agreement=report.agreement if report else {},
        confusion=report.confusion if report else {},
    )


def _qualification(
    settings: RoundSettings, asked: Sequence[Item], judged: Iterable[Judged], annotator: str
) -> Qualification | None:
    return passed(asked, judged, annotator, mark=settings.pass_mark) if asked else None


def _pay(settings: RoundSettings, reports: Sequence[AnnotatorReport]) -> Pay:
    hourly = hourly_rate(settings, reports) if settings.pay else None
    return Pay(
        per_screen=settings.pay,
        currency=settings.currency,
        floor=settings.hourly_floor,
        hourly=hourly,
        below=hourly is not None and hourly < settings.hourly_floor,
    )
