"""How much each word of an answer with its rationale counts for a student that learns to say it."""

import torch
from torch import Tensor

from models.embedded.vocabulary import BECAUSE, PAD


def answer_weights(words: Tensor, rationale: float) -> Tensor:
    """Return [T, L] for the words [T, L] that are to follow: 1 for the answer and its end, `rationale` for what comes
    after that, 0 for padding."""
    after = (words == BECAUSE).int().cumsum(1) - (words == BECAUSE).int() > 0
    return torch.where(words == PAD, 0.0, torch.where(after, rationale, 1.0))
