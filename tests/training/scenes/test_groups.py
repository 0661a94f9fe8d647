"""Exactly one of the regions named is right, and its place in the list says nothing."""

import random
import re
from collections import Counter

import pytest

from tests.fakes.asked_scenes import graph_of
from training.scenes.features import held_by, kind_feature
from training.scenes.graph import SceneGraph
from training.scenes.groups import group_questions
from training.scenes.phrases import FEELING_WORDS, with_article
from training.scenes.phrases_groups import CAUSE, GOING_ON, IN_COMMON, ODD, ODD_FEELING, WHICH, WHO
from training.scenes.telling import SceneQuestion, Teller

Asked = tuple[SceneGraph, dict[int, int], list[SceneQuestion]]


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    """Return the questions about several regions of 150 scenes, with up to six regions shown."""
    found = []
    for seed in range(150):
        graph = graph_of(seed)
        rng = random.Random(seed)
        shown = rng.sample(range(len(graph.entities)), min(6, len(graph.entities)))
        ids = dict(zip(shown, rng.sample(range(6), len(shown)), strict=True))
        found.append((graph, ids, list(group_questions(Teller(graph, ids, rng)))))
    return found


def test_questions_name_two_to_five_regions_and_the_answer_one_of_them(asked: list[Asked]) -> None:
    sizes = Counter()
    for _, ids, questions in asked:
        for question in questions:
            named = set(re.findall(r"\[\d+\]", question.qar.question))
            sizes[len(named)] += 1
            assert question.type in ("which", "action")
            assert question.needs_region
            assert question.entity in ids
            assert f"[{ids[question.entity]}]" in named
            assert question.qar.answer in question.accepted
            assert len(question.accepted) <= 12
            assert re.search(r"\[\d+\]", question.qar.answer)[0] in named
            assert not re.search(r"[{}]|None|  ", " ".join((*question.qar.model_dump().values(), *question.accepted)))
    assert set(sizes) <= {2, 3, 4, 5}
    assert sizes.total() > 400
    assert min(sizes[2], sizes[3], sizes[4]) > 20


def test_only_one_of_those_named_feels_or_is_what_is_asked(asked: list[Asked]) -> None:
    checked = 0
    for graph, ids, questions in asked:
        entities = {number: graph.entities[index] for index, number in ids.items()}
        for question in questions:
            right, _, words = question.qar.answer.partition(" is ")
            named = [entities[int(number)] for number in set(re.findall(r"\[(\d+)\]", question.qar.question))]
            feeling = next((each for each, texts in FEELING_WORDS.items() if words in texts), None)
            if question.type == "which" and feeling:
                having = [f"[{ids[each.index]}]" for each in named if each.feeling == feeling]
                # A cause is asked for with the feeling of another one, so only questions about feelings count.
                assert having == [right]
                checked += 1
            elif question.type == "which" and words in {with_article(each.noun) for each in named}:
                assert [f"[{ids[each.index]}]" for each in named if with_article(each.noun) == words] == [right]
                checked += 1
    assert checked > 100


def test_a_senior_is_an_adult_too_so_the_two_are_never_told_apart_by_that_word() -> None:
    people = [entity for seed in range(60) for entity in graph_of(seed).entities if entity.age]
    adult = next(each for each in people if each.noun == "adult")
    senior = next(each for each in people if each.noun == "senior")
    child = next(each for each in people if each.noun == "child")

    assert not kind_feature(adult, "[0]").excludes(senior)
    assert kind_feature(senior, "[0]").excludes(adult)
    assert kind_feature(adult, "[0]").excludes(child)


def test_who_holds_a_thing_is_who_the_story_says(asked: list[Asked]) -> None:
    held = 0
    for graph, ids, questions in asked:
        holders = {ids[thing]: ids[who] for thing, who in held_by(graph).items() if thing in ids and who in ids}
        for question in questions:
            match = re.fullmatch(r"\[(\d+)\] is holding \[(\d+)\]", question.qar.answer)
            if match and question.type == "which":
                held += 1
                assert holders[int(match[2])] == int(match[1])
    assert held > 10


def test_the_right_one_stands_anywhere_in_the_list(asked: list[Asked]) -> None:
    places = Counter()
    for _, _, questions in asked:
        for question in questions:
            named = list(dict.fromkeys(re.findall(r"\[\d+\]", question.qar.question)))
            if question.type == "which" and len(named) == 2 and "share" not in question.qar.answer:
                places[named.index(question.qar.answer.split()[0])] += 1
    assert 0.4 <= places[0] / places.total() <= 0.6


def test_no_question_is_asked_of_a_single_region() -> None:
    graph = graph_of(3)

    assert list(group_questions(Teller(graph, {0: 2}, random.Random(0)))) == []


def test_every_form_has_eight_phrasings() -> None:
    for phrasings in (WHICH, WHO, CAUSE, ODD, ODD_FEELING, GOING_ON, IN_COMMON):
        assert len(set(phrasings)) >= 8
        assert len({text.split()[0] for text in phrasings}) >= 4
