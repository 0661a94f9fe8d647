"""Thoughts about a scene: each is a triple of one kind, worded, with whom it is about and how much speaks for it."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from models.offline_teacher.lore import Feeling
from models.offline_teacher.naming import Names
from models.offline_teacher.noticing import Noticed
from models.offline_teacher.scene import Scene
from models.offline_teacher.wording import FACE_SIGNS, FEELING_NOUNS, FEELING_RULES, FEELING_WORDS, Triple, fill, word


class Thought(NamedTuple):
    """A triple, its `kind` (a section of `phrases.toml`) and whom and what it is about."""

    kind: str
    strength: float
    about: tuple[Noticed, ...]
    triple: Triple


class Thinker:
    """Words thoughts about one scene; `rng` decides how."""

    def __init__(self, scene: Scene, rng: random.Random) -> None:
        self.scene = scene
        self.rng = rng
        self.names = Names(scene.seen, numbered=scene.material.numbered)

    def think(
        self,
        kind: str,
        strength: float,
        roles: Mapping[str, Noticed] | Mapping[str, Noticed | str],
        values: Mapping[str, str],
        several: Sequence[Noticed] = (),
    ) -> Iterator[Thought]:
        """Yield one thought, or none where parts are missing.

        `roles` are S, T and O, people and things or words for them. Values may name them as `{S}`; of empty ones
        nothing is said.
        """
        about = (*(each for each in roles.values() if isinstance(each, Noticed)), *several)
        asked = {role: each if isinstance(each, str) else self.names.full(each) for role, each in roles.items()}
        told = {role: each if isinstance(each, str) else self.names.short(each, about) for role, each in roles.items()}
        values = {name: value for name, value in values.items() if value}
        triple = word(
            kind,
            {**asked, **{name: fill(value, asked) for name, value in values.items()}},
            {**told, **{name: fill(value, told) for name, value in values.items()}},
            self.rng,
        )
        if triple:
            yield Thought(kind, strength, about, triple)

    def feeling(self, noticed: Noticed, feeling: Feeling | None = None) -> str:
        """Return a word for a feeling that the region's own words do not have."""
        feeling = feeling or noticed.feeling or "calm"
        fresh = [each for each in FEELING_WORDS[feeling] if each not in noticed.part.caption]
        return self.rng.choice(fresh or FEELING_WORDS[feeling])

    def joy(self, feeling: Feeling) -> str:
        return self.rng.choice(FEELING_NOUNS[feeling])

    def face(self, noticed: Noticed, role: str = "S") -> str:
        """Return what one sees in a face."""
        sign = self.rng.choice(FACE_SIGNS[noticed.feeling]) if noticed.feeling else ""
        return sign.replace("{S}", f"{{{role}}}")

    def rule(self, noticed: Noticed) -> str:
        """Return what holds of everybody who feels so."""
        return self.rng.choice(FEELING_RULES[noticed.feeling]) if noticed.feeling else ""

    def one_of(self, texts: Sequence[str]) -> str:
        return self.rng.choice(texts) if texts else ""
