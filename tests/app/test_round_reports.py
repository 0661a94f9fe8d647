"""What the Admin page is told of a round, for small rounds that can be counted by hand."""

from datetime import UTC, datetime

from annotation.intervals import wilson
from app.round_reports import (
    acceptance_report,
    agreement_report,
    annotators_report,
)
from models.judging import AnnotatorProgress, Judged, Round
from models.people import Person
from tests.annotation.examples import NOON, item, judged
from tests.annotation.pairs import pair, votes

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def round_of(kind: str = "rate", **settings: object) -> Round:
    return Round.model_validate({"id": "r", "name": "R", "kind": kind, "settings": settings, "created_at": LONG_AGO})


def progress_of(*names: str) -> list[AnnotatorProgress]:
    fields = {"done": 1, "gold": 0, "surplus": 0, "skipped": 0, "flagged": 0, "seconds": None, "last_at": NOON}
    return [AnnotatorProgress.model_validate({"annotator": name, **fields}) for name in names]


def person(pseudonym: str, role: str = "annotator", *, excluded: bool = False) -> Person:
    fields = {"id": pseudonym, "name": f"name of {pseudonym}", "entry": "invite", "created_at": LONG_AGO}
    return Person.model_validate({**fields, "role": role, "pseudonym": pseudonym, "excluded": excluded})


def timed() -> list[Judged]:
    return [
        judged("i", "ann", "aa", seconds=60),
        judged("i", "bob", "rr", seconds=75),
        judged("i", "eve", "aa", seconds=90),
    ]


def test_pay_is_told_by_the_hour_and_warned_of_below_the_floor() -> None:
    fixed = round_of(pay=0.25, hourly_floor=12.5, currency="GBP")

    found = annotators_report(
        fixed, [item("i")], timed(), (), progress=progress_of("ann", "bob", "eve", "new"), people=()
    )

    assert (found.pay.hourly, found.pay.below, found.pay.currency) == (12, True, "GBP")
    assert [(each.hourly, each.below_floor) for each in found.annotators] == [
        (15, False),
        (12, True),
        (10, True),
        (None, False),
    ]


def test_a_round_that_pays_nothing_has_no_hourly_rate() -> None:
    found = annotators_report(
        round_of(hourly_floor=12), [item("i")], timed(), (), progress=progress_of("ann"), people=()
    )

    assert (found.pay.hourly, found.pay.below) == (None, False)
    assert found.annotators[0].hourly is None


def test_only_people_with_an_account_who_are_no_admins_may_be_excluded() -> None:
    people = [person("ann"), person("bob", "admin"), person("eve", excluded=True)]

    found = annotators_report(
        round_of(),
        [item("i")],
        timed(),
        {"eve"},
        progress=progress_of("ann", "bob", "eve", "local-1"),
        people=people,
    )

    assert [(each.may_be_excluded, each.excluded, each.name) for each in found.annotators] == [
        (True, False, "name of ann"),
        (False, False, "name of bob"),
        (True, True, "name of eve"),
        (False, False, ""),
    ]


def test_known_answers_and_qualification_are_told_apart() -> None:
    items = [item("q", kind="qualification", gold="aa"), item("g", kind="gold", gold="ar"), item("i")]
    said = [
        judged("q", "ann", "am", kind="qualification"),
        judged("g", "ann", "ar", kind="gold"),
        judged("i", "ann", "aa"),
    ]

    (line,) = annotators_report(
        round_of(pass_mark=0.5), items, said, (), progress=progress_of("ann"), people=()
    ).annotators

    assert line.gold == wilson(2, 2)
    assert line.qualification
    assert (line.qualification.met, line.qualification.passed) == (wilson(1, 2), True)


def test_agreement_has_forced_verdicts_apart_where_people_rate() -> None:
    items = [item("i", count=2)]
    said = [judged("i", "ann", "rr aa"), judged("i", "bob", "rr aa")]

    qa, rationale = agreement_report(round_of(), items, said, ())

    assert (qa.criterion, rationale.criterion) == ("qa", "rationale")
    assert rationale.chosen
    assert (rationale.all.units, rationale.chosen.units) == (2, 1)
    assert [(each.first, each.second, each.n) for each in qa.pairs] == [("ann", "bob", 2)]


def test_agreement_of_comparing_is_by_its_own_criteria() -> None:
    found = agreement_report(round_of("compare"), [pair("p")], votes("p", "000"), ())

    assert [each.criterion for each in found] == ["correctness", "informativeness", "plausibility", "overall"]
    assert (found[3].all.units, found[3].chosen) == (1, None)


def test_acceptance_counts_what_has_no_label_yet_and_leaves_out_who_is_excluded() -> None:
    items = [item("i"), item("j")]
    said = [judged("i", "ann", "aa"), judged("i", "bob", "aa", after=9), judged("j", "ann", "aa")]
    both = acceptance_report(round_of(overlap=2), items, said, (), ())
    without_bob = acceptance_report(round_of(overlap=2), items, said, {"bob"}, ())

    assert (both.rule, both.accepted, both.unfinished) == ("lskd-1", wilson(1, 1), 1)
    assert [(each.first, each.last) for each in both.runs] == [(1, 2)]
    assert (without_bob.accepted, without_bob.unfinished, without_bob.days) == (wilson(0, 0), 2, ())


def test_nothing_judged_is_no_failure() -> None:
    assert annotators_report(round_of(), [item("i")], [], (), progress=(), people=()).annotators == ()
    assert acceptance_report(round_of(), [item("i")], [], (), ()).accepted == wilson(0, 0)
    assert all(each.all.alpha.value is None for each in agreement_report(round_of(), [item("i")], [], ()))
