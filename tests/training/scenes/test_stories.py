"""The situations: enough of them, told completely, and each drawn wherever it may happen."""

from collections import Counter, defaultdict

import pytest

from training.scenes.choose import ASIDE
from training.scenes.compose import compose
from training.scenes.features import parts_in
from training.scenes.graph import OUTDOORS
from training.scenes.stories import STORIES
from training.scenes.things import THINGS
from training.scenes.world import scene_generator

MOVING = {
    name for name, story in STORIES.items() if any(set(role.feelings) != {"calm"} for role in story.cast.values())
}


def test_there_are_at_least_sixty_situations_that_cause_feelings() -> None:
    assert len(MOVING) >= 60


def test_every_situation_may_happen_in_three_places_or_more() -> None:
    assert min(len(set(story.places)) for story in STORIES.values()) >= 3


@pytest.fixture(scope="module")
def drawn() -> Counter[tuple[str, str]]:
    """How often each situation was drawn in each place, over many scenes."""
    plans = [compose(scene_generator(seed, "user"), "user") for seed in range(800)]
    return Counter((placement.cluster.name, plan.place) for plan in plans for placement in plan.placements)


def test_situations_are_drawn_where_they_are_plausible_and_nowhere_else(drawn: Counter[tuple[str, str]]) -> None:
    possible = {(name, place) for name, story in STORIES.items() for place in story.places}

    assert set(drawn) <= possible
    assert len(set(drawn)) > 0.65 * len(possible)
    assert {name for name, _ in drawn} == set(STORIES)


def test_no_place_gives_the_situation_away(drawn: Counter[tuple[str, str]]) -> None:
    places: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (name, place), times in drawn.items():
        if name not in ASIDE:
            places[place][name] += times

    for place, names in places.items():
        assert names.most_common(1)[0][1] / names.total() < 0.06, place


def test_no_situation_fixes_what_anybody_feels() -> None:
    for name, story in STORIES.items():
        for key, role in story.cast.items():
            rarest = min(Counter(role.feelings).values()) / len(role.feelings)
            assert len(set(role.feelings)) >= 2, (name, key)
            assert rarest >= 0.25, (name, key)


def test_a_story_tells_everything_about_each_person_and_names_only_its_own_members() -> None:
    for name, story in STORIES.items():
        members = {*story.cast, *story.props}

        assert set(story.cast) <= set(story.told), name
        for key, told in story.told.items():
            assert {part for texts in told for text in texts for part in parts_in(text)} <= members, (name, key)
            if key in story.cast:
                assert len(told.evidence) >= 2, (name, key)
                assert all(len(texts) >= 2 for texts in told), (name, key)
        for key, prop in story.props.items():
            animals = [thing for thing in prop.things if THINGS[thing].kind == "animal"]
            assert not animals or story.told[key].doing, (name, key)
        assert ("T" in story.cast) == bool(story.bond), name


def test_stories_with_a_weather_stay_outdoors() -> None:
    assert all(set(story.places) <= set(OUTDOORS) for story in STORIES.values() if story.weather)
