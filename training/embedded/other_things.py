"""What the student is shown of things that nobody points at while it learns, and what it should know of them.

When it answers people, its own proposals say where such things are (`models/embedded/noticing.py`), which miss some,
are a little beside others, and find a few where nothing is; so do the boxes here.
"""

import random
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from models.embedded.noticing import Noticed, placed
from models.embedded.settings import StudentSettings
from models.embedded.vision import STRIDE
from training.embedded.augment import jitter
from training.embedded.label_sets import NOTHING
from training.embedded.proposal_targets import LEAST_VISIBLE, ProposalTargets, proposal_targets, wanted_of
from training.scenes.graph import SceneGraph
from training.scenes.tags import TAG_SETS, tags_of

_MISSED, _MISTAKEN = 0.1, 0.08  # the share of things that are not noticed, and of pictures with one that is not there
_BESIDE = 0.05  # deviation of a proposal's edges, as a share of its size
_CELLS_PER_STRIDE = 2  # the head's cells are half as wide as what a token of the picture stands for

Box = tuple[float, float, float, float]


class Shown(NamedTuple):
    """A box, and the entity in it, if there is one."""

    box: Box
    entity: int | None


class OtherThings(NamedTuple):
    """`noticed` are the boxes that are shown, `tags` [B, N, sets] what is in them, `proposals` what is to be found."""

    noticed: Noticed
    tags: Tensor
    proposals: ProposalTargets


def notice_some(
    graph: SceneGraph, seen: Mapping[int, Box], pointed: Collection[int], count: int, rng: random.Random
) -> tuple[Shown, ...]:
    """Return at most `count` boxes of what is not pointed at; `seen` are the boxes of all entities by index."""
    left = [each.index for each in graph.entities if each.index not in pointed and each.visible >= LEAST_VISIBLE]
    found = [Shown(jitter(seen[index], _BESIDE, rng), index) for index in left if rng.random() >= _MISSED]
    if rng.random() < _MISTAKEN:
        found.append(Shown(jitter((0.4, 0.4, 0.6, 0.7), 1.0, rng), None))
    rng.shuffle(found)
    return tuple(found[:count])


def other_things(
    pictures: Sequence[tuple[SceneGraph, Mapping[int, Box], Sequence[Shown]]], limits: StudentSettings
) -> OtherThings | None:
    """Return what pictures teach of things that nobody points at; None for a student that does not notice any."""
    if not limits.notices:
        return None
    tags = torch.full((len(pictures), limits.notices, len(TAG_SETS)), NOTHING, dtype=torch.long)
    for row, (graph, _, shown) in enumerate(pictures):
        for place, each in enumerate(shown):
            if each.entity is not None:
                labels = tags_of(graph, each.entity).values()
                tags[row, place] = torch.tensor([NOTHING if label is None else label for label in labels])
    boxes = [torch.tensor([each.box for each in shown]).view(-1, 4) for _, _, shown in pictures]
    wanted = [wanted_of(graph, seen) for graph, seen, _ in pictures]
    cells = limits.glance // STRIDE * _CELLS_PER_STRIDE
    return OtherThings(placed(boxes, limits.notices), tags, proposal_targets(wanted, cells))
