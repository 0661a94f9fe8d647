import itertools
import random

import pytest

from annotation.annotators import annotator_reports, gold_met, hourly_rate, median_seconds, passed
from annotation.intervals import Figure, wilson
from models.judging import Item, Judged, RoundSettings
from tests.annotation.examples import item, judged


def a_round(seed: int = 0, *, careless: str = "") -> tuple[list[Item], list[Judged]]:
    """Return a round in which three people agree mostly, and `careless` draws verdicts by lot."""
    rng = random.Random(seed)
    items = [item(f"i{number}", picture_number=number, count=3) for number in range(40)]
    said = []
    for each in items:
        truth = [rng.choice(["aa", "am", "mm", "ar", "rr"]) for _ in range(3)]
        for name in rng.sample(["ann", "bob", "cat", "dan"], 2):
            chance = 0.0 if name == careless else 0.85
            verdicts = (
                value if rng.random() < chance else rng.choice(["aa", "am", "mm", "ar", "rr"]) for value in truth
            )
            said.append(judged(each.id, name, " ".join(verdicts), seconds=rng.uniform(20, 60)))
    return items, said


def test_agreement_with_others_is_that_of_all_pairs_of_chosen_verdicts() -> None:
    items, said = a_round()

    found = {report.annotator: report for report in annotator_reports(items, said, draws=20)}

    for name, criterion in itertools.product(("ann", "bob", "cat", "dan"), ("qa", "rationale")):
        same = [
            mine.value == theirs.value
            for own, other in itertools.product(said, repeat=2)
            if own.annotator == name != other.annotator and own.item_id == other.item_id
            for mine, theirs in itertools.product(own.ratings, other.ratings)
            if (mine.position, mine.criterion) == (theirs.position, theirs.criterion)
            and mine.criterion == criterion
            and mine.given == theirs.given == "chosen"
        ]
        share = found[name].agreement[criterion]
        assert share.value == pytest.approx(sum(same) / len(same))
        assert share.low < share.value < share.high


def test_who_draws_by_lot_stands_out_in_every_figure() -> None:
    items, said = a_round(1, careless="dan")

    found = {report.annotator: report for report in annotator_reports(items, said, draws=100)}

    others = [found[name] for name in ("ann", "bob", "cat")]
    assert all(found["dan"].agreement["qa"].value < report.agreement["qa"].value for report in others)
    right = {name: report.confusion["qa"]["reject"]["reject"] for name, report in found.items()}
    assert all(right["dan"].high < right[name].value for name in ("ann", "bob", "cat"))


def test_every_row_of_a_confusion_is_one_and_lies_in_its_interval() -> None:
    items, said = a_round(2)

    for report in annotator_reports(items, said, draws=100):
        for row in (row for confusion in report.confusion.values() for row in confusion.values()):
            assert sum(figure.value for figure in row.values()) == pytest.approx(1)
            assert all(0 <= figure.low <= figure.value <= figure.high <= 1 for figure in row.values())


def test_screens_speed_surplus_and_flags_are_counted() -> None:
    said = [
        judged("i", "ann", "aa", seconds=30),
        judged("j", "ann", "aa", seconds=90, surplus=True),
        judged("g", "ann", "aa", seconds=40, kind="gold").model_copy(update={"flagged": True}),
        judged("k", "ann", "aa"),
    ]

    (report,) = annotator_reports([item("i")], said, draws=5)

    assert (report.screens, report.surplus, report.flagged, report.seconds) == (4, 1, 1, 40)
    assert median_seconds(said) == 30


def test_people_who_are_left_out_have_a_report_but_no_say() -> None:
    items = [item("i")]
    said = [judged("i", "ann", "aa"), judged("i", "eve", "rr"), judged("i", "bob", "aa")]

    found = {report.annotator: report for report in annotator_reports(items, said, without={"eve"}, draws=5)}

    assert found["ann"].agreement["qa"].value == 1
    assert found["eve"].agreement["qa"] == Figure()
    assert found["eve"].confusion["qa"] == {}


@pytest.mark.parametrize(
    ("gold", "said", "met", "of"),
    [
        ("aa", "aa", 2, 2),
        ("aa", "am", 1, 2),
        ("aa", "rr", 0, 1),
        ("rr", "rr", 1, 1),
        ("rr", "aa", 0, 2),
        ("ar", "ar", 2, 2),
        ("aa rr", "aa mm", 2, 4),
    ],
)
def test_gold_is_met_by_chosen_verdicts_only(gold: str, said: str, met: int, of: int) -> None:
    count = len(gold.split())

    found = gold_met([item("g", kind="gold", gold=gold, count=count)], [judged("g", "ann", said, kind="gold")], "gold")

    assert found == wilson(met, of)


def test_gold_of_a_kind_is_not_counted_for_another() -> None:
    items = [item("g", kind="gold", gold="aa"), item("q", kind="qualification", gold="aa")]
    said = [judged("g", "ann", "aa", kind="gold"), judged("q", "ann", "rr", kind="qualification")]

    assert (gold_met(items, said, "gold").part, gold_met(items, said, "qualification").part) == (2, 0)


def test_qualification_is_passed_when_all_is_judged_and_enough_is_met() -> None:
    items = [item(f"q{number}", kind="qualification", gold="aa") for number in range(5)]
    enough = ["aa", "aa", "aa", "am", "mm"]  # 7 of 10
    said = [judged(f"q{number}", "ann", verdicts, kind="qualification") for number, verdicts in enumerate(enough)]

    found = passed(items, [*said, judged("q0", "bob", "mm", kind="qualification")], "ann", mark=0.7)

    assert (found.met.part, found.met.n, found.left, found.passed) == (7, 10, 0, True)
    assert not passed(items, said, "ann", mark=0.71).passed
    assert passed(items, said[:4], "ann", mark=0.7).left == 1
    assert not passed(items, said[:4], "ann", mark=0.7).passed
    assert not passed(items, [], "ann", mark=0.0).passed


def test_what_is_sent_again_after_the_feedback_is_no_qualification() -> None:
    asked = item("q", kind="qualification", gold="aa")
    said = judged("q", "ann", "mm", kind="qualification")
    again = [judged("q", "ann", "aa", kind="qualification", surplus=True)] * 9

    found = passed([asked], [said, *again], "ann", mark=0.7)

    assert (found.met.part, found.met.n, found.passed) == (0, 2, False)
    assert passed([asked], again, "ann", mark=0.7).left == 1


def test_without_qualification_items_everybody_has_passed() -> None:
    assert passed([item("i")], [], "ann", mark=1.0).passed


def test_the_hourly_rate_is_the_median_over_people() -> None:
    said = [judged("i", name, "aa", seconds=each) for name, each in (("ann", 60), ("bob", 75), ("cat", 90), ("dan", 0))]

    reports = annotator_reports([item("i")], said, draws=5)

    assert hourly_rate(RoundSettings(pay=0.25), reports) == 12
    assert hourly_rate(RoundSettings(pay=0.25), reports[3:]) is None


def test_a_round_without_judgements_has_no_reports() -> None:
    assert annotator_reports([item("i")], []) == ()
