from datetime import date

from annotation.acceptance import acceptance_by_day
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
