"""What the files `about_*.py` share: who may be asked about, and how the true texts become answers."""

from collections.abc import Sequence

from training.scenes.graph import Entity
from training.scenes.hats import COVERING

MOST_ACCEPTED = 12  # answers of a question: a longer list would accept by luck
_ENOUGH = 0.6
# Nouns of which one may be true of what bears another: a duck is a bird, too, and a heavy box a gift to the eye.
_ALIKE: tuple[frozenset[str], ...] = (
    frozenset({"bird", "crow", "duck", "hen", "seagull"}),
    frozenset({"cardboard box", "chest", "flower box", "gift", "heavy box"}),
    frozenset({"bowl of porridge", "bowl of soup", "cup", "glass of milk", "milk bottle"}),
    frozenset({"plate", "plate of spaghetti", "plate with a fish"}),
    frozenset({"ball", "juggling balls", "snowball"}),
    frozenset({"bunch of flowers", "flower box", "plant", "tree"}),
    frozenset({"bill", "book", "menu", "test"}),
    frozenset({"hole", "puddle", "track"}),
)


def can_be_asked(entity: Entity) -> bool:
    """Return whether enough of an entity is seen to ask about it."""
    return entity.visible >= _ENOUGH


def framed(texts: Sequence[str], frames: Sequence[str], *, s: str = "") -> list[str]:
    """Write every text (`{x}`) into every frame; the last frames are left out where that makes too many answers."""
    kept = frames[: max(1, MOST_ACCEPTED // max(1, len(texts)))]
    return list(dict.fromkeys(frame.format(s=s, x=text) for frame in kept for text in texts[:MOST_ACCEPTED]))


def may_share_noun(one: str, other: str) -> bool:
    """Return whether what bears one noun might be called by the other, too."""
    return one == other or any({one, other} <= nouns for nouns in _ALIKE)


def shows_hair(entity: Entity) -> bool:
    """Return whether the colour of somebody's hair is seen: there is enough of it, and no hat hides it."""
    return entity.hair is not None and entity.hair_style != "bald" and entity.hat not in COVERING
