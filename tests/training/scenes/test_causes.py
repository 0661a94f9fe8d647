"""Causes: asked for with and without the feeling, told by one situation only."""

import random
import re
from collections import defaultdict

from tests.fakes.asked_scenes import Asked, all_shown, graph_of, masked
from training.scenes.graph import SceneGraph
from training.scenes.phrases import FEELING_WORDS
from training.scenes.questions import SceneQuestion, ask_about
from training.scenes.stories import STORIES


def test_some_causes_are_asked_for_with_the_feeling_and_some_without(asked: list[Asked]) -> None:
    named = []
    for scene in asked:
        for question in scene.questions:
            if question.type == "why":
                feeling = scene.entity(question).feeling
                assert feeling
                said = set(re.findall(r"\w+", question.qar.question))
                own = set(FEELING_WORDS[feeling])
                named.append(bool(said & own))
                assert not said & {word for each in FEELING_WORDS.values() for word in each} - own
    assert 0.6 <= sum(named) / len(named) <= 0.85


def test_no_cause_serves_for_two_situations() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name, story in STORIES.items():
        for told in story.told.values():
            for text in told.why:
                owners[re.sub(r"\{\w\}", "[]", text)].add(name)

    assert not {text: names for text, names in owners.items() if len(names) > 1}


def test_causes_of_two_situations_never_serve_for_each_other(graphs: list[SceneGraph]) -> None:
    compared = 0
    for graph in graphs[:80]:
        scene = all_shown(graph)
        whys = [each for each in scene.questions if each.type == "why" and scene.entity(each).role_in_situation != "W"]
        for n, one in enumerate(whys):
            for other in whys[n + 1 :]:
                if scene.entity(one).situation != scene.entity(other).situation:
                    compared += 1
                    assert not masked(one) & masked(other)
    assert compared > 40


def test_an_entity_with_an_id_is_named_by_it_and_one_without_by_its_noun(graphs: list[SceneGraph]) -> None:
    """In the first scene where somebody has dropped an ice cream."""
    name = "ice cream dropped"
    seeds = (seed for seed in range(2000) if any(each.name == name for each in graph_of(seed).situations))
    graph = graph_of(next(seeds))
    members = next(each.members for each in graph.situations if each.name == name)
    s, o = members["S"], members["O"]
    told = STORIES[name].told["S"].why

    both = _why(graph, {s: 3, o: 0}, s)
    alone = _why(graph, {s: 3}, s)

    assert both.accepted == {text.format(S="[3]", O="[0]") for text in told}
    assert alone.accepted == {text.format(S="[3]", O="the ice cream") for text in told}


def test_many_given_causes_lean_on_no_other_region_and_many_do(graphs: list[SceneGraph]) -> None:
    alone = []
    for graph in graphs[:80]:
        for question in all_shown(graph).questions:
            if question.type == "why":
                alone.append(set(re.findall(r"\[\d+\]", question.qar.answer)) == {f"[{question.entity}]"})

    assert 0.25 <= sum(alone) / len(alone) <= 0.75


def _why(graph: SceneGraph, ids: dict[int, int], entity: int) -> SceneQuestion:
    questions = ask_about(graph, ids, random.Random(0))
    return next(question for question in questions if question.type == "why" and question.entity == entity)
