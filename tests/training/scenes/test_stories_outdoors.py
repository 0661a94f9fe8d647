"""The situations outdoors and with animals: told completely, tied to no place or feeling, and each its own sight."""

import random
import re
import string
from collections import Counter
from itertools import combinations, pairwise

import pytest

from training.scenes import stories_animals, stories_country, stories_outdoors, stories_playing, stories_wild
from training.scenes.canvas import Canvas
from training.scenes.cast import draw_person, draw_thing
from training.scenes.colours import PAINTS
from training.scenes.situations import Situation, Told
from training.scenes.staging import build_stage, paint_part
from training.scenes.stories import STORIES
from training.scenes.things import THINGS
from training.scenes.things_outdoors import THINGS as OUTDOOR_THINGS

OWN: dict[str, Situation] = {
    **stories_outdoors.STORIES,
    **stories_animals.STORIES,
    **stories_country.STORIES,
    **stories_playing.STORIES,
    **stories_wild.STORIES,
}
PARTS = [(name, key) for name, story in OWN.items() for key in story.told]
FORBIDDEN = re.compile(r"\b(or|may|might|maybe|perhaps|probably|likely|could|seems|picture|image)\b")


def is_animal(story: Situation, key: str) -> bool:
    return key in story.props and any(THINGS[thing].kind == "animal" for thing in story.props[key].things)


def test_there_are_at_least_fifty_situations() -> None:
    assert len(OWN) >= 50


def test_a_situation_happens_in_five_places_or_more() -> None:
    assert [name for name, story in OWN.items() if len(set(story.places)) < 5] == []


def test_a_part_is_told_in_several_ways() -> None:
    for name, key in PARTS:
        story, told = OWN[name], OWN[name].told[key]
        if is_animal(story, key):
            least = Told(evidence=("",) * 2, after=("",) * 2, wants=("",) * 2, doing=("",) * 2)
            assert not told.why, (name, key)
        else:
            least = Told(*(("",) * (3 if field in ("why", "evidence") else 2) for field in Told._fields))
        for texts, fewest in zip(told, least, strict=True):
            assert len(set(texts)) == len(texts) >= len(fewest), (name, key)


def test_texts_are_short_sure_and_name_only_members() -> None:
    for name, key in PARTS:
        members = {*OWN[name].cast, *OWN[name].props}
        for text in (text for texts in OWN[name].told[key] for text in texts):
            named = {field for _, field, _, _ in string.Formatter().parse(text) if field}
            assert named <= members, (name, text)
            assert len(text.split()) <= 10, (name, text)
            assert not FORBIDDEN.search(text), (name, text)


def test_everybody_and_every_animal_is_told_about() -> None:
    for name, story in OWN.items():
        animals = {key for key in story.props if is_animal(story, key)}

        assert set(story.told) == {*story.cast, *animals}, name
        assert story.told, name  # nothing happens where only things are


def test_causes_are_told_by_one_situation_only() -> None:
    causes = {
        name: {re.sub(r"\{\w\}", "[]", text) for told in story.told.values() for text in told.why}
        for name, story in STORIES.items()
    }

    for first, second in combinations(causes, 2):
        if first in OWN or second in OWN:
            assert not causes[first] & causes[second], (first, second)


def test_no_two_situations_show_the_same_things_in_the_same_way() -> None:
    sights = Counter(
        (len(story.cast), tuple(sorted((prop.things, prop.spot) for prop in story.props.values())))
        for story in OWN.values()
        if story.props
    )

    assert sights.most_common(1)[0][1] == 1


@pytest.mark.parametrize("name", OUTDOOR_THINGS)
def test_a_thing_is_small_enough_to_stand_beside_somebody(name: str) -> None:
    canvas = Canvas(None)
    with canvas.extent() as reach:
        OUTDOOR_THINGS[name].paint(canvas, PAINTS["red"])

    assert 8 <= reach.x1 - reach.x0 <= 100
    assert 5 <= reach.y1 - reach.y0 <= 110


def test_every_new_thing_plays_a_part() -> None:
    used = {thing for story in STORIES.values() for prop in story.props.values() for thing in prop.things}

    assert set(OUTDOOR_THINGS) <= used


@pytest.mark.parametrize("name", OWN)
def test_a_situation_fits_into_a_picture(name: str) -> None:
    story = OWN[name]
    rng = random.Random(name)

    for _ in range(8):
        people = {key: draw_person(role, rng) for key, role in story.cast.items()}
        things = {key: draw_thing(prop, rng) for key, prop in story.props.items()}
        extent = build_stage(story, people, things, rng).extent
        assert extent.x1 - extent.x0 <= 246
        assert extent.y1 - extent.y0 <= 200


def test_animals_without_people_stand_side_by_side_and_face_each_other() -> None:
    rng = random.Random(5)
    for story in (story for story in OWN.values() if not story.cast):
        things = {key: draw_thing(prop, rng) for key, prop in story.props.items()}
        parts = build_stage(story, {}, things, rng).parts
        reaches = []
        for part in parts:
            canvas = Canvas(None)
            with canvas.extent() as reach:
                paint_part(canvas, part)
            reaches.append(reach)

        assert not parts[0].mirrored
        assert all(part.mirrored == is_animal(story, part.key) for part in parts[1:])
        for left, right in pairwise(reaches):
            assert left.x1 < right.x0
