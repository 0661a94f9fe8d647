"""Who may see whom in a Q-Former that reads queries and words together."""

import torch
from torch import Tensor


def together(words: Tensor, queries: int) -> Tensor:
    """Return the mask [B, queries + L] for matching: all see all but padding; `words` [B, L] is 1 where a word is."""
    return torch.cat([words.new_ones(len(words), queries), words], 1)


def saying(words: Tensor, queries: int, dtype: torch.dtype) -> Tensor:
    """Return the additive mask [B, 1, N, N] for saying a text word by word, N = queries + L.

    Queries see each other and no word; a word sees all queries, itself and the words before it. Not a mask of True and
    False: transformers' plain attention adds it up, and is silently wrong then.
    """
    length = words.shape[1]
    seen = torch.ones(queries + length, queries + length, dtype=torch.bool, device=words.device).tril()
    seen[:queries, :queries] = True
    seen = seen.expand(len(words), 1, -1, -1) & together(words, queries).bool()[:, None, None, :]
    return torch.zeros(seen.shape, dtype=dtype, device=words.device).masked_fill(~seen, torch.finfo(dtype).min)
