"""Scenes are decided by split and seed alone."""

import pytest

from models.records import Box
from tests.fakes.asked_scenes import graph_of
from training.scenes.canvas import UNITS
from training.scenes.choose import ASIDE
from training.scenes.compose import Placement, Plan, compose
from training.scenes.graph import INDOORS, PLACES, SceneGraph
from training.scenes.occlusion import Outline, Rectangle, visible_shares
from training.scenes.stories import STORIES
from training.scenes.tellings import told_of
from training.scenes.world import draw_scene, scene_generator

SPLITS = ("train", "evaluate", "heldout", "user")


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [compose(scene_generator(seed, "train"), "train") for seed in range(300)]


@pytest.fixture(scope="module")
def graphs() -> list[SceneGraph]:
    return [graph_of(seed, "train") for seed in range(300)]


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
    # As everywhere the same scenes at 32 pixels: boxes scale with the size.
    size = 32
    margin = 2 * size / UNITS - 0.01
    for seed in range(250):
        for entity in graph_of(seed).entities:
            box = entity.box
            assert box.width > 3 * size / 128, (seed, entity)
            assert box.height > 2 * size / 128, (seed, entity)
            assert min(box.x0, box.y0, size - box.x1, size - box.y1) >= margin, (seed, entity)


def test_every_scene_moves_somebody_and_members_point_at_their_entities() -> None:
    for seed in range(60):
        graph = graph_of(seed)
        movable = [role.feelings for story in graph.situations for role in STORIES[story.name].cast.values()]
        assert any(feeling != "calm" for feelings in movable for feeling in feelings)
        for happening in graph.situations:
            for key, index in happening.members.items():
                entity = graph.entities[index]
                assert (entity.index, entity.situation, entity.role_in_situation) == (index, happening.name, key)


def test_every_place_light_and_feeling_occurs(graphs: list[SceneGraph]) -> None:
    assert {graph.place for graph in graphs} == set(PLACES)
    assert {graph.light for graph in graphs} == {"day", "sunset", "night"}
    feelings = {entity.feeling for graph in graphs for entity in graph.entities if entity.kind == "person"}
    assert feelings == {"happy", "sad", "angry", "surprised", "scared", "calm"}


def test_a_story_is_told_in_its_weather_only_and_never_indoors_if_it_needs_any(graphs: list[SceneGraph]) -> None:
    needy = [(graph, STORIES[each.name]) for graph in graphs for each in graph.situations]

    assert any(story.weather for _, story in needy)
    assert any(story.fair_weather for _, story in needy)
    for graph, story in needy:
        assert graph.place in story.places
        assert not story.weather or (graph.place not in INDOORS and graph.weather == story.weather)
        assert not story.fair_weather or graph.place in INDOORS or graph.weather == "clear"


def test_scenes_hold_one_to_five_stories_and_one_to_eight_people(plans: list[Plan]) -> None:
    stories = [sum(each.cluster.name not in ASIDE for each in plan.placements) for plan in plans]
    people = [sum(len(each.cluster.people) for each in plan.placements) for plan in plans]

    assert min(stories) == 1
    assert 4 <= max(stories) <= 5
    assert min(people) >= 1
    assert 6 <= max(people) <= 8
    assert sum(2 <= count <= 4 for count in people) > 0.6 * len(people)


def test_nearer_people_are_drawn_larger_and_nobody_too_small_to_read(plans: list[Plan]) -> None:
    for plan in plans:
        placed = sorted((each.spot.y, each.spot.scale) for each in plan.placements if each.cluster.people)
        assert [scale for _, scale in placed] == pytest.approx(sorted(scale for _, scale in placed), rel=0.12)
        for each in plan.placements:
            for person in each.cluster.people.values():
                assert 2 * person.body.head_radius * each.spot.scale * 160 / UNITS >= 9


def test_about_a_quarter_of_the_stories_have_an_onlooker_whom_the_telling_knows(plans: list[Plan]) -> None:
    told = [each.cluster for plan in plans for each in plan.placements if "S" in each.cluster.people]
    watched = [cluster for cluster in told if "W" in cluster.people]

    assert 0.18 < len(watched) / len(told) < 0.34
    for cluster in watched:
        why = told_of(cluster.name, "W").why
        assert all("{W}" in text and "{S}" in text for text in why)


def test_onlookers_look_at_the_one_they_watch_and_heads_do_not_meet(plans: list[Plan]) -> None:
    for plan in plans:
        for each in plan.placements:
            parts = {part.key: part for part in each.cluster.stage.parts}
            if "W" in parts and "S" in parts:
                apart = parts["S"].x - parts["W"].x
                heads = [each.cluster.people[key].body.head_radius * parts[key].scale for key in ("S", "W")]
                assert parts["W"].mirrored == (apart < 0)
                assert abs(apart) > heads[0] + heads[1]


def test_things_beside_the_stories_occur_often_of_the_same_kind(graphs: list[SceneGraph]) -> None:
    aside = twins = 0
    for graph in graphs:
        stray = [entity for entity in graph.entities if entity.situation in ASIDE]
        told = {entity.thing for entity in graph.entities if entity.situation not in ASIDE}
        assert len(stray) <= 3
        aside += bool(stray)
        twins += any(entity.thing in told for entity in stray)

    assert aside > 0.3 * len(graphs)
    assert twins >= 5


def test_people_and_things_stay_visible_and_some_are_partly_hidden(graphs: list[SceneGraph]) -> None:
    people = [entity for graph in graphs for entity in graph.entities if entity.kind == "person"]
    others = [entity for graph in graphs for entity in graph.entities if entity.kind != "person"]

    assert min(entity.visible for entity in people) >= 0.6
    assert min(entity.visible for entity in others) >= 0.6
    assert sum(entity.visible >= 0.7 for entity in others) >= 0.98 * len(others)
    assert sum(entity.visible < 0.9 for entity in people) >= 0.2 * len(people)


def test_no_other_story_hides_a_face_or_what_a_story_hangs_on(plans: list[Plan]) -> None:
    for plan in plans:
        placed = sorted(plan.placements, key=lambda each: each.spot.y)
        for number, each in enumerate(placed):
            stage = each.cluster.stage
            for part, outline in zip(stage.parts, stage.outlines, strict=True):
                x0, y0, x1, y1 = outline.whole
                lower = y0 + 0.45 * (y1 - y0) if part.key in each.cluster.people else y1
                share = visible_shares([_put((x0, y0, x1, lower), each), *_nearer(placed[number + 1 :])])[0]
                assert share >= (0.7 if each.cluster.name in ASIDE else 0.84), (plan.place, each.cluster.name)


def test_pieces_of_the_foreground_stand_in_many_scenes(plans: list[Plan]) -> None:
    assert 0.3 < sum(bool(plan.scenery) for plan in plans) / len(plans) < 0.8
    names = {each.name for plan in plans for each in plan.scenery}
    assert len(names) > 12


def _put(rectangle: Rectangle, placement: Placement) -> Outline:
    outline = Outline()
    outline.add(*placement.spot.put(rectangle))
    return outline


def _nearer(placements: list[Placement]) -> list[Outline]:
    return [
        _put(shape, each) for each in placements for outline in each.cluster.stage.outlines for shape in outline.shapes
    ]


def _without_boxes(graph: SceneGraph) -> SceneGraph:
    blank = tuple(entity.model_copy(update={"box": Box(0, 0, 1, 1)}) for entity in graph.entities)
    return graph.model_copy(update={"entities": blank})
