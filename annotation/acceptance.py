"""How the share of accepted candidates moves while a round goes on.

A drift is either in the queue (hard cases first) or in the annotators; the uniform slice tells which.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from annotation.intervals import Share, wilson
from models.critic_labels import CriticLabel
from models.judging import Judged
from models.records import Record


class Acceptance(Record):
    """The candidates whose label was complete on a day (UTC), and how many of these are accepted."""

    day: date
    accepted: Share


class AcceptanceRun(Record):
    """The same for the judgements from the `first` to the `last`, counted from 1."""

    first: int
    last: int
    accepted: Share


def acceptance_by_day(labels: Iterable[CriticLabel], judged: Iterable[Judged]) -> tuple[Acceptance, ...]:
    """Return the share of accepted candidates for each day on which the last judgement of a label came.

    A label that rests on an admin's words alone belongs to no day.
    """
    came = {each.id: each.created_at for each in judged}
    days: dict[date, list[bool]] = {}
    for label in labels:
        if label.submissions:
            days.setdefault(_day(max(came[name] for name in label.submissions)), []).append(label.label == "accept")
    return tuple(Acceptance(day=day, accepted=wilson(sum(own), len(own))) for day, own in sorted(days.items()))


def acceptance_by_screens(
    labels: Iterable[CriticLabel], judged: Iterable[Judged], *, every: int = 50
) -> tuple[AcceptanceRun, ...]:
    """Return the share of accepted candidates for each run of so many judgements, in the order in which they came.

    A label belongs to the run of its last judgement; judgements that no label rests on are not counted.
    """
    labels = [label for label in labels if label.submissions]
    used = {name for label in labels for name in label.submissions}
    came = sorted((each for each in judged if each.id in used), key=lambda each: (each.created_at, each.id))
    place = {each.id: number for number, each in enumerate(came)}
    runs: dict[int, list[bool]] = {}
    for label in labels:
        run = max(place[name] for name in label.submissions) // every
        runs.setdefault(run, []).append(label.label == "accept")
    return tuple(
        AcceptanceRun(
            first=run * every + 1, last=min((run + 1) * every, len(came)), accepted=wilson(sum(own), len(own))
        )
        for run, own in sorted(runs.items())
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
