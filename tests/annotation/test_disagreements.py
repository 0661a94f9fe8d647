from datetime import timedelta

from annotation.disagreements import disagreements
from models.judging import Adjudication
from tests.annotation.examples import NOON, item, judged


def test_who_rejects_and_who_does_not_stand_side_by_side() -> None:
    said = [judged("i", "bob", "ma"), judged("i", "ann", "rr"), judged("i", "cat", "aa")]

    (found,) = disagreements([item("i")], said)

    assert (found.item_id, found.position, found.criterion) == ("i", 0, "qa")
    assert [(each.annotator, each.value) for each in found.opinions] == [
        ("ann", "reject"),
        ("bob", "maybe"),
        ("cat", "accept"),
    ]


def test_a_forced_rationale_is_no_disagreement_of_its_own_and_a_chosen_one_is() -> None:
    said = [judged("i", "ann", "rr aa"), judged("i", "bob", "aa ar"), judged("i", "cat", "ar aa")]

    found = disagreements([item("i", count=2)], said)

    assert [(each.position, each.criterion) for each in found] == [(0, "qa"), (0, "rationale"), (1, "rationale")]
    assert [each.given for each in found[1].opinions] == ["forced", "chosen", "chosen"]


def test_accept_beside_maybe_is_none_and_surplus_has_no_opinion() -> None:
    said = [judged("i", "ann", "aa"), judged("i", "bob", "mm"), judged("i", "cat", "rr", surplus=True)]

    assert disagreements([item("i")], said) == ()


def test_the_latest_word_of_an_admin_is_shown() -> None:
    said = [judged("i", "ann", "rr"), judged("i", "bob", "aa")]
    words = [
        Adjudication(
            item_id="i", position=0, criterion="qa", value=value, actor="x", created_at=NOON + timedelta(hours=h)
        )
        for value, h in (("accept", 2), ("reject", 1))
    ]

    (found,) = disagreements([item("i")], said, adjudications=words)

    assert found.adjudicated == "accept"
