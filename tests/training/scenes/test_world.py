"""Scenes are decided by split and seed alone."""

import pytest

from models.records import Box
from training.scenes.canvas import UNITS
from training.scenes.graph import INDOORS, PLACES, SceneGraph
from training.scenes.stories import STORIES
from training.scenes.world import draw_scene, scene_generator

SPLITS = ("train", "evaluate", "user")


def test_the_same_seed_draws_the_same_picture_and_graph() -> None:
    first, second = draw_scene(11, size=96), draw_scene(11, size=96)

    assert first.image.tobytes() == second.image.tobytes()
    assert first.graph == second.graph


def test_two_seeds_draw_different_pictures() -> None:
    assert draw_scene(1, size=64).image.tobytes() != draw_scene(2, size=64).image.tobytes()


def test_the_same_seed_is_another_scene_in_every_split() -> None:
    pictures = {draw_scene(5, split=split, size=64).image.tobytes() for split in SPLITS}

    assert len(pictures) == len(SPLITS)


def test_no_seed_of_one_split_starts_the_generator_of_another() -> None:
    seeds = (*range(-500, 500), 2**31, 2**63, 10**30)

    starts = [scene_generator(seed, split).getrandbits(128) for split in SPLITS for seed in seeds]

    assert len(set(starts)) == len(starts)


@pytest.mark.parametrize("seed", range(6))
def test_the_graph_does_not_depend_on_the_size_and_boxes_scale_with_it(seed: int) -> None:
    small, large = draw_scene(seed, size=96).graph, draw_scene(seed, size=320).graph

    assert _without_boxes(small) == _without_boxes(large)
    for one, other in zip(small.entities, large.entities, strict=True):
        assert [side * 320 / 96 for side in one.box] == pytest.approx(list(other.box), abs=0.03)


def test_every_box_lies_inside_the_picture_and_off_its_border() -> None:
    size = 128
    margin = 2 * size / UNITS
    for seed in range(150):
        for entity in draw_scene(seed, size=size).graph.entities:
            box = entity.box
            assert box.width > 3, (seed, entity)
            assert box.height > 2, (seed, entity)
            assert min(box.x0, box.y0, size - box.x1, size - box.y1) >= margin, (seed, entity)


def test_every_scene_moves_somebody_and_members_point_at_their_entities() -> None:
    for seed in range(60):
        graph = draw_scene(seed, size=32).graph
        movable = [role.feelings for story in graph.situations for role in STORIES[story.name].cast.values()]
        assert any(feeling != "calm" for feelings in movable for feeling in feelings)
        for happening in graph.situations:
            for key, index in happening.members.items():
                entity = graph.entities[index]
                assert (entity.index, entity.situation, entity.role_in_situation) == (index, happening.name, key)


def test_every_place_light_and_feeling_occurs_and_rooms_stay_dry() -> None:
    graphs = [draw_scene(seed, size=32).graph for seed in range(200)]

    assert {graph.place for graph in graphs} == set(PLACES)
    assert {graph.light for graph in graphs} == {"day", "sunset", "night"}
    feelings = {entity.feeling for graph in graphs for entity in graph.entities if entity.kind == "person"}
    assert feelings == {"happy", "sad", "angry", "surprised", "scared", "calm"}
    wet = [graph for graph in graphs if any(story.name == "wet in the rain" for story in graph.situations)]
    assert wet
    assert not [graph for graph in wet if graph.place in INDOORS or graph.weather != "rain"]


def _without_boxes(graph: SceneGraph) -> SceneGraph:
    blank = tuple(entity.model_copy(update={"box": Box(0, 0, 1, 1)}) for entity in graph.entities)
    return graph.model_copy(update={"entities": blank})
