"""Wrong choices are wrong, sound like the right one, and come from the same picture where they can."""

import random
import re
from collections import Counter

import pytest

from models.records import Box
from tests.fakes.asked_scenes import graph_of
from training.embedded.pointing import point_at_some
from training.scenes.choice_values import SERVE_ALIKE, may_serve, values_of
from training.scenes.choices import ChoiceItem, choice_items
from training.scenes.distractors import is_onlooker, is_vague, wrong_texts
from training.scenes.graph import AGES, PROFESSIONS, Entity, SceneGraph
from training.scenes.telling import Teller
from training.scenes.tellings import told_of
from training.scenes.things import THINGS

FIELDS = {"why": "why", "before": "before", "after": "after", "intent": "wants", "action": "doing"}


@pytest.fixture(scope="module")
def drawn() -> list[tuple[SceneGraph, dict[int, int], list[ChoiceItem]]]:
    found = []
    for seed in range(40):
        graph = graph_of(seed)
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


def test_no_noun_is_known_for_being_right_or_wrong() -> None:
    nouns = {*AGES, *PROFESSIONS, *(thing.noun for thing in THINGS.values())}
    pattern = re.compile(rf"\b({'|'.join(sorted(nouns, key=len, reverse=True))})\b")
    said, right = Counter(), Counter()
    for seed in range(160):
        graph = graph_of(seed)
        rng = random.Random(seed)
        for item in choice_items(graph, point_at_some(graph, rng, slots=6), rng):
            for place, choice in enumerate(item.choices):
                found = set(pattern.findall(choice))
                said.update(found)
                right.update(found if place == item.label else ())

    often = {noun: right[noun] / count for noun, count in said.items() if count >= 110}

    assert len(often) >= 5
    assert all(0.15 < share < 0.35 for share in often.values()), often


def test_nobody_of_the_same_story_lends_a_wrong_choice(drawn) -> None:
    for graph, ids, _ in drawn:
        teller = Teller(graph, ids, random.Random(0))
        for entity in graph.entities:
            told = [each for each in graph.entities if each.situation == entity.situation and each != entity]
            for template in teller.told(entity).doing:
                shared = {text for each in told for text in teller.told(each).doing if "{" not in text}
                wrong = {each.text for each in wrong_texts(teller, entity, "doing", template)}
                assert not wrong & shared


def test_wrong_kinds_and_purposes_do_not_fit_the_thing_as_well() -> None:
    crow = Entity(
        index=0, kind="animal", noun="crow", thing="crow", box=Box(0, 0, 9, 9), situation="", role_in_situation="O"
    )
    graph = graph_of(3)
    teller = Teller(graph.model_copy(update={"entities": (crow,)}), {0: 0}, random.Random(0))

    kinds = values_of(teller, "type", crow, "it is a crow")

    assert kinds is not None
    assert not {"a bird", "a duck", "a seagull"} & set(kinds.pool)
    assert "a spider" in kinds.pool
    assert may_serve(THINGS["ball"], THINGS["balloon"])
    assert may_serve(THINGS["burger"], THINGS["sandwich"])
    assert not may_serve(THINGS["ball"], THINGS["pizza"])
    assert {noun for alike in SERVE_ALIKE for noun in alike} <= {thing.noun for thing in THINGS.values()}


def test_who_stands_by_is_not_asked_what_is_told(drawn) -> None:
    for graph, _, items in drawn:
        told = [graph.entities[item.entity] for item in items if item.type in FIELDS]
        assert not any(is_onlooker(entity) for entity in told)


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
    graph = graph_of(3)
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
    graph = graph_of(5)

    assert choice_items(graph, {0: 1}, random.Random(2)) == choice_items(graph, {0: 1}, random.Random(2))
