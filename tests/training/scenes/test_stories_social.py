"""Situations between people: told completely, true of every feeling, and each one visibly different from all others."""

import re
from collections import defaultdict
from itertools import combinations

import pytest

from training.scenes import (
    stories_calm,
    stories_home,
    stories_people,
    stories_public,
    stories_social,
    things_social,
)
from training.scenes.canvas import Canvas
from training.scenes.colours import PAINTS
from training.scenes.poses import POSES
from training.scenes.situations import Role, Situation
from training.scenes.stories import STORIES
from training.scenes.things import THINGS

OWN: dict[str, Situation] = {
    **stories_home.STORIES,
    **stories_people.STORIES,
    **stories_calm.STORIES,
    **stories_social.STORIES,
    **stories_public.STORIES,
}


def test_no_other_story_takes_the_name_of_one_of_these() -> None:
    assert all(STORIES[name] is story for name, story in OWN.items())


def test_a_situation_happens_in_many_places() -> None:
    assert [name for name, story in OWN.items() if len(set(story.places)) < 5] == []


def test_everything_is_told_about_everybody() -> None:
    for name, story in OWN.items():
        assert all(set(role.poses) <= set(POSES) for role in story.cast.values()), name
        for key in story.cast:
            told = story.told[key]
            assert len(told.why) >= 3, (name, key)
            assert len(told.evidence) >= 3, (name, key)
            assert all(len(set(texts)) == len(texts) >= 2 for texts in told), (name, key)
        for key, prop in story.props.items():
            if any(THINGS[thing].kind == "animal" for thing in prop.things):
                told = story.told[key]
                short = min(len(texts) for texts in (told.doing, told.wants, told.after, told.evidence))
                assert short >= 2, (name, key)


def test_texts_are_short_and_sure() -> None:
    for name, story in OWN.items():
        for text in (text for told in story.told.values() for texts in told for text in texts):
            assert 1 <= len(text.split()) <= 11, (name, text)
            assert not re.search(r"\b(or|may|might|maybe|perhaps|probably|image)\b", text), (name, text)


def test_no_cause_is_told_of_two_situations() -> None:
    told: defaultdict[str, set[str]] = defaultdict(set)
    for name, story in STORIES.items():
        for part in story.told.values():
            for text in part.why:
                told[re.sub(r"\{.\}", "[]", text)].add(name)

    assert not {text: names for text, names in told.items() if len(names) > 1 and names & set(OWN)}


def _may_look_alike(first: Role, second: Role) -> bool:
    professions = {first.profession, second.profession} - {None}
    return (
        bool(set(first.ages) & set(second.ages))
        and bool(set(first.poses) & set(second.poses))
        and first.attire == second.attire
        and len(professions) < 2
    )


def _share_props(first: Situation, second: Situation) -> bool:
    if first.props.keys() != second.props.keys():
        return False
    pairs = [(first.props[key], second.props[key]) for key in first.props]
    return all(a.spot == b.spot and set(a.things) & set(b.things) for a, b in pairs)


def test_no_two_situations_can_be_drawn_alike() -> None:
    alike = [
        (one, two)
        for one, two in combinations(STORIES, 2)
        if {one, two} & set(OWN)
        and STORIES[one].cast
        and STORIES[one].cast.keys() == STORIES[two].cast.keys()
        and STORIES[one].weather == STORIES[two].weather
        and _share_props(STORIES[one], STORIES[two])
        and all(_may_look_alike(role, STORIES[two].cast[key]) for key, role in STORIES[one].cast.items())
    ]

    assert not alike


def test_the_same_things_have_different_causes() -> None:
    causes: defaultdict[str, set[str]] = defaultdict(set)
    for name, story in STORIES.items():
        for prop in story.props.values():
            for thing in prop.things:
                causes[THINGS[thing].noun].add(name)

    own = {THINGS[thing].noun for story in OWN.values() for prop in story.props.values() for thing in prop.things}
    assert sum(len(causes[noun]) >= 2 for noun in own) >= 0.4 * len(own)


@pytest.mark.parametrize("name", things_social.THINGS)
def test_a_thing_is_used_and_drawn_where_it_stands_and_at_a_fitting_size(name: str) -> None:
    thing = things_social.THINGS[name]
    canvas = Canvas(None)
    with canvas.extent() as extent:
        thing.paint(canvas, PAINTS[thing.colours[0] if thing.colours else "red"])

    assert any(name in prop.things for story in STORIES.values() for prop in story.props.values())
    assert 8 <= extent.x1 - extent.x0 <= 100
    assert 8 <= extent.y1 - extent.y0 <= 90
    assert extent.x0 <= 16
    assert -45 <= extent.y1 <= 32
