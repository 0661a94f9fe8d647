"""Answers count word for word, every kind is asked as often, and the baseline knows words alone."""

import random
from collections import Counter
from collections.abc import Sequence

from PIL import Image

from training.embedded.seed_ranges import VERBALIZERS
from training.evaluation.replies import (
    Majorities,
    Replied,
    choose_evenly,
    evaluate_replies,
    figures_by_kind,
    is_right,
    learn_majorities,
)
from training.scenes.describing import SimpleQuestion, simple_questions
from training.scenes.world import draw_scene

PLACE = SimpleQuestion("Where is this?", "a park", "place")
WEATHER = SimpleQuestion("What is the weather like?", "rainy", "weather")


def test_case_and_a_full_stop_do_not_matter_and_words_do() -> None:
    assert is_right("A park.", "a park")
    assert not is_right("park", "a park")
    assert not is_right("", "a park")


def test_kinds_asked_least_come_first() -> None:
    taken = Counter({"place": 2})

    chosen = choose_evenly([PLACE, PLACE, WEATHER, WEATHER, WEATHER], 4, taken)

    assert [each.kind for each in chosen] == ["weather", "weather", "place", "weather"]
    assert taken == {"place": 3, "weather": 3}
    assert len(choose_evenly([PLACE], 4, taken)) == 1


def test_figures_stand_beside_the_majority_answers() -> None:
    majorities = Majorities({"Where is this?": "a park"}, {"weather": "dry"})
    replied = [Replied(PLACE, "a park"), Replied(PLACE, "a street"), Replied(WEATHER, "rainy")]

    figures = figures_by_kind(replied, majorities)

    assert list(figures) == ["place", "weather"]
    assert (figures["place"].right.right, figures["place"].right.n) == (1, 2)
    assert (figures["place"].majority, figures["weather"].majority) == (1.0, 0.0)
    assert figures["weather"].right.value == 1


def test_majorities_are_learned_from_the_verbalizers_own_scenes() -> None:
    majorities, first = learn_majorities(6), VERBALIZERS[0]
    graph = draw_scene(first, split="train", size=32).graph

    assert majorities == learn_majorities.__wrapped__(6)
    assert majorities is learn_majorities(6)  # drawing the scenes takes long
    assert majorities.by_kind["there?"] in ("yes", "no")
    assert majorities.best(SimpleQuestion("Never asked?", "", "no such kind")) == ""
    asked = simple_questions(graph, random.Random(f"majority {first}"))
    assert set(learn_majorities(1).by_words) == {each.text for each in asked}


class Yes:
    """Says yes."""

    name = "yes"

    def reply(self, image: Image.Image, questions: Sequence[str]) -> tuple[str, ...]:
        assert image.size == (320, 320)
        return ("yes",) * len(questions)


def test_who_always_says_yes_is_right_about_half_of_what_may_be_denied() -> None:
    report = evaluate_replies(Yes(), pictures=25, seed=3, learning_scenes=4)

    asked = [each.right.n for each in report.by_kind.values()]
    assert report.questions == sum(asked)
    assert min(asked) >= 3
    assert report.by_kind["place"].right.right == 0
    yes_or_no = [each.right for kind, each in report.by_kind.items() if kind.endswith("?")]
    assert 0.3 < sum(each.right for each in yes_or_no) / sum(each.n for each in yes_or_no) < 0.7
