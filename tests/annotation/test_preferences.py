from annotation.preferences import preference_pairs
from models.records import Box, Region
from tests.annotation.pairs import pair, votes


def test_a_majority_makes_a_preference_pair() -> None:
    region = Region(id=0, box=Box(1, 2, 3, 4))
    own = pair("i").model_copy(update={"regions": (region,)})

    (found,) = preference_pairs([own], votes("i", "11t"))

    assert (found.prompt, found.chosen, found.rejected) == (
        "why is [0] sad?",
        "reason 1 Rationale: [0] shows it 1",
        "reason 0 Rationale: [0] shows it 0",
    )
    assert (found.chosen_model, found.rejected_model) == ("teacher", "student")
    assert (found.votes, found.of, found.submissions) == (2, 3, ("i-by-p0", "i-by-p1", "i-by-p2"))
    assert (found.image_id, found.regions) == (own.image_id, (region,))


def test_ties_and_no_majority_make_none() -> None:
    items = [pair("i"), pair("j")]

    assert preference_pairs(items, [*votes("i", "tt0"), *votes("j", "0t1")]) == ()


def test_only_the_criterion_asked_for_decides() -> None:
    said = votes("i", "00", criterion="plausibility")

    assert preference_pairs([pair("i")], said) == ()
    assert [each.criterion for each in preference_pairs([pair("i")], said, criterion="plausibility")] == [
        "plausibility"
    ]


def test_excluded_people_have_no_vote() -> None:
    (found,) = preference_pairs([pair("i")], votes("i", "0011"), without={"p2", "p3"})

    assert (found.chosen_model, found.of, found.submissions) == ("student", 2, ("i-by-p0", "i-by-p1"))
