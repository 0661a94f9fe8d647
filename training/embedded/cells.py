"""What the picture's own tokens are taught: what lies where each of them looks.

Texts also speak of people that nobody points at ("[2] is watching the child"), and of them the student knows only what
the whole picture tells. The heads are left behind after training.
"""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn

from training.embedded.label_sets import NOTHING, set_losses
from training.scenes.graph import SceneGraph
from training.scenes.occlusion import area
from training.scenes.tags import TAG_SETS, tags_of

TAUGHT = ("thing", "feeling", "situation_role")  # of the tag sets
_SEEN = 0.3  # of an entity: what is hidden more than that is not asked for

Boxes = Mapping[int, tuple[float, float, float, float]]  # by entity index, in shares of the square


def cell_labels(shown: Sequence[tuple[SceneGraph, Boxes]], side: int) -> Tensor:
    """Return [B, side * side, TAUGHT]: the label of what lies at the middle of each cell, NOTHING where nothing does.

    Of several the smallest counts; what is too small to lie at any middle has the cell that its own middle lies in.
    """
    labels = torch.full((len(shown), side * side, len(TAUGHT)), NOTHING, dtype=torch.long)
    for row, (graph, boxes) in enumerate(shown):
        largest_first = sorted(boxes, key=lambda entity: -area(boxes[entity]))
        for entity in largest_first:
            if graph.entities[entity].visible < _SEEN:
                continue
            known = tags_of(graph, entity)
            told = torch.tensor([NOTHING if (label := known[name]) is None else label for name in TAUGHT])
            labels[row, _cells(boxes[entity], side)] = told
    return labels


class CellTask(nn.Module):
    """Linear heads over the tokens of the picture."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.sizes = [len(TAG_SETS[name]) for name in TAUGHT]
        self.judge = nn.Linear(width, sum(self.sizes))

    def forward(self, picture: Tensor, labels: Tensor) -> Tensor:
        """Return the mean cross-entropy; `picture` [B, P, D], `labels` [B, P, TAUGHT]."""
        return set_losses(self.judge(picture), labels, self.sizes).mean


def _cells(box: tuple[float, float, float, float], side: int) -> list[int]:
    """Return the numbers of the cells, row by row, whose middle lies in a box."""
    columns, rows = _between(box[0], box[2], side), _between(box[1], box[3], side)
    return [row * side + column for row in rows for column in columns]


def _between(start: float, end: float, side: int) -> list[int]:
    inside = [number for number in range(side) if start <= (number + 0.5) / side < end]
    return inside or [min(max(int((start + end) / 2 * side), 0), side - 1)]
