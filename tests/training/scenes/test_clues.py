"""A clue lies where its sign is seen, and its inferences are graded by whose story they are."""

import random
import re
from collections import Counter

import pytest

from tests.fakes.asked_scenes import graph_of
from training.scenes.clues import Clue, GradedInference, clues, inference_candidates
from training.scenes.graph import SceneGraph
from training.scenes.telling import Teller
from training.scenes.tellings import told_of

NAME = re.compile(r"\[\d+\]|\{\w\}")
Graded = tuple[Clue, SceneGraph, tuple[GradedInference, ...]]


def test_a_clue_names_what_its_box_shows_or_who_it_is_about() -> None:
    found = 0
    for seed in range(60):
        graph = graph_of(seed)
        ids = {entity.index: entity.index for entity in graph.entities}
        for clue in clues(graph, ids, random.Random(seed)):
            found += 1
            assert clue.box == graph.entities[clue.entity].box
            assert clue.region == clue.entity
            assert f"[{clue.entity}]" in clue.clue or clue.entity == clue.subject
            assert graph.entities[clue.entity].situation == graph.entities[clue.subject].situation
    assert found > 100


@pytest.fixture(scope="module")
def graded() -> list[Graded]:
    found = []
    for seed in range(60):
        graph = graph_of(seed)
        ids = {entity.index: entity.index for entity in graph.entities}
        for clue in clues(graph, ids, random.Random(seed)):
            found.append((clue, graph, inference_candidates(graph, clue, ids, random.Random(seed))))
    return found


def test_candidates_of_a_clue_are_graded_by_whose_story_they_tell(graded: list[Graded]) -> None:
    grades = Counter()
    for clue, graph, candidates in graded:
        teller = Teller(graph, {entity.index: entity.index for entity in graph.entities}, random.Random(0))
        subject = graph.entities[clue.subject]
        own = teller.filled(teller.told(subject).before, teller.happening_of(subject))
        # What others of the picture are told of, whoever it is told of.
        told = {
            NAME.sub("_", text)
            for entity in graph.entities
            if entity.situation != subject.situation
            for text in told_of(entity.situation, entity.role_in_situation).before
        }
        for candidate in candidates:
            grades[candidate.grade] += 1
            assert (candidate.inference in own) == (candidate.grade == 2)
            if candidate.grade < 2:
                assert (NAME.sub("_", candidate.inference) in told) == (candidate.grade == 1)
    assert min(grades[0], grades[1], grades[2]) > 50


def test_the_form_of_a_candidate_does_not_tell_its_grade(graded: list[Graded]) -> None:
    longest = Counter()
    lengths = {grade: [] for grade in (0, 1, 2)}
    for _, _, candidates in graded:
        # Every wrong candidate names exactly the regions of a true one.
        true = {tuple(sorted(NAME.findall(each.inference))) for each in candidates if each.grade == 2}
        for candidate in candidates:
            assert tuple(sorted(NAME.findall(candidate.inference))) in true
            lengths[candidate.grade].append(len(candidate.inference.split()))
        if len(candidates) > 1:
            longest[max(candidates, key=lambda each: len(each.inference.split())).grade] += 1

    means = [sum(each) / len(each) for each in lengths.values()]
    assert max(means) - min(means) < 0.6
    assert longest[2] / longest.total() < 0.6


def test_a_clue_of_something_without_a_region_has_none() -> None:
    graph = graph_of(2)

    assert all(clue.region is None for clue in clues(graph, {}, random.Random(0)))
