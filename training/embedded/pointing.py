"""Choose which entities of a scene are pointed at, and under which numbers."""

import random

from training.scenes.graph import SceneGraph


def point_at_some(graph: SceneGraph, rng: random.Random, *, slots: int, require: int | None = None) -> dict[int, int]:
    """Return region ids by entity index: one to all (at most `slots`) entities, numbers in any order.

    `require` is an entity that must be among them; otherwise a person is, where the scene has one.
    """
    count = len(graph.entities)
    if count == 0:
        return {}
    chosen = rng.sample(range(count), rng.randint(1, min(slots, count)))
    people = [entity.index for entity in graph.entities if entity.kind == "person"]
    wanted = people if require is None else [require]
    if wanted and not set(chosen) & set(wanted):
        chosen[0] = rng.choice(wanted)
    return dict(zip(chosen, rng.sample(range(slots), len(chosen)), strict=True))
