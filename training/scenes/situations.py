"""What a situation is: who takes part, with which things, where, and what is true of each of them."""

from typing import NamedTuple

from training.scenes.graph import INDOORS, OUTDOORS, Age, Feeling, Place, Profession, Weather

EVERYWHERE: tuple[Place, ...] = (*OUTDOORS, *INDOORS)
BOTH_AGES: tuple[Age, ...] = ("child", "adult")


class Role(NamedTuple):
    """A person's part: one of the ages, feelings and poses is drawn for each scene.

    `profession` None leaves it open. `attire` says what the part asks of the clothes: "wet", "scraped", "warm"
    or "party".
    """

    ages: tuple[Age, ...]
    feelings: tuple[Feeling, ...]
    poses: tuple[str, ...]
    profession: Profession | None = None
    attire: str | None = None


class Prop(NamedTuple):
    """A thing's part: one of the kinds is drawn for each scene; `spot` names where it is put (see `staging.SPOTS`)."""

    things: tuple[str, ...]
    spot: str
    scale: float = 1.3


class Told(NamedTuple):
    """What is true of the one who plays a part; `{S}`, `{T}`, `{O}`, `{P}` stand for those who play the others.

    `why`, `evidence`, `before` are clauses; `after` follows "will", `wants` follows "wants to", `doing` follows "is".
    """

    why: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    doing: tuple[str, ...] = ()


class Situation(NamedTuple):
    """A little story that a picture can show.

    `told` has a part for every role and for every animal. `bond` is what S and T are to each other, S first, and where
    it differs also T first. `weather` is what the story needs; a `fair_weather` story is not shown in rain or snow.
    """

    places: tuple[Place, ...]
    cast: dict[str, Role]
    props: dict[str, Prop]
    told: dict[str, Told]
    bond: tuple[str, ...] = ()
    weather: Weather | None = None
    party: bool = False
    fair_weather: bool = False
