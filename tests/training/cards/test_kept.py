"""A card that was stopped goes on: nothing is asked twice, and nobody gets another's answers."""

from pathlib import Path

import pytest

from models.errors import BadSetting
from tests.training.benchmarks.made_items import Saying
from tests.training.cards.made_cards import Answering, asked_about, skill_of
from training.cards.asking import Hearing, Way
from training.cards.conditions import Measured, measure_skill
from training.cards.kept import FILE, Kept

ITEMS = [asked_about(f"i{number}", 0, "c0", "c1", picture=str(number // 2)) for number in range(6)]
SHARES = {"c0": 0.9, "c1": 0.1}


def measured(scorer: object, kept: Kept) -> Measured:
    way = Way(scorer, "made")  # type: ignore[arg-type]
    found = measure_skill(way, skill_of("cause", ITEMS), controls=True, report=lambda _more: None, kept=kept)
    kept.close()
    return found


def test_what_was_said_is_not_asked_again_and_counts_the_same(tmp_path: Path) -> None:
    first, second = Saying(SHARES), Saying(SHARES)

    before = measured(first, Kept(tmp_path / FILE, "one"))
    after = measured(second, Kept(tmp_path / FILE, "one"))

    assert (len(first.asked), len(second.asked)) == (18, 0)
    assert after == before


def test_what_was_heard_is_kept_with_it(tmp_path: Path) -> None:
    answering = Answering({"What": "c0"}, confidence=0.5)
    before = measured(Hearing(answering, listed=False), Kept(tmp_path / FILE))

    after = measured(Hearing(answering, listed=False), Kept(tmp_path / FILE))

    assert after == before
    assert len(answering.asked) == 18
    assert {each.heard.confidence for each in after.replies if each.heard} == {0.5}


def test_another_model_is_asked_anew(tmp_path: Path) -> None:
    measured(Saying(SHARES), Kept(tmp_path / FILE, "one"))
    other = Saying(SHARES)

    measured(other, Kept(tmp_path / FILE, "another"))

    assert len(other.asked) == 18


def test_a_line_that_was_cut_off_is_asked_again_with_its_picture(tmp_path: Path) -> None:
    measured(Saying(SHARES), Kept(tmp_path / FILE))
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[:-9])
    again, third = Saying(SHARES), Saying(SHARES)

    measured(again, Kept(tmp_path / FILE))

    assert len(again.asked) == 2
    measured(third, Kept(tmp_path / FILE))
    assert third.asked == []


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("mine\n")

    with pytest.raises(BadSetting, match="holds what is no answer; delete it"):
        Kept(tmp_path / FILE)
    assert (tmp_path / FILE).read_text() == "mine\n"
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadSetting, match="cannot be used"):
        Kept(tmp_path / "folder")
