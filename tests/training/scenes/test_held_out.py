"""Combinations held out by a rule: no scene that anything is trained or tuned on shows one."""

import pytest

from tests.fakes.asked_scenes import graph_of
from training.scenes.graph import SceneGraph, Split
from training.scenes.held_out import SHARE, hash_share, held_out_places, is_held_out_look
from training.scenes.plausibility import held_out_pairs, held_out_situations, plausible_places
from training.scenes.stories import STORIES


@pytest.fixture(scope="module")
def held_out() -> list[SceneGraph]:
    return [graph_of(seed, "heldout") for seed in range(160)]


@pytest.mark.parametrize("split", ["train", "evaluate"])
def test_no_scene_of_training_or_evaluation_shows_a_held_out_combination(split: Split) -> None:
    for seed in range(300):
        assert held_out_pairs(graph_of(seed, split)) == (), seed


def test_every_held_out_scene_shows_one_of_either_kind_and_the_rest_is_allowed(held_out: list[SceneGraph]) -> None:
    kinds = []
    for graph in held_out:
        pairs = held_out_pairs(graph)
        assert len(pairs) == 1, graph.seed
        kinds.append(pairs[0].kind)

    assert 0.3 < kinds.count("situation @ place") / len(kinds) < 0.7


def test_a_held_out_pair_names_what_the_scene_shows_and_whom_it_concerns(held_out: list[SceneGraph]) -> None:
    for graph in held_out:
        for pair in held_out_pairs(graph):
            shown = [graph.entities[index] for index in pair.entities]
            assert shown
            for entity in shown:
                told = (entity.situation, graph.place) if "place" in pair.kind else (entity.feeling, entity.look)
                assert (pair.first, pair.second) == told


def test_a_user_may_see_anything() -> None:
    assert any(held_out_pairs(graph_of(seed)) for seed in range(60))


def test_every_situation_has_a_place_held_out_and_keeps_at_least_two() -> None:
    for name, story in STORIES.items():
        places = plausible_places(story)
        given_up = [place for place in places if (name, place) in held_out_situations()]

        assert given_up, name
        assert len(places) - len(given_up) >= 2, name


def test_the_rule_takes_what_the_hash_says_and_at_least_one_of_every_situation() -> None:
    places = {f"situation {number}": ("park", "farm", "beach", "street") for number in range(200)}

    chosen = held_out_places(places)

    for name, where in places.items():
        ranked = sorted(where, key=lambda place: hash_share(name, place))
        low = [place for place in where if hash_share(name, place) < SHARE]
        assert {place for given, place in chosen if given == name} == {ranked[0], *low}


def test_about_the_stated_share_of_feelings_and_looks_is_held_out() -> None:
    pairs = [(f"feeling {a}", f"look {b}") for a in range(60) for b in range(60)]

    share = sum(is_held_out_look(*pair) for pair in pairs) / len(pairs)

    assert share == pytest.approx(SHARE, abs=0.02)
