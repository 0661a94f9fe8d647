"""What a corpus supervises is counted as `deixis corpus stats` counts it."""

import pytest

from models.errors import BadSetting
from tests.training.cards.made_cards import stats_of
from training.cards.records import SKILLS
from training.cards.supervision import supervised_by


def test_every_skill_gets_the_qars_that_ask_for_it() -> None:
    asked = [
        ("Why is [0] sad?", "[1] took the ball."),
        ("What does [0] work as?", "[0] is a chef."),
        ("How does [0] feel?", "[0] is not happy."),
        ("How many dogs are to the left of [0]?", "Two."),
        ("What happened before?", "[0] fell."),
    ]
    found = supervised_by("made", stats_of(*asked))

    counts = {each.skill: each.count for each in found.skills}
    assert found.qars == 5
    assert counts == {
        "spatial": 1, "counting": 1, "negation": 1, "temporal": 1, "cause": 1, "emotion": 1, "role": 0,
        "before/after": 1, "multi-region": 1,
    }  # fmt: skip
    assert tuple(counts) == SKILLS
    assert found.skills[0].share == 0.2


def test_an_empty_corpus_is_refused() -> None:
    with pytest.raises(BadSetting, match="keeps no entry of 0"):
        supervised_by("made", stats_of())
