"""What a drawn scene holds: its place, its people, animals and objects, and what happens between them.

Boxes are pixels of the picture as rendered (float, xyxy, right and bottom exclusive); all else is independent of size.
"""

from typing import Literal

from models.records import Box, Record

Kind = Literal["person", "animal", "object"]
Split = Literal["train", "evaluate", "heldout", "user"]
Feeling = Literal["happy", "sad", "angry", "surprised", "scared", "calm"]
Place = Literal[
    "park",
    "street",
    "beach",
    "playground",
    "farm",
    "campsite",
    "station",
    "kitchen",
    "classroom",
    "living room",
    "hospital",
    "restaurant",
]
Light = Literal["day", "sunset", "night"]
Weather = Literal["clear", "rain", "snow"]
Age = Literal["toddler", "child", "adult", "senior"]
Profession = Literal["chef", "doctor", "police officer", "teacher", "firefighter", "farmer", "waiter"]

FEELINGS: tuple[Feeling, ...] = ("happy", "sad", "angry", "surprised", "scared", "calm")
OUTDOORS: tuple[Place, ...] = ("park", "street", "beach", "playground", "farm", "campsite", "station")
INDOORS: tuple[Place, ...] = ("kitchen", "classroom", "living room", "hospital", "restaurant")
PLACES: tuple[Place, ...] = (*OUTDOORS, *INDOORS)
AGES: tuple[Age, ...] = ("toddler", "child", "adult", "senior")
PROFESSIONS: tuple[Profession, ...] = (
    "chef",
    "doctor",
    "police officer",
    "teacher",
    "firefighter",
    "farmer",
    "waiter",
)
COLOURS: tuple[str, ...] = ("red", "blue", "green", "yellow", "purple", "orange", "pink", "white", "black")


class Entity(Record):
    """Somebody or something in a scene.

    `noun` is what a text calls it ("child", "chef", "dog", "ice cream"); `thing` is the drawing behind it, so that a
    whole and a dropped ice cream differ ("ice cream", "dropped ice cream"; the noun itself for people).
    `role_in_situation` is S for the one the situation is about, T for a second person, W for an onlooker, O and P for
    things and animals. `colour` is that of the clothes or of the thing; `visible` the share of the box that nothing
    nearer covers. The last block is for people only; `look` is what `held_out.py` pairs with feelings.
    """

    index: int
    kind: Kind
    noun: str
    thing: str
    box: Box
    situation: str
    role_in_situation: str
    colour: str | None = None
    visible: float = 1.0

    age: Age | None = None
    feeling: Feeling | None = None
    profession: Profession | None = None
    pose: str | None = None
    hair: str | None = None
    hair_style: str | None = None
    skin: int | None = None
    garment: str | None = None
    hat: str | None = None
    look: str | None = None


class Happening(Record):
    """A situation of a scene: its name and the index of the entity that plays each role (S, T, W, O, P)."""

    name: str
    members: dict[str, int]


class SceneGraph(Record):
    """Everything that is true of a drawn scene."""

    seed: int
    split: Split
    place: Place
    light: Light
    weather: Weather
    entities: tuple[Entity, ...]
    situations: tuple[Happening, ...]
