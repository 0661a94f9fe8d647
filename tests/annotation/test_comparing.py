import math
import random
from collections import Counter, defaultdict

import numpy as np
import pytest

from annotation.comparing import NO_MAJORITY, PairTable, decisions, majority, pair_tables, sign_test
from annotation.slices import by_origin
from models.errors import BadSetting
from models.judging import Item, Judged
from tests.annotation.examples import candidate, item
from tests.annotation.pairs import a_round, pair, votes


def overall(items: list[Item], said: list[Judged], **options: object) -> PairTable:
    (table,) = [each for each in pair_tables(items, said, **options) if each.criterion == "overall"]
    return table


def slow_decisions(items: list[Item], said: list[Judged], criterion: str) -> dict[str, str]:
    """Return the name of the preferred model, "tie" or "none" for each pair: count names of models, one by one."""
    texts = {each.id: [str(candidate.origin["model"]) for candidate in each.candidates] for each in items}
    ballots: dict[str, list[str]] = defaultdict(list)
    for each in said:
        for comparison in each.comparisons:
            if comparison.criterion == criterion:
                stood = {"left": each.left, "right": each.right}
                ballots[each.item_id].append(
                    "tie" if comparison.value == "tie" else texts[each.item_id][stood[comparison.value]]
                )
    found = {}
    for name, ballot in ballots.items():
        (top, count), *_ = Counter(ballot).most_common()
        found[name] = top if count >= 2 else "none"
    return found


@pytest.mark.parametrize(
    ("cast", "expected"),
    [
        ((2, 1, 0), 0),
        ((0, 3, 0), 1),
        ((0, 1, 2), 2),
        ((1, 1, 1), NO_MAJORITY),
        ((1, 1, 0), NO_MAJORITY),
        ((2, 0, 0), 0),
        ((1, 0, 0), NO_MAJORITY),
        ((2, 2, 0), NO_MAJORITY),
        ((2, 1, 1), NO_MAJORITY),
        ((3, 1, 1), 0),
    ],
)
def test_a_majority_is_more_than_half_and_at_least_two(cast: tuple[int, int, int], expected: int) -> None:
    assert majority(cast) == expected


def test_preferences_are_for_texts_wherever_they_stood() -> None:
    items = [pair("i")]

    for lefts in ((0, 0, 0), (1, 1, 1), (0, 1, 0)):
        (found,) = decisions(items, votes("i", "01t", lefts=lefts), "overall")
        assert found.votes == (1, 1, 1)


def test_the_example_of_the_docstring() -> None:
    items = [pair(f"i{number}", picture_number=number) for number in range(5)]
    said = [
        *votes("i0", "001"),
        *votes("i1", "000"),
        *votes("i2", "00"),
        *votes("i3", "110"),
        *votes("i4", "0t1"),
    ]

    found = overall(items, said)

    assert (found.first, found.second) == ("student", "teacher")
    assert (found.wins, found.ties, found.losses, found.judged_pairs) == (3, 0, 1, 5)
    shares = (found.win_share, found.tie_share, found.loss_share, found.no_majority)
    assert [share.value for share in shares] == [0.75, 0, 0.25, 0.2]
    assert found.sign_p == pytest.approx(0.625)


@pytest.mark.parametrize("seed", range(5))
def test_tables_count_what_the_slow_way_counts(seed: int) -> None:
    items, said = a_round(seed, ["b", "a"])

    tables = {each.criterion: each for each in pair_tables(items, said, resamples=5)}

    assert set(tables) == {"correctness", "overall"}
    for criterion, table in tables.items():
        slow = Counter(slow_decisions(items, said, criterion).values())
        assert (table.first, table.second) == ("a", "b")
        assert (table.wins, table.ties, table.losses) == (slow["a"], slow["tie"], slow["b"])
        assert table.no_majority.value == pytest.approx(slow["none"] / 60)


def test_the_interval_draws_pictures_with_all_their_pairs() -> None:
    items, said = a_round(3, ["a", "b"], pairs=80, favour=0.3)
    slow = slow_decisions(items, said, "overall")
    pictures: dict[str, list[str]] = defaultdict(list)
    for each in items:
        pictures[each.image_id].append(slow[each.id])
    rng = random.Random(1)

    shares = []
    for _ in range(3000):
        drawn = Counter(winner for own in rng.choices(list(pictures.values()), k=40) for winner in own)
        shares.append(drawn["a"] / (drawn["a"] + drawn["b"] + drawn["tie"]))
    found = overall(items, said, resamples=6000).win_share

    assert [found.low, found.high] == pytest.approx(np.quantile(shares, (0.025, 0.975)), abs=0.02)


def test_it_does_not_matter_which_model_has_the_first_position() -> None:
    straight = [pair(f"i{number}", picture_number=number) for number in range(3)]
    turned = [pair(f"i{number}", "teacher", "student", picture_number=number) for number in range(3)]

    one = overall(straight, [*votes("i0", "000"), *votes("i1", "t00"), *votes("i2", "0t1")])
    other = overall(turned, [*votes("i0", "111"), *votes("i1", "t11"), *votes("i2", "1t0")])

    assert one == other
    assert (one.wins, one.losses) == (2, 0)


def test_tables_are_split_by_the_type_of_question() -> None:
    items = [pair("i", question_type="why"), pair("j", picture_number=1, question_type="role")]
    said = [*votes("i", "000"), *votes("j", "111")]

    found = {
        each.slice: (each.wins, each.losses) for each in pair_tables(items, said, slicer=by_origin("question_type"))
    }

    assert found == {"why": (1, 0), "role": (0, 1)}


def test_every_two_of_three_models_have_a_table() -> None:
    items, said = a_round(2, ["a", "b", "c"])

    found = {(each.first, each.second) for each in pair_tables(items, said, resamples=2)}

    assert found == {("a", "b"), ("a", "c"), ("b", "c")}


def test_pairs_with_a_single_vote_and_excluded_people_do_not_count() -> None:
    items = [pair("i"), pair("j")]
    said = [*votes("i", "0"), *votes("j", "011")]

    found = overall(items, said, without={"p2"})

    assert (found.judged_pairs, found.no_majority.value) == (1, 1)
    assert found.win_share.value is None
    assert found.sign_p is None


def test_a_text_without_a_model_is_an_error_that_names_it() -> None:
    nameless = item("i", candidates=[candidate(0), candidate(1)])

    with pytest.raises(BadSetting, match="Text c0 does not say under 'model'"):
        pair_tables([nameless], votes("i", "00"))


@pytest.mark.parametrize(("wins", "losses"), [(9, 1), (1, 9), (5, 5), (0, 7), (248, 145), (149, 151)])
def test_the_sign_test_is_a_sum_of_binomial_chances(wins: int, losses: int) -> None:
    n = wins + losses
    tail = sum(math.comb(n, heads) for heads in range(min(wins, losses) + 1)) / 2**n

    assert sign_test(wins, losses) == pytest.approx(min(1, 2 * tail))


def test_nine_of_ten_is_the_textbook_figure() -> None:
    assert sign_test(9, 1) == pytest.approx(0.0215, abs=5e-5)
