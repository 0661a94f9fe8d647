"""Wrong choices are wrong, sound like the right one, and come from the same picture where they can."""

import random
import re
from collections import Counter

import pytest

from training.scenes.choices import ChoiceItem, choice_items
from training.scenes.distractors import is_vague, wrong_texts
from training.scenes.graph import SceneGraph
from training.scenes.telling import Teller
from training.scenes.tellings import told_of
from training.scenes.world import draw_scene

FIELDS = {"why": "why", "before": "before", "after": "after", "intent": "wants", "action": "doing"}


@pytest.fixture(scope="module")
def drawn() -> list[tuple[SceneGraph, dict[int, int], list[ChoiceItem]]]:
    found = []
    for seed in range(40):
        graph = draw_scene(seed, size=32).graph
        ids = {entity.index: entity.index for entity in graph.entities[:6]}
        found.append((graph, ids, choice_items(graph, ids, random.Random(seed))))
    return found


def test_items_have_four_different_choices_and_labels_come_equally_often(drawn) -> None:
    items = [item for _, _, items in drawn for item in items]
    labels = Counter(item.label for item in items)

    assert len(items) > 800
    assert {"why", "before", "after", "intent", "action", "emotion", "inference"} <= {item.type for item in items}
    assert {item.task for item in items} == {"answer", "rationale"}
    assert all(len(set(item.choices)) == 4 for item in items)
    assert all(0.2 < labels[label] / len(items) < 0.3 for label in range(4))


def test_neither_length_nor_regions_give_the_right_choice_away(drawn) -> None:
    items = [item for _, _, items in drawn for item in items]
    longest = shortest = 0.0
    for item in items:
        lengths = [len(choice.split()) for choice in item.choices]
        right = lengths[item.label]
        longest += (right == max(lengths)) / lengths.count(max(lengths))
        shortest += (right == min(lengths)) / lengths.count(min(lengths))
        named = {tuple(sorted(re.findall(r"\[\d+\]", choice))) for choice in item.choices}
        assert len(named) == 1

    assert 0.18 < longest / len(items) < 0.32
    assert 0.18 < shortest / len(items) < 0.32


def test_no_wrong_choice_is_told_of_the_one_asked_about(drawn) -> None:
    for graph, ids, items in drawn:
        teller = Teller(graph, ids, random.Random(0))
        for item in items:
            field = FIELDS.get(item.type)
            if field is None or item.task == "rationale":
                continue
            entity = graph.entities[item.entity]
            texts = teller.filled(getattr(teller.told(entity), field), teller.happening_of(entity))
            right = [any(choice.endswith(text) for text in texts) for choice in item.choices]
            assert right == [number == item.label for number in range(4)]


def test_a_rationale_item_states_the_right_answer_and_never_has_a_vague_sign(drawn) -> None:
    rationales = [item for _, _, items in drawn for item in items if item.task == "rationale"]

    for item in rationales:
        assert re.search(r"[?.] .+\.$", item.question)
        if item.type != "emotion":
            assert not any(is_vague(choice) for choice in item.choices)
    assert len(rationales) > 200


def test_most_told_items_have_a_rival_from_the_same_picture(drawn) -> None:
    rivals = Counter()
    for graph, ids, items in drawn:
        teller = Teller(graph, ids, random.Random(0))
        for item in items:
            field = FIELDS.get(item.type)
            people = {entity.situation for entity in graph.entities if teller.told(entity).doing}
            if field and item.task == "answer" and len(people) > 1:
                names = re.compile(r"\[\d+\]|\bthe \w+( \w+)?\b|\{\w\}")
                here = {
                    names.sub("_", text)
                    for entity in graph.entities
                    if entity.index != item.entity
                    for text in getattr(told_of(entity.situation, entity.role_in_situation), field)
                }
                wrong = [choice for number, choice in enumerate(item.choices) if number != item.label]
                rivals[any(names.sub("_", choice).endswith(text) for choice in wrong for text in here)] += 1
    assert rivals[True] / rivals.total() > 0.75


def test_a_wrong_text_is_told_of_the_asked_one_and_names_the_same_regions() -> None:
    graph = draw_scene(3, size=32).graph
    entity = next(each for each in graph.entities if each.kind == "person")
    ids = {each.index: each.index for each in graph.entities}
    teller = Teller(graph, ids, random.Random(0))
    template = teller.told(entity).before[0]
    right = teller.filled([template], teller.happening_of(entity))[0]

    wrong = wrong_texts(teller, entity, "before", template)

    assert len(wrong) >= 3
    for each in wrong:
        assert sorted(re.findall(r"\[\d+\]", each.text)) == sorted(re.findall(r"\[\d+\]", right))
        assert each.text != right


def test_the_same_generator_makes_the_same_items() -> None:
    graph = draw_scene(5, size=32).graph

    assert choice_items(graph, {0: 1}, random.Random(2)) == choice_items(graph, {0: 1}, random.Random(2))
