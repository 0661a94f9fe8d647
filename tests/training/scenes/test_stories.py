"""The situations: enough of them, told completely, and each drawn wherever it may happen."""

import string
from collections import Counter, defaultdict

import pytest

from training.scenes.compose import compose
from training.scenes.graph import OUTDOORS
from training.scenes.stories import STORIES
from training.scenes.things import THINGS
from training.scenes.world import scene_generator

MOVING = {
    name for name, story in STORIES.items() if any(set(role.feelings) != {"calm"} for role in story.cast.values())
}


def test_there_are_at_least_twenty_five_situations_that_cause_feelings() -> None:
    assert len(MOVING) >= 25


def test_situations_happen_in_two_places_or_more_on_average() -> None:
    assert sum(len(story.places) for story in STORIES.values()) / len(STORIES) >= 2


@pytest.fixture(scope="module")
def drawn() -> Counter[tuple[str, str]]:
    """How often each situation was drawn in each place, over many scenes."""
    plans = [compose(scene_generator(seed, "user")) for seed in range(3000)]
    return Counter((placement.cluster.name, plan.place) for plan in plans for placement in plan.placements)


def test_every_situation_is_drawn_in_every_place_where_it_is_plausible(drawn: Counter[tuple[str, str]]) -> None:
    possible = {(name, place) for name, story in STORIES.items() for place in story.places}

    assert set(drawn) == possible


def test_no_place_gives_the_situation_away(drawn: Counter[tuple[str, str]]) -> None:
    places: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (name, place), times in drawn.items():
        places[place][name] += times

    for place, names in places.items():
        assert names.most_common(1)[0][1] / names.total() < 0.12, place


def test_most_situations_move_people_in_more_than_one_way() -> None:
    varied = [name for name in MOVING if any(len(set(role.feelings)) > 1 for role in STORIES[name].cast.values())]

    assert len(varied) >= 0.6 * len(MOVING)


def test_calm_people_hold_the_things_that_move_others() -> None:
    held = set(STORIES["holding something"].props["O"].things)
    moving = {thing for name in MOVING for prop in STORIES[name].props.values() for thing in prop.things}

    assert STORIES["holding something"].cast["S"].feelings == ("calm",)
    assert held <= moving


@pytest.mark.parametrize("name", STORIES)
def test_a_story_tells_everything_about_each_person_and_names_only_its_own_members(name: str) -> None:
    story = STORIES[name]
    members = {*story.cast, *story.props}

    assert set(story.cast) <= set(story.told)
    for key, told in story.told.items():
        named = {
            field for texts in told for text in texts for _, field, _, _ in string.Formatter().parse(text) if field
        }
        assert named <= members
        if key in story.cast:
            assert len(told.evidence) >= 2
            assert all(len(texts) >= 2 for texts in told), (name, key)
    for key, prop in story.props.items():
        animals = [thing for thing in prop.things if THINGS[thing].kind == "animal"]
        assert not animals or story.told[key].doing, (name, key)
    assert ("T" in story.cast) == bool(story.bond)


def test_stories_with_a_weather_stay_outdoors() -> None:
    assert all(set(story.places) <= set(OUTDOORS) for story in STORIES.values() if story.weather)
