"""Pairs of texts: which stands on the left is balanced, kept, and never shown by name."""

from collections import Counter

import pytest

from db.store import Store
from models.errors import BadQuestion
from models.judging import EqualPair, GoldVerdict, ItemKind
from tests.db.judging_examples import ROUND, audited, compared, item, rated, shown, start


def test_sides_are_balanced_for_every_pair_and_every_annotator(store: Store) -> None:
    judging = start(store, [item(number) for number in range(12)], kind="compare", overlap=4)

    for turn in range(12):  # the annotators come in another order at every turn
        for annotator in sorted(("ann", "bob", "eve", "joe"), key=lambda name: (ord(name[0]) * (turn + 3)) % 11):
            judging.submit(compared(shown(judging, annotator)), annotator)

    lefts = [(each.item_id, each.annotator, each.left) for each in judging.judged(ROUND)]
    by_pair = Counter((item_id, left) for item_id, _, left in lefts)
    by_annotator = Counter((annotator, left) for _, annotator, left in lefts)
    assert set(by_pair.values()) == {2}
    assert all(abs(by_annotator[name, 0] - by_annotator[name, 1]) <= 2 for name in ("ann", "bob", "eve", "joe"))


def test_what_stood_on_the_left_is_kept_with_the_preference(store: Store) -> None:
    judging = start(store, [item(number) for number in range(6)], kind="compare", overlap=1)

    sides: set[int | None] = set()
    for _ in range(6):
        screen = shown(judging, "ann")
        again = shown(judging, "ann")
        kept = judging.submit(compared(screen, "right"), "ann")
        sides.add(kept.left)
        number = int(kept.item_id.removeprefix("item-"))
        assert [each.qar.answer for each in screen.shown] == [f"answer {kept.left}", f"answer {kept.right}"]
        assert screen.shown == again.shown
        assert screen.shown[0].qar.question == f"why {number}?"
        assert [each.position for each in screen.shown] == [0, 1]
        assert {comparison.value for comparison in kept.comparisons} == {"right"}

    assert sides == {0, 1}


def test_sides_stay_when_an_annotator_goes_back(store: Store) -> None:
    judging = start(store, [item(0), item(1)], kind="compare", overlap=1)
    for _ in range(2):
        screen = shown(judging, "ann")
        judging.submit(compared(screen), "ann")

        back = judging.last_judged(ROUND, "ann")

        assert back is not None
        assert back.shown == screen.shown
        assert back.draft["comparisons"] == [
            {"criterion": criterion, "value": "left"}
            for criterion in ("correctness", "informativeness", "plausibility", "overall")
        ]


def test_a_pair_needs_a_preference_by_each_criterion(store: Store) -> None:
    judging = start(store, [item(0)], kind="compare", overlap=1)
    screen = shown(judging, "ann")
    whole = compared(screen)

    for wrong in (rated(screen), whole.model_copy(update={"comparisons": whole.comparisons[:3]})):
        with pytest.raises(BadQuestion, match="needs a preference by each criterion"):
            judging.submit(wrong, "ann")

    assert judging.judged(ROUND) == ()


@pytest.mark.parametrize("kind", ["gold", "qualification"])
def test_known_verdicts_have_no_place_in_a_round_of_comparing(store: Store, kind: ItemKind) -> None:
    judging = start(store, [item(0)], kind="compare")

    with pytest.raises(BadQuestion, match=f"'{kind}-1' has known verdicts, which a round of comparing cannot use"):
        start(store, [item(1, kind=kind)], kind="compare")
    with pytest.raises(BadQuestion, match="known verdicts"):
        judging.add_items(ROUND, [item(1, gold=(GoldVerdict(qa="accept", rationale="maybe"),) * 2)])

    assert [each.id for each in judging.items(ROUND)] == ["item-0"]


def test_what_is_left_out_as_equal_is_kept_once_with_its_round(store: Store) -> None:
    judging = start(store, [item(0)], kind="compare")
    started = judging.round(ROUND)
    one, two = (EqualPair(question_id=name, first="a\x00", second="b") for name in ("q1", "q2"))
    before = judging.last_change()

    judging.start_round(started, [], equal=[two, one])
    first_time = judging.last_change()
    judging.start_round(started, [], equal=[one])

    assert [each.question_id for each in judging.equal_pairs(ROUND)] == ["q1", "q2"]
    assert (first_time > before, judging.last_change() == first_time) == (True, True)
    assert audited(store, "equal pairs noted") == [("program", {"round": ROUND, "pairs": 2})]
    start(store, [item(1)], kind="compare", round_id="another")
    assert judging.equal_pairs("another") == ()
