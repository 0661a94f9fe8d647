"""What a situation is: who takes part, with which things, where, and what is true of each of them."""

from typing import NamedTuple

from training.scenes.graph import PLACES, Age, Feeling, Place, Profession, Weather

EVERYWHERE: tuple[Place, ...] = PLACES
ANY_AGE: tuple[Age, ...] = ("child", "adult", "senior")
GROWN: tuple[Age, ...] = ("adult", "senior")


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
    """A thing's part: one of the kinds is drawn for each scene; `spot` names where it is put (see `spots.SPOTS`)."""

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


# The onlooker, W: `compose` lets one stand by in some scenes. Whatever W feels, S is the cause; nothing else is told.
WITNESS = Role(
    ("toddler", "child", "adult", "senior"),
    ("calm", "surprised", "happy", "sad", "scared", "angry"),
    ("stand", "stand", "hips", "chin", "cross", "point"),
)
WITNESS_TOLD = Told(
    why=("{W} sees what happens to {S}", "{W} notices how {S} feels", "{W} is watching {S}"),
    evidence=("{W} looks at {S}", "{W} is close to {S}", "{W} has turned to {S}"),
    before=("{W} stopped to look at {S}", "{W} came up to {S}", "{W} noticed {S}"),
    after=("keep an eye on {S}", "talk to {S} about it", "tell a friend about {S}"),
    wants=("see how {S} gets on", "know what {S} does next", "find out more about {S}"),
    doing=("watching {S}", "looking at {S}", "stopping to watch {S}"),
)
