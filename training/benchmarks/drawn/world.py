"""The scenes that items are posed about: from seeds that nobody trains on, and kept while they are asked about."""

import random
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from PIL import Image

from models.errors import BadPicture, BadSetting
from models.records import Region
from training.embedded.pointing import point_at_some
from training.evaluation.sampling import PIXELS, SEEDS_APART, SLOTS, regions_of
from training.scenes.graph import Entity, SceneGraph, Split
from training.scenes.plausibility import held_out_pairs
from training.scenes.world import draw_scene

SEED = 7373  # scenes on which nothing was fitted, and from which no other figure is
MEASURED: tuple[Split, ...] = ("evaluate", "heldout")


class Scene(NamedTuple):
    """A drawn picture with everything true of it; `ids` are region ids by entity index, `concerned` the entities of
    a held-out combination, of whom alone is asked where there is one."""

    name: str
    image: Image.Image
    graph: SceneGraph
    ids: dict[int, int]
    concerned: frozenset[int]

    @property
    def regions(self) -> tuple[Region, ...]:
        return regions_of(self.graph, self.ids)

    def may_ask(self, entity: Entity) -> bool:
        """Return whether an entity may be asked about: any, but in held-out scenes only those that make them so."""
        return not self.concerned or entity.index in self.concerned

    def chance(self, purpose: str) -> random.Random:
        """Return a generator of chance that belongs to this scene and purpose."""
        return random.Random(f"{purpose} {self.name}")


class World:
    """Scenes of one split, one after the other from a seed, the same for whoever asks with the same seed.

    They are kept, 0.3 MB each: items of several styles share them, and several students are asked about them. Raises
    BadSetting for a split that is not for measuring.
    """

    def __init__(self, seed: int = SEED, split: Split = "evaluate") -> None:
        if split not in MEASURED:
            raise BadSetting(f"Scenes of the split {split!r} are not for measuring; take {' or '.join(MEASURED)}.")
        self.seed = seed
        self.split: Split = split
        self._scenes: dict[str, Scene] = {}

    def scenes(self) -> Iterator[Scene]:
        """Yield scenes without an end."""
        for number in count(self.seed * SEEDS_APART):
            name = f"{self.split}-{number}"
            if name not in self._scenes:
                self._scenes[name] = self._draw(number, name)
            yield self._scenes[name]

    def open(self, name: str) -> Image.Image:
        """Return the picture of that name. Raises BadPicture for a scene that was not drawn."""
        if name not in self._scenes:
            raise BadPicture(f"The scene {name} was not drawn; scenes are called {self.split}-<number>.")
        return self._scenes[name].image

    def _draw(self, number: int, name: str) -> Scene:
        image, graph = draw_scene(number, split=self.split, size=PIXELS)
        rng = random.Random(f"benchmark {name}")
        concerned = sorted({entity for pair in held_out_pairs(graph) for entity in pair.entities})
        ids = point_at_some(graph, rng, slots=SLOTS, require=rng.choice(concerned) if concerned else None)
        return Scene(name, image, graph, ids, frozenset(concerned))
