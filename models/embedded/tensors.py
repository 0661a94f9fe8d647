"""What people and scenes give, as the tensors that the networks take: texts padded, boxes in their slots."""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from models.embedded.vocabulary import PAD


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """Return texts of word numbers as one tensor [T, N], filled up with PAD; [0, 1] for no text."""
    if not rows:
        return torch.zeros(0, 1, dtype=torch.long)
    return torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True, padding_value=PAD)


def place_boxes(boxes: Sequence[Mapping[int, Sequence[float]]], slots: int) -> tuple[Tensor, Tensor]:
    """Return the boxes [B, K, 4] of pictures by slot, and which slots have one [B, K]."""
    placed = torch.zeros(len(boxes), slots, 4)
    present = torch.zeros(len(boxes), slots, dtype=torch.bool)
    for row, by_slot in enumerate(boxes):
        for slot, box in by_slot.items():
            placed[row, slot] = torch.tensor(box)
            present[row, slot] = True
    return placed, present
