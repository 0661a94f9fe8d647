"""Choose what a scene of a split shows: place, light, weather and stories, and who plays them.

Scenes for training and evaluation show no held-out combination, those of the split "heldout" at least one, a user's
scenes anything. Within a place every story comes as often as its weather allows, so that no place suggests a story.
"""

import random
from collections.abc import Callable, Collection
from functools import cache
from typing import NamedTuple

from training.scenes.cast import draw_person, draw_thing
from training.scenes.graph import PLACES, Feeling, Light, Place, Split, Weather
from training.scenes.held_out import is_held_out_look
from training.scenes.people import Person
from training.scenes.plausibility import chance_of_weather, held_out_situations, is_plausible, weather_chances
from training.scenes.situations import WITNESS, Role, Situation
from training.scenes.stories import STORIES

ASIDE = ("left alone", "animal alone")  # things and animals that belong to no story
_WITNESSES = 0.27
_LOOK_TRIES = 60


class Setting(NamedTuple):
    """A place at a time; `main` is the story drawn with it, `forced` whether its look has to be held out."""

    place: Place
    light: Light
    weather: Weather
    main: str
    forced: bool


class Cast(NamedTuple):
    """A story with the people and things that play it."""

    name: str
    people: dict[str, Person]
    things: dict[str, tuple[str, str | None]]


def choose_setting(split: Split, rng: random.Random) -> Setting:
    """Draw a place, a story that may happen there, and weather in which it does."""
    light: Light = rng.choice(("day", "day", "day", "sunset", "night"))
    by_place = split == "heldout" and rng.random() < 0.5
    stories: dict[Place, dict[str, float]] = {place: _stories_at(place, split, held_out=by_place) for place in PLACES}
    place: Place = rng.choice([place for place in PLACES if stories[place]])
    main = rng.choice(list(stories[place]))
    chances = weather_chances(place)
    fitting: list[Weather] = [each for each in chances if chances[each] and is_plausible(STORIES[main], place, each)]
    weather = rng.choices(fitting, [chances[each] for each in fitting])[0]
    return Setting(place, light, weather, main, forced=split == "heldout" and not by_place)


def is_allowed(name: str, place: Place, split: Split) -> bool:
    """Return whether any story of a scene may be this one; a held-out scene has its held-out pair beside these."""
    return split == "user" or (name, place) not in held_out_situations()


def choose_story(setting: Setting, split: Split, used: Collection[str], rng: random.Random, *, moving: bool) -> str:
    """Draw a further story, one that moves somebody if asked; what needs rare weather is made up for."""
    names, weights = [], []
    for name, chance in _stories_at(setting.place, split, held_out=False).items():
        story = STORIES[name]
        if name in used or not is_plausible(story, setting.place, setting.weather):
            continue
        if moves_somebody(story) or not moving:
            names.append(name)
            weights.append(1 / chance)
    return rng.choices(names, weights)[0]


def moves_somebody(story: Situation) -> bool:
    """Return whether anybody in a story may feel other than calm."""
    return any(feeling != "calm" for role in story.cast.values() for feeling in role.feelings)


def cast_story(name: str, split: Split, rng: random.Random, *, forced: bool = False) -> Cast | None:
    """Draw who and what plays a story, sometimes with an onlooker; None if a held-out look was asked for in vain."""
    story = STORIES[name]
    roles = dict(story.cast)
    if "S" in roles and "W" not in roles and rng.random() < _WITNESSES:
        roles["W"] = WITNESS
    people = {key: draw_person(role, rng, may=_may(split)) for key, role in roles.items()}
    if forced:
        found = _held_out_looks(roles, rng)
        if not found:
            return None
        people[found[0]] = found[1]
    return Cast(name, people, {key: draw_thing(prop, rng) for key, prop in story.props.items()})


def choose_aside(setting: Setting, split: Split, casts: Collection[Cast], rng: random.Random) -> Cast | None:
    """Draw a thing or animal that belongs to no story, often of a kind that a story shows, too."""
    names = [
        name
        for name in ASIDE
        if is_plausible(STORIES[name], setting.place, setting.weather) and is_allowed(name, setting.place, split)
    ]
    if not names:
        return None
    shown = {thing for cast in casts for thing, _ in cast.things.values()}
    twins = [(name, thing) for name in names for thing in STORIES[name].props["O"].things if thing in shown]
    if twins and rng.random() < 0.6:
        name, thing = rng.choice(twins)
        return Cast(name, {}, {"O": draw_thing(STORIES[name].props["O"]._replace(things=(thing,)), rng)})
    name = rng.choice(names)
    return Cast(name, {}, {"O": draw_thing(STORIES[name].props["O"], rng)})


@cache
def _stories_at(place: Place, split: Split, *, held_out: bool) -> dict[str, float]:
    """Return the stories that may be told in a place, and how often its weather lets each of them happen."""
    chances = {name: chance_of_weather(story, place) for name, story in STORIES.items() if name not in ASIDE}
    return {
        name: chance
        for name, chance in chances.items()
        if chance > 0 and (not is_allowed(name, place, "train") if held_out else is_allowed(name, place, split))
    }


def _may(split: Split) -> Callable[[Feeling, str], bool]:
    if split == "user":
        return lambda _feeling, _look: True
    return lambda feeling, look: not is_held_out_look(feeling, look)


def _held_out_looks(roles: dict[str, Role], rng: random.Random) -> tuple[str, Person] | None:
    """Find somebody for one of the roles whose look is held out for the feeling."""
    keys = list(roles)
    rng.shuffle(keys)
    for key in keys:
        for _ in range(_LOOK_TRIES):
            person = draw_person(roles[key], rng)
            if is_held_out_look(person.feeling, person.look):
                return key, person
    return None
