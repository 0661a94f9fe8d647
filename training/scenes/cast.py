"""Choose how the people and things of a situation look."""

import random

from training.scenes.graph import PROFESSIONS, Age, Profession
from training.scenes.people import Person
from training.scenes.situations import Prop, Role
from training.scenes.things import THINGS

_TOPS = ("red", "blue", "green", "yellow", "purple", "orange", "pink", "white", "black")
_BOTTOMS = ("blue", "black", "green", "purple", "orange")
_HAT_COLOURS = ("red", "blue", "green", "yellow", "purple", "orange", "pink")
_STYLES: dict[Age, tuple[str, ...]] = {
    "child": ("short", "short", "long", "pony tail", "pigtails", "afro"),
    "adult": ("short", "short", "long", "pony tail", "bun", "afro", "bald"),
}


def draw_person(role: Role, rng: random.Random) -> Person:
    """Return somebody who can play a part; everything the part leaves open is drawn."""
    age = rng.choice(role.ages)
    profession = role.profession
    if profession is None and age == "adult" and role.attire is None and rng.random() < 0.16:
        profession = rng.choice(PROFESSIONS)
    style = rng.choice(_STYLES[age])
    hair = rng.choice(("black", "brown", "blond", "red"))
    if age == "adult" and rng.random() < 0.18:
        hair = "grey"
    person = Person(
        age=age,
        feeling=rng.choice(role.feelings),
        pose=rng.choice(role.poses),
        skin=rng.randrange(6),
        hair=hair,
        hair_style=style,
        top=rng.choice(_TOPS),
        bottom=rng.choice(_BOTTOMS),
        garment=rng.choice(("dress", "shorts", "shorts", "trousers", "trousers", "trousers")),
        pattern=rng.choice(("plain", "plain", "stripes", "badge")),
        long_sleeves=rng.random() < 0.4,
        glasses=rng.random() < 0.12,
        hat="cap" if rng.random() < 0.14 and style not in ("afro", "bun") else None,
        hat_colour=rng.choice(_HAT_COLOURS),
        profession=profession,
    )
    return _attired(person, role.attire)


def _attired(person: Person, attire: str | None) -> Person:
    """Return the person in what the profession and the part ask for."""
    hats: dict[Profession, str | None] = {"chef": "chef", "police officer": "police", "doctor": None, "teacher": None}
    if person.profession:
        person = person._replace(hat=hats[person.profession], garment="trousers", pattern="plain", long_sleeves=True)
    if attire == "party":
        return person._replace(hat="party hat")
    if attire == "warm":
        return person._replace(hat="wool hat", garment="trousers", long_sleeves=True)
    if attire == "scraped":
        return person._replace(scraped=True, garment="shorts")
    return person._replace(wet=attire == "wet")


def draw_thing(prop: Prop, rng: random.Random) -> tuple[str, str | None]:
    """Return the name of a thing and its colour, None where it has one look only."""
    name = rng.choice(prop.things)
    colours = THINGS[name].colours
    return name, rng.choice(colours) if colours else None
