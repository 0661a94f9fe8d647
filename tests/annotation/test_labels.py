import itertools
import random
from datetime import timedelta

import pytest

from annotation.labels import MEANING, critic_labels
from models.critic_labels import RULE, CriticLabel, target
from models.judging import Adjudication, Criterion, Judged, Verdict
from tests.annotation.examples import NOON, SHORT, item, judged

POINTS = {"a": 3, "m": 2, "r": 1}
RATED = [qa + rationale for qa in "amr" for rationale in "amr" if not (qa == "r" and rationale != "r")]


def only(*said: Judged, **options: object) -> CriticLabel:
    (label,) = critic_labels([item("i")], said, **options).labels
    return label


def word(value: Verdict, criterion: Criterion, *, after: float = 0, name: str = "i") -> Adjudication:
    return Adjudication(
        item_id=name,
        position=0,
        criterion=criterion,
        value=value,
        actor="admin",
        created_at=NOON + timedelta(seconds=after),
    )


@pytest.mark.parametrize(
    ("one", "other", "label", "qa", "rationale"),
    [
        ("aa", "aa", "accept", 3, 3),
        ("aa", "mm", "accept", 2.5, 2.5),
        ("mm", "mm", "accept", 2, 2),
        ("aa", "mr", "reject", 2.5, 0),
        ("aa", "rr", "reject", 0, 0),
        ("ar", "mr", "reject", 2.5, 0),
    ],
)
def test_the_rule_of_the_paper(one: str, other: str, label: str, qa: float, rationale: float) -> None:
    found = only(judged("i", "ann", one), judged("i", "bob", other))

    assert (found.label, found.qa, found.rationale) == (label, qa, rationale)
    assert found.rule == RULE == "lskd-1"


@pytest.mark.parametrize("said", list(itertools.product(RATED, repeat=2)))
def test_every_pair_of_ratings_has_the_label_that_the_words_of_the_paper_give(said: tuple[str, str]) -> None:
    found = only(*(judged("i", name, each) for name, each in zip(("ann", "bob"), said, strict=True)))

    expected = []
    for which in (0, 1):
        points = [POINTS[each[which]] for each in said]
        expected.append(0 if 1 in points else sum(points) / 2)
    assert [found.qa, found.rationale] == expected
    assert (found.label == "reject") == ("r" in "".join(said))


def test_a_third_opinion_counts_like_the_others() -> None:
    found = only(judged("i", "ann", "aa"), judged("i", "bob", "am"), judged("i", "cat", "mm"))

    assert (found.qa, found.rationale) == (pytest.approx(8 / 3), pytest.approx(7 / 3))


def test_a_label_names_the_judgements_it_comes_from_oldest_first() -> None:
    found = only(judged("i", "ann", "aa", after=5), judged("i", "bob", "aa", after=1))

    assert found.submissions == ("i-by-bob", "i-by-ann")


def test_surplus_gold_qualification_and_excluded_people_never_count() -> None:
    items = [item("i"), item("g", kind="gold", gold="rr"), item("q", kind="qualification", gold="rr")]
    said = [
        judged("i", "ann", "aa"),
        judged("i", "bob", "aa"),
        judged("i", "cat", "rr", surplus=True),
        judged("i", "eve", "rr"),
        judged("g", "ann", "rr", kind="gold"),
        judged("q", "ann", "rr", kind="qualification"),
    ]

    found = critic_labels(items, said, without={"eve"})

    assert [(label.item_id, label.label) for label in found.labels] == [("i", "accept")]
    assert found.manifest.uncounted == 4


def test_too_few_judgements_make_no_label() -> None:
    found = critic_labels([item("i"), item("j")], [judged("i", "ann", "rr")])

    assert found.labels == ()
    assert found.manifest.unfinished == 2


def test_an_admins_word_replaces_what_was_said_of_its_criterion_only_and_is_named() -> None:
    said = (judged("i", "ann", "ar"), judged("i", "bob", "am"))

    found = only(*said, adjudications=[word("maybe", "rationale")])

    assert (found.label, found.qa, found.rationale, found.adjudicated) == ("accept", 3, 2, ("rationale",))


def test_the_last_word_wins_whatever_the_order() -> None:
    said = (judged("i", "ann", "aa"), judged("i", "bob", "aa"))

    found = only(*said, adjudications=[word("maybe", "qa", after=9), word("reject", "qa", after=1)])

    assert found.qa == 2


def test_an_adjudicated_rejection_carries_the_rationale_along() -> None:
    said = (judged("i", "ann", "aa"), judged("i", "bob", "aa"))

    found = only(*said, adjudications=[word("reject", "qa")])

    assert (found.label, found.qa, found.rationale) == ("reject", 0, 0)


def test_a_rationale_rejected_by_an_overturned_verdict_is_not_rejected_any_more() -> None:
    said = (judged("i", "ann", "rr"), judged("i", "bob", "am"))

    found = only(*said, adjudications=[word("accept", "qa")])

    assert (found.label, found.qa, found.rationale) == ("accept", 3, 2)


def test_a_candidate_is_undecided_when_an_overturned_verdict_leaves_no_rating_of_the_rationale() -> None:
    said = (judged("i", "ann", "rr"), judged("i", "bob", "rr"))

    half = critic_labels([item("i")], said, adjudications=[word("accept", "qa")])
    whole = critic_labels([item("i")], said, adjudications=[word("accept", "qa"), word("maybe", "rationale")])

    assert (half.labels, half.manifest.undecided) == ((), 1)
    assert [(each.label, each.rationale) for each in whole.labels] == [("accept", 2)]


def test_an_admin_alone_can_decide_both_criteria() -> None:
    found = critic_labels([item("i")], (), adjudications=[word("accept", "qa"), word("accept", "rationale")])

    assert [(label.label, label.submissions) for label in found.labels] == [("accept", ())]


def test_the_manifest_counts_what_there_was() -> None:
    items = [item("i", count=2), item("j", picture_number=1)]
    said = [
        judged("i", "ann", "aa rr", guidelines="v1"),
        judged("i", "bob", "am aa", guidelines="v2"),
        judged("j", "ann", "aa", guidelines="v2"),
    ]

    manifest = critic_labels(items, said, adjudications=[word("accept", "qa")]).manifest

    assert manifest.model_dump() == {
        "rule": "lskd-1",
        "meaning": MEANING,
        "least": 2,
        "items": 2,
        "candidates": 3,
        "labels": 2,
        "accepted": 1,
        "adjudicated": 1,
        "unfinished": 1,
        "undecided": 0,
        "submissions": 3,
        "uncounted": 0,
        "annotators": 2,
        "forced": 1,
        "guidelines": {"v1": 1, "v2": 2},
    }


def test_the_order_of_judgements_does_not_matter() -> None:
    rng = random.Random(4)
    items = [item(f"i{number}", picture_number=number, count=3) for number in range(6)]
    said = [
        judged(each.id, name, " ".join(rng.choice(RATED) for _ in range(3)), after=rng.random())
        for each in items
        for name in ("ann", "bob", "cat")
    ]

    shuffled = rng.sample(said, len(said))

    assert critic_labels(items, shuffled) == critic_labels(items, said)


def test_targets_are_worked_out_by_hand() -> None:
    assert target([SHORT["a"], SHORT["m"], SHORT["m"]]) == pytest.approx(7 / 3)
    assert target([SHORT["a"], SHORT["r"]]) == 0
