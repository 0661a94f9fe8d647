"""Simple questions name one thing only, tell no answer, and are as often right as wrong."""

import random
import re
from collections import Counter, defaultdict

import pytest

from training.scenes.asking import may_share_noun
from training.scenes.describing import KINDS, SimpleQuestion, simple_questions
from training.scenes.describing_asking import ASKED
from training.scenes.describing_names import people_names, thing_names
from training.scenes.describing_scene import SEEN, DescribedScene
from training.scenes.describing_things import spoken
from training.scenes.describing_words import FACE_ANSWERS, HATS
from training.scenes.graph import COLOURS, FEELINGS, PROFESSIONS, Entity, SceneGraph
from training.scenes.places import BACKDROP
from training.scenes.things import THINGS

_AGES = {
    "toddler": ("toddler",),
    "child": ("child", "toddler"),
    "adult": ("adult", "senior"),
    "older person": ("senior",),
}


@pytest.fixture(scope="module")
def asked(graphs: list[SceneGraph]) -> list[tuple[SceneGraph, list[SimpleQuestion]]]:
    return [(graph, simple_questions(graph, random.Random(graph.seed))) for graph in graphs]


def test_every_kind_has_eight_phrasings_and_is_asked(asked: list[tuple[SceneGraph, list[SimpleQuestion]]]) -> None:
    kinds = {question.kind for _, questions in asked for question in questions}

    assert kinds == set(KINDS)
    assert all(len(set(ASKED[kind])) >= 8 for kind in KINDS)


def test_texts_are_plain(asked: list[tuple[SceneGraph, list[SimpleQuestion]]]) -> None:
    for _, questions in asked:
        for question in questions:
            assert not set("[]{}") & set(question.text + question.answer)
            assert question.text[0].isupper()
            assert question.text[-1] in "?."
            assert "  " not in question.text
            assert 1 <= len(question.answer.split()) <= 8


def test_yes_and_no_are_balanced_within_every_kind(asked: list[tuple[SceneGraph, list[SimpleQuestion]]]) -> None:
    answers: dict[str, Counter[str]] = defaultdict(Counter)
    for _, questions in asked:
        for question in questions:
            if question.answer in ("yes", "no"):
                answers[question.kind][question.answer] += 1

    shares = {kind: each["yes"] / each.total() for kind, each in answers.items()}
    assert {kind: share for kind, share in shares.items() if not 0.38 <= share <= 0.62} == {}


def test_a_face_that_is_asked_for_is_not_in_the_name(asked: list[tuple[SceneGraph, list[SimpleQuestion]]]) -> None:
    for _, questions in asked:
        for question in questions:
            if question.kind == "face":
                assert not any(f" {FACE_ANSWERS[feeling]} " in question.text for feeling in FEELINGS)
            elif question.kind == "colour":
                assert question.answer not in question.text.lower().rstrip("?.").split()


def test_a_name_of_a_person_holds_for_nobody_else(graphs: list[SceneGraph]) -> None:
    checked = 0
    for graph in graphs:
        scene = DescribedScene(graph)
        people = [each for each in graph.entities if each.kind == "person"]
        for person in people:
            for name in people_names(scene, person):
                if " holding " not in name:
                    assert [each.index for each in people if _fits(name, each)] == [person.index], name
                    checked += 1
    assert checked > 1000


def _fits(name: str, person: Entity) -> bool:
    """Read the parts of a name back; clothes of a profession may have any colour."""
    faces = [feeling for feeling in FEELINGS if f" {FACE_ANSWERS[feeling]} " in name]
    ages = [ages for noun, ages in _AGES.items() if f" {noun}" in name]
    jobs = [profession for profession in PROFESSIONS if f" {profession}" in name.replace(" chef hat", "")]
    worn = re.search(rf" in the ({'|'.join(COLOURS)}) ", name)
    hair = re.search(r" with (\w+) hair$", name)
    hats = [hat for hat, words in HATS.items() if name.endswith(f"with the {words.removeprefix('a ')}")]
    return (
        all(person.feeling == feeling for feeling in faces)
        and all(person.age in each for each in ages)
        and all(person.profession == job for job in jobs)
        and (worn is None or person.colour in (None, worn[1]))
        and (hair is None or person.hair == hair[1])
        and (not hats or person.hat in hats)
    )


def test_what_is_held_names_only_who_holds_it(graphs: list[SceneGraph]) -> None:
    scenes = [DescribedScene(graph) for graph in graphs]
    names = [
        (scene, person, name)
        for scene in scenes
        for person in scene.people
        for name in people_names(scene, person)
        if name.startswith("the person holding ")
    ]

    assert len(names) > 20
    for scene, person, name in names:
        others = [held for each in scene.people if each.index != person.index for held in scene.held_things(each)]
        assert not any(name.endswith(f" the {spoken(held.noun)}") for held in others)


def test_what_the_place_may_show_as_well_has_no_name(graphs: list[SceneGraph]) -> None:
    for graph in graphs:
        scene = DescribedScene(graph)
        for entity in graph.entities:
            if entity.kind != "person" and entity.noun in BACKDROP[graph.place]:
                assert thing_names(scene, entity) == []


def test_what_is_denied_is_neither_in_the_graph_nor_in_the_background(
    asked: list[tuple[SceneGraph, list[SimpleQuestion]]],
) -> None:
    nouns = {spoken(thing.noun): thing.noun for thing in THINGS.values()}
    denied = 0
    for graph, questions in asked:
        for question in questions:
            if question.kind != "there?" or question.answer != "no":
                continue
            noun = next((nouns[each] for each in sorted(nouns, key=len, reverse=True) if each in question.text), None)
            if noun:
                assert not any(may_share_noun(each.noun, noun) for each in graph.entities)
                assert noun not in BACKDROP[graph.place]
                denied += 1
    assert denied > 30


def test_counts_are_right(asked: list[tuple[SceneGraph, list[SimpleQuestion]]]) -> None:
    numbers = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")
    for graph, questions in asked:
        people = [each for each in graph.entities if each.kind == "person"]
        for question in questions:
            if question.kind == "count" and "children" in question.text:
                assert question.answer == numbers[sum(each.age in ("child", "toddler") for each in people)]
            elif question.kind == "count" and "smiling" in question.text:
                assert question.answer == numbers[sum(each.feeling == "happy" for each in people)]


def test_colours_are_right(asked: list[tuple[SceneGraph, list[SimpleQuestion]]]) -> None:
    for graph, questions in asked:
        shown = {each.colour for each in graph.entities}
        for question in questions:
            if question.kind in ("colour", "clothes colour"):
                assert question.answer in COLOURS
                assert question.answer in shown


def test_nothing_hidden_is_asked_for(graphs: list[SceneGraph]) -> None:
    for graph in graphs[:60]:
        hidden = [each.model_copy(update={"visible": SEEN - 0.1}) for each in graph.entities]
        questions = simple_questions(graph.model_copy(update={"entities": tuple(hidden)}), random.Random(1))

        absent = {question.kind for question in questions if question.answer != "no"}
        assert absent <= {"place", "place?", "weather", "time", "count"}


def test_the_same_generator_gives_the_same_questions(graphs: list[SceneGraph]) -> None:
    assert simple_questions(graphs[1], random.Random(4)) == simple_questions(graphs[1], random.Random(4))
