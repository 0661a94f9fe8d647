"""What things and animals look like, in words: every drawing with its state and its colour, as far as one can see.

No word here says how something came to be as it is, or what anybody wants of it.
"""

from training.scenes.describing_looks import INDOOR_LOOKS
from training.scenes.describing_looks_outdoors import OUTDOOR_LOOKS
from training.scenes.graph import Entity

LOOKS: dict[str, tuple[str, ...]] = {**INDOOR_LOOKS, **OUTDOOR_LOOKS}

# The state that the shape of a drawing shows, for those whose noun is drawn in more than one state.
STATES: dict[str, str] = {
    "dropped ice cream": "dropped",
    "ice cream": "whole",
    "burst balloon": "burst",
    "balloon": "whole",
    "flying balloon": "whole",
    "ruined sand castle": "ruined",
    "sand castle": "whole",
    "torn teddy bear": "torn",
    "teddy bear": "whole",
    "broken vase": "broken",
    "vase": "whole",
    "mended vase": "cracked",
    "fallen bicycle": "fallen",
    "bicycle": "upright",
    "collapsed tent": "collapsed",
    "tent": "upright",
    "burnt marshmallow": "burnt",
    "withered plant": "withered",
    "flowering plant": "flowering",
    "fallen tower of blocks": "fallen",
    "tower of blocks": "upright",
    "sunk toy boat": "sinking",
    "toy boat": "sailing",
    "ruined cake": "half-eaten",
    "birthday cake": "whole",
    "opened gift": "open",
    "gift with socks": "open",
    "gift": "closed",
    "locked chest": "closed",
    "open chest": "open",
    "tipped bowl of porridge": "overturned",
    "bowl of porridge": "upright",
}

# Nouns that do not say by themselves what is drawn, or take no article.
_SPOKEN = {
    "juggling set": "set of juggling balls",
    "medicine": "bottle of medicine",
    "test": "test paper",
    "track": "track of paws",
}
_COUNTED = ("half",)  # looks that start so take no article


def spoken(noun: str) -> str:
    """Return the noun of a thing as texts call it."""
    return _SPOKEN.get(noun, noun)


def looks_of(entity: Entity) -> tuple[str, ...]:
    """Return what a thing or animal looks like, without article, the shortest first."""
    colour = entity.colour or ""
    return tuple(look.format(c=colour, a_c=a_look(colour) if colour else "") for look in LOOKS[entity.thing])


def a_look(look: str) -> str:
    """Return a look with "a" or "an"."""
    if look.split()[0] in _COUNTED:
        return look
    return f"{'an' if look[0] in 'aeiou' else 'a'} {look}"


def own_colour(entity: Entity) -> str | None:
    """Return the colour of a thing where one would name it so; None where only a part of it has that colour."""
    return entity.colour if "{c}" in LOOKS[entity.thing][0].split(" with ")[0] else None
