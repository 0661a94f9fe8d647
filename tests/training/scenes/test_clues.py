"""A clue lies where its sign is seen, and its inferences are graded by whose story they are."""

import random
from collections import Counter

from training.scenes.clues import clues, inference_candidates
from training.scenes.telling import Teller
from training.scenes.world import draw_scene


def test_a_clue_names_what_its_box_shows_or_who_it_is_about() -> None:
    found = 0
    for seed in range(60):
        graph = draw_scene(seed, size=32).graph
        ids = {entity.index: entity.index for entity in graph.entities}
        for clue in clues(graph, ids, random.Random(seed)):
            found += 1
            assert clue.box == graph.entities[clue.entity].box
            assert clue.region == clue.entity
            assert f"[{clue.entity}]" in clue.clue or clue.entity == clue.subject
            assert graph.entities[clue.entity].situation == graph.entities[clue.subject].situation
    assert found > 100


def test_candidates_of_a_clue_are_graded_by_whose_story_they_tell() -> None:
    grades = Counter()
    for seed in range(40):
        graph = draw_scene(seed, size=32).graph
        ids = {entity.index: entity.index for entity in graph.entities}
        teller = Teller(graph, ids, random.Random(0))
        for clue in clues(graph, ids, random.Random(seed)):
            subject = graph.entities[clue.subject]
            own = teller.filled(teller.told(subject).before, teller.happening_of(subject))
            told = {
                text
                for entity in graph.entities
                for text in teller.filled(teller.told(entity).before, teller.happening_of(entity))
            }
            for candidate in inference_candidates(graph, clue, ids, random.Random(seed)):
                grades[candidate.grade] += 1
                assert (candidate.inference in own) == (candidate.grade == 2)
                assert (candidate.inference in told) == (candidate.grade > 0)
    assert min(grades[0], grades[1], grades[2]) > 50


def test_a_clue_of_something_without_a_region_has_none() -> None:
    graph = draw_scene(2, size=32).graph

    assert all(clue.region is None for clue in clues(graph, {}, random.Random(0)))
