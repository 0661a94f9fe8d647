"""Choose how the people and things of a situation look."""

import random
from collections.abc import Callable, Sequence

from training.scenes.colours import BOTTOMS, SHOES, SKINS
from training.scenes.faces import VARIANTS
from training.scenes.graph import COLOURS, PROFESSIONS, Age, Feeling, Profession
from training.scenes.hair import WRAPPED
from training.scenes.person import Person
from training.scenes.situations import Prop, Role
from training.scenes.things import THINGS
from training.scenes.uniforms import UNIFORMED, UNIFORMS

__all__ = ["UNIFORMED", "draw_person", "draw_thing"]

_TRIES = 500
_HAT_COLOURS = ("red", "blue", "green", "yellow", "purple", "orange", "pink")
_DARK_SKINS = (4, 5, 7)

# Weights of what is drawn, by age.
_STYLES: dict[Age, dict[str, float]] = {
    "toddler": {"tuft": 3, "pigtails": 2, "curly": 2, "short": 2, "bob": 1},
    "child": {
        "short": 3, "spiky": 3, "side part": 2, "curly": 2, "long": 2, "wavy": 2, "bob": 2, "braids": 2,
        "pony tail": 2, "pigtails": 2, "afro": 1.5, "mohawk": 0.6, "headscarf": 0.6, "turban": 0.4,
    },
    "adult": {
        "short": 3, "side part": 3, "spiky": 1, "curly": 2, "undercut": 1.5, "mohawk": 0.6, "long": 2, "wavy": 2,
        "bob": 2, "braids": 0.6, "pony tail": 2, "bun": 2, "afro": 1.5, "bald": 2, "headscarf": 1.6, "turban": 1,
    },
    "senior": {
        "short": 3, "side part": 3, "curly": 2.5, "bun": 3, "bob": 1.5, "wavy": 1, "bald": 3, "headscarf": 1.2,
        "turban": 0.7,
    },
}  # fmt: skip
_HAIR: dict[Age, dict[str, float]] = {
    "toddler": {"black": 1, "brown": 1, "blond": 1, "red": 1},
    "child": {"black": 1, "brown": 1, "blond": 1, "red": 1},
    "adult": {"black": 1, "brown": 1, "blond": 1, "red": 1, "grey": 0.2},
    "senior": {"grey": 1, "white": 1.3},
}
_GARMENTS: dict[Age, dict[str, float]] = {
    "toddler": {"romper": 5, "dress": 1.5, "shorts": 1.5, "overalls": 2},
    "child": {"trousers": 3, "shorts": 3, "dress": 2, "skirt": 2, "overalls": 2},
    "adult": {"trousers": 5, "shorts": 1, "dress": 2, "skirt": 2, "coat": 1.5, "cardigan": 1.5, "overalls": 0.6},
    "senior": {"trousers": 4, "dress": 1.5, "skirt": 2, "coat": 1.5, "cardigan": 3},
}
_PATTERNS = {"plain": 4, "stripes": 2, "dots": 1.5, "heart": 1, "star": 1}
_BEARDED_STYLES = ("short", "side part", "curly", "undercut", "bald", "turban", "spiky")
_WITH_A_FREE_HAND = ("stand", "reach", "wave")
_WHEELED = ("stand", "hold", "both", "wave", "chin", "cross", "clap", "point")


def draw_person(
    role: Role, rng: random.Random, *, may: Callable[[Feeling, str], bool] = lambda _feeling, _look: True
) -> Person:
    """Return somebody who can play a part; everything the part leaves open is drawn.

    The feeling is drawn first; then looks are drawn until `may` allows one of them with this feeling.
    """
    feeling = rng.choice(role.feelings)
    for _ in range(_TRIES):
        person = _draw(role, feeling, rng)
        if may(feeling, person.look):
            return person
    raise AssertionError(f"in {_TRIES} tries no look of {role.ages} may be {feeling}")


def _draw(role: Role, feeling: Feeling, rng: random.Random) -> Person:
    age = rng.choice(role.ages)
    profession = _draw_profession(role, age, rng)
    style = _pick(_STYLES[age], rng)
    hair = None if style in WRAPPED else _pick(_HAIR[age], rng)
    person = Person(
        age=age,
        feeling=feeling,
        pose=rng.choice(role.poses),
        # Brown hair cannot be told from the darkest skins.
        skin=rng.choice([n for n in range(len(SKINS)) if hair != "brown" or n not in _DARK_SKINS]),
        hair=hair,
        hair_style=style,
        top=rng.choice(COLOURS),
        bottom=rng.choice(tuple(BOTTOMS)),
        garment="trousers" if style == "turban" else _pick(_GARMENTS[age], rng),
        pattern=_pick(_PATTERNS, rng),
        long_sleeves=rng.random() < 0.4,
        hat_colour=rng.choice(_HAT_COLOURS),
        profession=profession,
        attire=role.attire,
        build=rng.uniform(0.9, 1.08) if rng.random() < 0.7 else rng.uniform(1.08, 1.24),
        shoes=rng.randrange(len(SHOES)),
        variant=rng.randrange(VARIANTS),
        gaze=rng.choice((-1, 0, 0, 1, 1, 1)),
    )
    return _attired(_adorned(person, rng))


def _pick(weights: dict[str, float], rng: random.Random) -> str:
    return rng.choices(tuple(weights), tuple(weights.values()))[0]


def _draw_profession(role: Role, age: Age, rng: random.Random) -> Profession | None:
    if role.profession or role.attire or age not in ("adult", "senior"):
        return role.profession
    worn: Sequence[Profession] = PROFESSIONS if age == "adult" else ("doctor", "teacher", "farmer", "chef")
    return rng.choice(worn) if rng.random() < (0.2 if age == "adult" else 0.1) else None


def _adorned(person: Person, rng: random.Random) -> Person:
    """Return the person with beard, glasses, jewellery, hat and aids, as far as they go with age and clothes."""
    grown = person.age in ("adult", "senior")
    skirted = person.garment in ("dress", "skirt")
    beard = None
    if grown and not skirted and person.hair_style in _BEARDED_STYLES and rng.random() < 0.5:
        beard = rng.choice(("full", "full", "goatee", "moustache"))
    glasses = {"toddler": 0.0, "child": 0.12, "adult": 0.16, "senior": 0.9 if person.hair is None else 0.6}[person.age]
    covered = person.profession in UNIFORMED or person.hair_style in WRAPPED or person.hair_style in ("afro", "mohawk")
    hat = None
    if not covered and rng.random() < 0.2:
        hat = _pick({"cap": 3, "sun hat": 2 if grown else 1, "bow": 0 if grown or beard else 2}, rng)
    return person._replace(
        beard=beard,
        glasses=rng.choice(("round", "square", "golden")) if rng.random() < glasses else None,
        hat=hat,
        freckles=person.skin not in _DARK_SKINS and rng.random() < (0.5 if person.hair == "red" else 0.14),
        earrings=grown and not beard and person.hair_style not in WRAPPED and rng.random() < (0.5 if skirted else 0.15),
        aid=_draw_aid(person, rng),
    )


def _draw_aid(person: Person, rng: random.Random) -> str | None:
    """Return a cane, wheelchair or hearing aid for some; wheels only where nothing in a story speaks against them."""
    chance = rng.random()
    if person.age == "senior" and person.pose in _WITH_A_FREE_HAND:
        return "cane" if chance < 0.45 else None
    if person.attire or person.profession or person.age == "toddler":
        return None
    if chance < 0.05 and person.pose in _WHEELED:
        return "wheelchair"
    return "hearing aid" if chance > 0.97 and person.hair_style in ("short", "bald", "spiky", "undercut") else None


def _attired(person: Person) -> Person:
    """Return the person in what the profession and the part ask for."""
    uniform = UNIFORMS.get(person.profession)
    if uniform:
        bare = person.hair_style in WRAPPED and uniform.hat != "helmet"
        person = person._replace(
            hat=None if bare else uniform.hat, garment="trousers", pattern="plain", long_sleeves=True
        )
    if person.attire == "swim":
        trunks = person.beard or person.hair_style in ("short", "spiky", "undercut", "bald", "turban", "side part")
        return person._replace(garment="trunks" if trunks else "swimsuit", hat=None)
    worn = {"party": "party hat", "warm": "wool hat", "costume": "crown", "bandaged": None}
    if person.attire in worn:
        person = person._replace(hat=worn[person.attire])
    if person.attire == "warm":
        return person._replace(garment="trousers", long_sleeves=True)
    if person.attire == "scraped":
        return person._replace(garment="shorts", long_sleeves=False)
    return person


def draw_thing(prop: Prop, rng: random.Random) -> tuple[str, str | None]:
    """Return the name of a thing and its colour, None where it has one look only."""
    name = rng.choice(prop.things)
    colours = THINGS[name].colours
    return name, rng.choice(colours) if colours else None
