"""What the questions share: who may be asked about, how true texts become answers, and what may rightly be denied."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

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
    frozenset({"ball", "juggling set", "snowball"}),
    frozenset({"bunch of flowers", "flower box", "plant", "tree"}),
    frozenset({"bill", "book", "menu", "test"}),
    frozenset({"hole", "puddle", "track"}),
)
_HATS_ALIKE = (frozenset({"sun hat", "straw hat"}), frozenset({"cap", "police"}))

# What is not plain to see, or what somebody else may do just as well: that they do not is no fact.
_VAGUE: frozenset[str] = frozenset({
    "admiring", "awaiting", "being", "camping", "celebrating", "cheering", "clapping", "coping", "crouching", "crying",
    "dancing", "dealing", "enjoying", "envying", "exploring", "facing", "failing", "fearing", "feeling", "finding",
    "flinching", "frowning", "getting", "going", "grieving", "having", "hearing", "hiding", "holding", "hugging",
    "judging", "keeping", "kneeling", "laughing", "learning", "lifting", "listening", "looking", "losing", "meeting",
    "mourning", "noticing", "passing", "patrolling", "playing", "pointing", "presenting", "raising", "reaching",
    "recovering", "resting", "running", "searching", "seeing", "seeking", "shouting", "showing", "sitting", "smiling",
    "standing", "staring", "staying", "stepping", "stopping", "struggling", "taking", "talking", "telling", "thinking",
    "throwing", "trying", "turning", "using", "waiting", "walking", "wandering", "watching", "waving", "welcoming",
    "winning", "wondering", "worrying",
})  # fmt: skip
_MASK = re.compile(r"\{\w+\}|\[\d+\]")
_WORD = re.compile(r"[a-z]+")
_LITTLE = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "is", "are", "has", "have", "with", "and", "for", "not"]
)
_ALMOST = 0.6  # of the words of the shorter text: so many in common, and both may be true


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


def may_share_hat(one: str, other: str | None) -> bool:
    """Return whether one hat might be taken for what somebody else wears."""
    return one == other or any({one, other} <= hats for hats in _HATS_ALIKE)


def shows_hair(entity: Entity) -> bool:
    """Return whether the colour of somebody's hair is seen: there is enough of it, and no hat hides it."""
    return entity.hair is not None and entity.hair_style != "bald" and entity.hat not in COVERING


def can_be_denied(doing: str) -> bool:
    """Return whether it is plain to see that somebody does not do this; `doing` starts with a gerund."""
    return doing.split()[0] not in _VAGUE


def may_both_hold(one: str, other: str) -> bool:
    """Return whether two texts share most of their words, so that what is true of one may be true of the other."""
    words, others = _content(one), _content(other)
    return _is_most(len(words & others), len(words), len(others))


class Truths:
    """Texts that are true of somebody, against which many others are held."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._contents = [_content(text) for text in texts]
        self._words = frozenset[str]().union(*self._contents)
        self._shortest = min(map(len, self._contents), default=0)

    def may_include(self, text: str) -> bool:
        """Return whether a text `may_both_hold` with one of these."""
        words = _content(text)
        # Who has too few words even of all of them together need not be held against each one: most have.
        if not _is_most(len(words & self._words), len(words), self._shortest):
            return False
        return any(_is_most(len(words & each), len(words), len(each)) for each in self._contents)


def _is_most(common: int, one: int, other: int) -> bool:
    return common >= _ALMOST * min(one, max(1, other))


@cache
def _content(text: str) -> frozenset[str]:
    """Return the words of a text, or of a template, that say something."""
    return frozenset(_WORD.findall(_MASK.sub(" ", text).lower())) - _LITTLE
