"""What people say of a candidate, in one word."""

from datetime import timedelta

import pytest

from annotation.ratings import CandidateRating, candidate_ratings, together
from models.judging import Adjudication
from tests.annotation.examples import NOON, item, judged, picture


@pytest.mark.parametrize(
    ("said", "qa", "rationale", "verdict"),
    [
        (["aa"], "accept", "accept", "accept"),
        (["aa", "am"], "accept", "maybe", "maybe"),
        (["mm", "aa"], "maybe", "maybe", "maybe"),
        (["aa", "ar"], "accept", "reject", "reject"),
        (["rr", "aa"], "reject", "reject", "reject"),
    ],
)
def test_the_worst_of_what_people_say_counts(said: list[str], qa: str, rationale: str, verdict: str) -> None:
    found = candidate_ratings([item()], [judged("i", f"p{at}", each) for at, each in enumerate(said)])

    assert found == (CandidateRating(picture(0), "c0", qa, rationale, len(said)),)  # type: ignore[arg-type]  # as given
    assert found[0].verdict == verdict


def test_nobody_says_nothing() -> None:
    assert candidate_ratings([item()], []) == ()


def test_who_is_excluded_says_nothing() -> None:
    found = candidate_ratings([item()], [judged("i", "ann", "aa"), judged("i", "bob", "rr")], without={"bob"})

    assert [(each.verdict, each.annotators) for each in found] == [("accept", 1)]


def test_an_admin_has_the_last_word() -> None:
    word = Adjudication(
        item_id="i", position=0, criterion="qa", value="accept", actor="admin", created_at=NOON + timedelta(hours=1)
    )

    found = candidate_ratings([item()], [judged("i", "ann", "aa"), judged("i", "bob", "ra")], adjudications=[word])

    assert [each.verdict for each in found] == ["accept"]


def test_rounds_add_up_and_pictures_are_kept_apart() -> None:
    one, other = CandidateRating("i", "a", "accept", "accept", 2), CandidateRating("j", "a", "reject", "reject", 1)

    assert together([one, other, one._replace(rationale="maybe", annotators=1)]) == (
        CandidateRating("i", "a", "accept", "maybe", 3),
        other,
    )
