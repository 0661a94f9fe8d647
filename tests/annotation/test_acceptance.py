from datetime import date

from annotation.acceptance import AcceptanceRun, acceptance_by_day, acceptance_by_screens
from annotation.intervals import wilson
from annotation.labels import critic_labels
from models.judging import Adjudication
from tests.annotation.examples import NOON, item, judged

DAY = 86_400.0


def test_a_label_belongs_to_the_day_of_its_last_judgement() -> None:
    items = [item("i", count=3), item("j"), item("k")]
    said = [
        judged("i", "ann", "aa rr aa"),
        judged("i", "bob", "aa aa aa", after=60),
        judged("j", "ann", "aa"),
        judged("j", "bob", "aa", after=DAY),
    ]
    words = [
        Adjudication(item_id="k", position=0, criterion=criterion, value="accept", actor="x", created_at=NOON)
        for criterion in ("qa", "rationale")
    ]
    labels = critic_labels(items, said, adjudications=words).labels

    found = acceptance_by_day(labels, said)

    assert len(labels) == 5
    assert [(each.day, each.accepted) for each in found] == [
        (date(2026, 1, 1), wilson(2, 3)),
        (date(2026, 1, 2), wilson(1, 1)),
    ]


def test_a_label_belongs_to_the_run_of_its_last_judgement_and_other_judgements_take_no_place() -> None:
    items = [item("i"), item("j"), item("k"), item("half done")]
    said = [
        judged("i", "ann", "aa", after=1),
        judged("half done", "ann", "rr", after=2),
        judged("i", "bob", "rr", after=3),
        judged("j", "ann", "aa", after=4),
        judged("k", "eve", "aa", after=5, surplus=True),
        judged("j", "bob", "aa", after=6),
        judged("k", "ann", "aa", after=7),
        judged("k", "bob", "aa", after=8),
    ]

    found = acceptance_by_screens(critic_labels(items, said).labels, said, every=4)

    assert found == (
        AcceptanceRun(first=1, last=4, accepted=wilson(1, 2)),
        AcceptanceRun(first=5, last=6, accepted=wilson(1, 1)),
    )
