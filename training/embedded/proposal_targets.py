"""What the proposal head should say of a picture, and how far it is from saying so.

The target of a kind is a hill around the middle of every box of that kind, 1 in the cell that holds the middle. The
loss is the focal loss of CenterNet (Zhou et al., "Objects as Points", 2019). Boxes are learned wherever their hill is,
not in one cell only, weighted by its height, which takes fewer steps (TTFNet: Liu et al., AAAI 2020). Their loss is
that of the generalised IoU (Rezatofighi et al., CVPR 2019).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from models.embedded.picture import within
from models.embedded.proposals_head import PROPOSAL_KINDS, Proposed, cell_centres
from training.scenes.graph import SceneGraph
from training.scenes.occlusion import area

LEAST_VISIBLE = 0.4  # share of an entity that must be seen for it to be worth a proposal

_SPREAD = 1 / 8  # a hill's standard deviation as a share of the box's side ...
_LEAST_SPREAD = 0.4  # ... and its least, in cells
_FOOT = 0.05  # where a hill is lower, the cell is not taught a box
_BOX_WEIGHT = 3.0  # of the loss of boxes against that of middles
_THINNEST = 1e-3  # distance to a side, as a share of the picture, of cells that lie beyond it


class Wanted(NamedTuple):
    """A box (0..1 of the square that the eye sees, xyxy) and its kind, an index into PROPOSAL_KINDS."""

    box: tuple[float, float, float, float]
    kind: int


class ProposalTargets(NamedTuple):
    """`centres` [B, kinds, H, W] from 0 to 1, the `boxes` [B, 4, H, W] to be said (0..1, xyxy) and `weights` [B, H, W],
    how much a cell's box counts: 0 where there is none, and 1 for all cells of a box together."""

    centres: Tensor
    boxes: Tensor
    weights: Tensor


class ProposalLosses(NamedTuple):
    """The loss of a batch and its two parts: of the middles and of the boxes."""

    loss: Tensor
    centres: Tensor
    boxes: Tensor


def wanted_of(graph: SceneGraph, boxes: Mapping[int, Sequence[float]]) -> tuple[Wanted, ...]:
    """Return what should be proposed of a drawn scene, whose entities are seen in these boxes, by index."""
    return tuple(
        # Rounding may put an edge at the border a hair beyond it.
        Wanted(within(boxes[entity.index]), PROPOSAL_KINDS.index(entity.kind))
        for entity in graph.entities
        if entity.index in boxes and entity.visible >= LEAST_VISIBLE
    )


def proposal_targets(pictures: Sequence[Sequence[Wanted]], cells: int) -> ProposalTargets:
    """Return the targets of pictures for maps of `cells` times `cells`.

    Raises ValueError for a box that is empty, inside out or not within the picture.
    """
    each = [_targets_of(wanted, cells) for wanted in pictures]
    return ProposalTargets(*(torch.stack(parts) for parts in zip(*each, strict=True)))


def proposal_losses(proposed: Proposed, targets: ProposalTargets) -> ProposalLosses:
    """Return the loss, to be made small, and its parts."""
    centres = focal_loss(proposed.centres.float(), targets.centres)
    outside = 1 - generalised_iou(proposed.boxes(), targets.boxes)
    boxes = (outside * targets.weights).sum() / targets.weights.sum().clamp(min=1)
    return ProposalLosses(centres + _BOX_WEIGHT * boxes, centres, boxes)


def proposal_loss(proposed: Proposed, targets: ProposalTargets) -> Tensor:
    """Return the loss alone."""
    return proposal_losses(proposed, targets).loss


def focal_loss(logits: Tensor, centres: Tensor) -> Tensor:
    """Return CenterNet's focal loss per box: a hill's flanks count less, and so does what is almost right already."""
    chances = logits.sigmoid()
    tops = centres == 1
    risen = (1 - chances).square() * F.logsigmoid(logits)
    sunk = (1 - centres).pow(4) * chances.square() * F.logsigmoid(-logits)
    return -torch.where(tops, risen, sunk).sum() / tops.sum().clamp(min=1)


def generalised_iou(one: Tensor, other: Tensor) -> Tensor:
    """Return the generalised IoU [B, H, W], from -1 to 1, of boxes [B, 4, H, W] cell by cell."""
    corner, opposite = torch.maximum(one[:, :2], other[:, :2]), torch.minimum(one[:, 2:], other[:, 2:])
    shared = (opposite - corner).clamp(min=0).prod(1)
    hull = (torch.maximum(one[:, 2:], other[:, 2:]) - torch.minimum(one[:, :2], other[:, :2])).prod(1).clamp(min=1e-9)
    areas = (one[:, 2:] - one[:, :2]).prod(1) + (other[:, 2:] - other[:, :2]).prod(1)
    union = (areas - shared).clamp(min=1e-9)
    return shared / union - (hull - union) / hull


def _targets_of(wanted: Sequence[Wanted], cells: int) -> ProposalTargets:
    """Return the targets of one picture, without the dimension of the batch."""
    across, down = cell_centres(cells, cells)
    centres = torch.zeros(len(PROPOSAL_KINDS), cells, cells)
    boxes = torch.cat([torch.stack([across.expand(cells, -1), down.expand(-1, cells)])] * 2)
    weights = torch.zeros(cells, cells)
    owner = torch.zeros(cells, cells, dtype=torch.long)
    # The smallest come last: where two hills meet, the cell belongs to the smaller one, which has few cells.
    for number, (box, kind) in enumerate(sorted(wanted, key=lambda each: -area(each.box))):
        x0, y0, x1, y1 = box
        if not (0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1):
            raise ValueError(f"box {box} is no part of the picture; write it as left, top, right, bottom from 0 to 1")
        hill = _hill(box, cells)
        centres[kind] = torch.maximum(centres[kind], hill)
        taught = hill > _FOOT
        boxes = torch.where(taught, _around_cells(box, across, down), boxes)
        weights = torch.where(taught, hill, weights)
        owner = torch.where(taught, number, owner)
    # Every box counts the same, or the many cells of people would leave little for small things.
    sums = torch.zeros(len(wanted) + 1).index_add(0, owner.flatten(), weights.flatten())
    return ProposalTargets(centres, boxes, weights / sums[owner].clamp(min=_FOOT))


def _hill(box: tuple[float, float, float, float], cells: int) -> Tensor:
    """Return a Gaussian [cells, cells] that is exactly 1 in the cell of the box's middle."""
    x0, y0, x1, y1 = box
    places = torch.arange(cells)
    slopes = []
    for start, end in ((y0, y1), (x0, x1)):
        middle = min(int((start + end) / 2 * cells), cells - 1)
        spread = max(_LEAST_SPREAD, _SPREAD * (end - start) * cells)
        slopes.append(torch.exp(-((places - middle) ** 2) / (2 * spread**2)))
    return slopes[0][:, None] * slopes[1][None, :]


def _around_cells(box: tuple[float, float, float, float], across: Tensor, down: Tensor) -> Tensor:
    """Return the box [4, cells, cells] for every cell, widened to hold the cell's centre: no cell can say less."""
    x0, y0, x1, y1 = box
    left, top = (across - _THINNEST).clamp(max=x0), (down - _THINNEST).clamp(max=y0)
    right, bottom = (across + _THINNEST).clamp(min=x1), (down + _THINNEST).clamp(min=y1)
    return torch.stack(torch.broadcast_tensors(left, top, right, bottom))
