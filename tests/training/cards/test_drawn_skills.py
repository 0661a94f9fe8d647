"""The items of the drawn world: every skill is asked, and exchanged boxes change what the scene graph calls right."""

import pytest

from models.references import mentioned
from training.benchmarks.drawn.world import World
from training.cards.exchanging_statements import wordings_of
from training.cards.items import ASKS, NO_EXCHANGE, SkillItems, digest_of, draw_skills
from training.cards.records import SKILLS
from training.scenes.counting import NUMBERS, traits
from training.scenes.features import is_above, is_left
from training.scenes.graph import Entity

COUNT = 4


@pytest.fixture(scope="module")
def world() -> World:
    return World(11)


@pytest.fixture(scope="module")
def drawn(world: World) -> dict[str, SkillItems]:
    return {each.skill: each for each in draw_skills(COUNT, world)}


def entities(world: World, picture: str, boxes: object) -> dict[int, Entity]:
    """Return the entities by the ids that name their boxes."""
    graph = next(scene.graph for scene in world.scenes() if scene.name == picture)
    return {each.id: entity for each in boxes for entity in graph.entities if entity.box == each.box}  # type: ignore[attr-defined]


def test_every_skill_has_items_with_one_right_choice(drawn: dict[str, SkillItems]) -> None:
    assert tuple(drawn) == SKILLS == tuple(ASKS)
    for skill in drawn.values():
        assert len(skill.plain.items.items) == COUNT
        assert all(len(each.right) == 1 for each in skill.plain.items.items)


def test_what_is_right_before_is_wrong_after_an_exchange_and_only_two_boxes_move(drawn: dict[str, SkillItems]) -> None:
    for skill in drawn.values():
        for each in skill.exchanged.items.items:
            assert not set(each.right) & set(skill.before[each.id])
            plain = next((item for item in skill.plain.items.items if item.id == each.id), None)
            if plain is not None:
                assert plain.right == skill.before[each.id]
                moved = [a.id for a, b in zip(plain.regions, each.regions, strict=True) if a.box != b.box]
                assert len(moved) == 2
                assert {a.box for a in plain.regions} == {b.box for b in each.regions}
    assert sum(len(each.exchanged.items.items) for each in drawn.values()) > COUNT
    assert not any(drawn[skill].exchanged.items.items for skill in NO_EXCHANGE)


def test_places_are_right_of_the_entities_in_the_exchanged_boxes(drawn: dict[str, SkillItems], world: World) -> None:
    holds = {"to the left of": is_left, "above": is_above}
    items = drawn["spatial"].exchanged.items.items
    assert items
    for item in items:
        pointed = entities(world, item.picture, item.regions)
        said = item.choices[item.right[0]]
        a, b = (pointed[each] for each in mentioned(said))
        words = said.split("] is ")[1].rpartition(" [")[0]
        assert holds[words](a, b) if words in holds else holds[{"below": "above"}.get(words, "to the left of")](b, a)


def test_numbers_are_right_of_the_entities_in_the_exchanged_boxes(drawn: dict[str, SkillItems], world: World) -> None:
    items = drawn["counting"].exchanged.items.items
    assert items
    for item in items:
        pointed = entities(world, item.picture, item.regions)
        trait = next(each for each in traits() if f"are {each.many}" in item.question)
        count = sum(trait.holds(pointed[each]) is True for each in mentioned(item.question))
        assert item.choices[item.right[0]].startswith(NUMBERS[count])


def test_feelings_are_right_of_whoever_is_in_the_exchanged_box(drawn: dict[str, SkillItems], world: World) -> None:
    from training.scenes.phrases import FEELING_WORDS

    items = drawn["emotion"].exchanged.items.items
    assert items
    for item in items:
        feeling = entities(world, item.picture, item.regions)[mentioned(item.question)[0]].feeling
        assert feeling is not None
        assert any(word in item.choices[item.right[0]] for word in FEELING_WORDS[feeling])


def test_several_regions_are_needed_where_the_skill_is_called_so(drawn: dict[str, SkillItems]) -> None:
    for item in drawn["multi-region"].plain.items.items:
        assert set(mentioned(item.choices[item.right[0]])) - set(mentioned(item.question))


def test_what_compares_two_is_right_the_other_way_round_too(drawn: dict[str, SkillItems]) -> None:
    item = drawn["spatial"].plain.items.items[0]

    assert len(wordings_of(item)) == 2
    assert len({frozenset(mentioned(each)) for each in wordings_of(item)}) == 1


def test_answers_in_other_words_are_known_to_be_right(drawn: dict[str, SkillItems]) -> None:
    for item in drawn["emotion"].plain.items.items:
        accepted = drawn["emotion"].plain.accepted[item.id]
        assert item.choices[item.right[0]] in accepted
        assert len(accepted) > 1
        assert not accepted & {choice for place, choice in enumerate(item.choices) if place not in item.right}


def test_the_digest_changes_with_the_items(drawn: dict[str, SkillItems]) -> None:
    first, second = list(drawn.values())[:2]

    assert digest_of([first]) == digest_of([first]) != digest_of([second])
