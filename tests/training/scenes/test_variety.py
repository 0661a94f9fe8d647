"""Worked examples of the measures, and what they say of drawn questions."""

import math
import random

from models.records import QAR
from tests.fakes.asked_scenes import graph_of
from training.scenes.skills import skill_questions
from training.scenes.telling import SceneQuestion, Teller
from training.scenes.variety import distinct, measure_variety, moving_ratio, phrasing_of, type_token_ratio


def _question(text: str, type_: str = "why") -> SceneQuestion:
    qar = QAR(question=text, answer="[0] fell", rationale="[0] cries")
    return SceneQuestion(qar=qar, type=type_, entity=0, needs_region=True, accepted=frozenset(["[0] fell"]))


def test_the_ratio_of_types_to_tokens() -> None:
    assert type_token_ratio(["the", "dog", "sees", "the", "dog"]) == 0.6
    assert type_token_ratio([]) == 0.0


def test_the_moving_ratio_is_the_mean_over_windows() -> None:
    assert math.isclose(moving_ratio(["a", "b", "a", "a"], 2), (1 + 1 + 0.5) / 3)
    assert moving_ratio(["a", "b"], 50) == 1.0
    assert math.isclose(moving_ratio(["a", "b", "c", "a", "b", "c"], 3), 1.0)


def test_distinct_runs_do_not_cross_texts() -> None:
    assert distinct([["a", "b"], ["b", "a"]], 1) == 2
    assert distinct([["a", "b"], ["b", "a"]], 2) == 2
    assert distinct([["a", "b"], ["c"]], 3) == 0


def test_a_phrasing_leaves_out_what_the_scene_decides() -> None:
    assert phrasing_of("Why is [0] sad?") == phrasing_of("Why is [3] astonished?")
    assert phrasing_of("Which of [0], [2] and [4] is a dog?") == phrasing_of("Which of [1] and [3] is an umbrella?")
    assert phrasing_of("Why is [0] sad?") != phrasing_of("What made [0] sad?")


def test_variety_is_measured_per_type_and_over_all() -> None:
    questions = [_question("Why is [0] sad?"), _question("Why is [1] happy?"), _question("Is [0] sad?", "factual")]

    variety = measure_variety(questions)

    assert set(variety.types) == {"why", "factual"}
    assert variety.types["why"].questions == 2
    assert variety.types["why"].phrasings == 1
    assert variety.types["why"].length == 4.0
    assert variety.overall.questions == 3
    assert variety.overall.phrasings == 2
    assert measure_variety([]).overall.questions == 0


def test_drawn_skill_questions_have_at_least_eight_phrasings_per_type() -> None:
    questions = []
    for seed in range(60):
        graph = graph_of(seed)
        ids = {entity.index: entity.index for entity in graph.entities[:6]}
        questions += skill_questions(Teller(graph, ids, random.Random(seed)))

    variety = measure_variety(questions)

    for each in variety.types.values():
        assert each.phrasings >= 8
        assert each.openings >= 8
        assert 0 < each.type_token_ratio <= each.moving_ratio <= 1
