"""A card that was stopped goes on: nothing is asked twice, and processes that share the work find what one finds."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from models.base import Scorer
from models.records import Question
from tests.training.benchmarks.made_answers import Answering
from tests.training.benchmarks.made_items import Saying
from tests.training.benchmarks.made_ranks import together
from tests.training.cards.made_cards import asked_about, skill_of
from training.benchmarks.hearing import Hearing
from training.benchmarks.kept import Kept
from training.benchmarks.manners import Asked, Manner, Way
from training.benchmarks.sharing import ALONE, Ranks
from training.cards.conditions import Measured
from training.cards.make import Key, measure_skills

ITEMS = [asked_about(f"i{number}", number % 3 == 0, "c0", "c1", picture=str(number // 2)) for number in range(6)]
MOVED = [each.model_copy(update={"regions": each.regions[::-1], "grades": ((0.0, 1.0),)}) for each in ITEMS]
ROLES = [asked_about(f"r{number}", 0, "c0", "c1", picture=str(number)) for number in range(3)]
DRAWN = [skill_of("cause", ITEMS, MOVED), skill_of("role", ROLES)]
QUESTIONS = 4 * 6 + 3 * 3  # every item as it is and under each control, as far as there is one
SHARES = {"c0": 0.9, "c1": 0.1}


class Stopping(Saying):
    """Stops when it is asked so manieth question."""

    def __init__(self, at: int) -> None:
        super().__init__(SHARES)
        self._at = at

    def score(self, image: Image.Image, question: Question, choices: Any) -> tuple[float, ...]:
        if len(self.asked) == self._at:
            raise KeyboardInterrupt
        return super().score(image, question, choices)


def found(
    folder: Path, scorer: Scorer, answering: Answering | None = None, ranks: Ranks = ALONE
) -> dict[Key, Measured]:
    """Return what is found of a model that scores, and answers if it is said how."""
    answers = Way(Hearing(answering, listed=False), "its words") if answering else Way(why="it is silent")
    ways: dict[Manner, Way] = {"contrastive": Way(scorer, "likelihood"), "generative": answers}
    opened: dict[Manner, Kept] = {manner: Kept(folder / manner, rank=ranks.rank, count=ranks.count) for manner in ways}
    with opened["contrastive"], opened["generative"]:
        return dict(measure_skills(Asked("made", "student", ways), DRAWN, kept=opened, ranks=ranks).by)


def test_what_was_said_before_a_stop_is_not_asked_again(tmp_path: Path) -> None:
    stopped, second, third = Stopping(17), Saying(SHARES), Saying(SHARES)
    with pytest.raises(KeyboardInterrupt):
        found(tmp_path, stopped)

    after = found(tmp_path, second)
    again = found(tmp_path, third)

    # Of the picture that was being asked about, two items are asked again, or one.
    assert QUESTIONS <= len(stopped.asked) + len(second.asked) <= QUESTIONS + 1
    assert third.asked == []
    assert after == again == found(tmp_path / "at once", Saying(SHARES))


def test_what_was_heard_comes_back_with_it(tmp_path: Path) -> None:
    answering = Answering({"What": "c0"}, confidence=0.5)
    before = found(tmp_path, Saying(SHARES), answering)

    after = found(tmp_path, Saying(SHARES), answering)

    assert after == before
    assert len(answering.asked) == QUESTIONS
    heard = [reply.heard for reply in after["role", "generative"].replies]
    assert [(each.text, each.confidence) for each in heard if each] == [("c0", 0.5)] * 3


def test_processes_share_the_pictures_and_find_what_one_finds(tmp_path: Path) -> None:
    scorers, answering = [Saying(SHARES), Saying(SHARES)], [Answering({"What": "c1"}), Answering({"What": "c1"})]

    both = together(2, lambda ranks: found(tmp_path, scorers[ranks.rank], answering[ranks.rank], ranks))

    alone = found(tmp_path / "alone", Saying(SHARES), Answering({"What": "c1"}))
    assert [{key: each.column for key, each in one.items()} for one in both] == [
        {key: each.column for key, each in alone.items()}
    ] * 2
    assert both[0] == both[1]
    for asked in ([len(each.asked) for each in scorers], [len(each.asked) for each in answering]):
        assert sum(asked) == QUESTIONS
        assert min(asked) > QUESTIONS // 4
