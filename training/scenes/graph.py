"""What a drawn scene holds: its place, its people, animals and objects, and what happens between them.

Boxes are pixels of the picture as rendered (float, xyxy, right and bottom exclusive); all else is independent of size.
"""

from typing import Literal

from models.records import Box, Record

Kind = Literal["person", "animal", "object"]
Split = Literal["train", "evaluate", "user"]
Feeling = Literal["happy", "sad", "angry", "surprised", "scared", "calm"]
Place = Literal["park", "street", "beach", "kitchen", "classroom", "living room"]
Light = Literal["day", "sunset", "night"]
Weather = Literal["clear", "rain", "snow"]
Age = Literal["child", "adult"]
Profession = Literal["chef", "doctor", "police officer", "teacher"]

FEELINGS: tuple[Feeling, ...] = ("happy", "sad", "angry", "surprised", "scared", "calm")
PLACES: tuple[Place, ...] = ("park", "street", "beach", "kitchen", "classroom", "living room")
OUTDOORS: tuple[Place, ...] = ("park", "street", "beach")
INDOORS: tuple[Place, ...] = ("kitchen", "classroom", "living room")
PROFESSIONS: tuple[Profession, ...] = ("chef", "doctor", "police officer", "teacher")
COLOURS: tuple[str, ...] = ("red", "blue", "green", "yellow", "purple", "orange", "pink", "white", "black")


class Entity(Record):
    """Somebody or something in a scene.

    `noun` is what a text calls it ("child", "chef", "dog", "ice cream"); `thing` is the drawing behind it, so that a
    whole and a dropped ice cream differ ("ice cream", "dropped ice cream"; the noun itself for people).
    `role_in_situation` is S for the one the situation is about, T for a second person, O and P for things. `colour` is
    that of the clothes or of the thing. The last block is for people only.
    """

    index: int
    kind: Kind
    noun: str
    thing: str
    box: Box
    situation: str
    role_in_situation: str
    colour: str | None = None

    age: Age | None = None
    feeling: Feeling | None = None
    profession: Profession | None = None
    pose: str | None = None
    hair: str | None = None
    hair_style: str | None = None
    skin: int | None = None
    garment: str | None = None
    hat: str | None = None


class Happening(Record):
    """A situation of a scene: its name and the index of the entity that plays each role (S, T, O, P)."""

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
