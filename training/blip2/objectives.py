"""What BLIP-2's first stage learns from: contrast, matching and generation (`training/losses.py`).

A batch has one text per picture. Two pictures may be the same one with other regions drawn, and what is true of the one
may be true of the other: the texts of one picture are no negatives of each other, unless `same_picture` says so, as the
released code of the paper has it.
"""

from typing import NamedTuple

import torch
from torch import Tensor

from training.blip2.first_stage import FirstStage
from training.losses import Gather, alone, contrastive_loss, generation_loss, hard_negatives, matching_loss


class Pairs(NamedTuple):
    """`pixels` [B, 3, S, S], and the texts [B, L] of word numbers with their `mask` [B, L]; `said` are the same texts
    as they are said, beginning with the word for saying; `pictures` [B] numbers the pictures, alike where they are."""

    pixels: Tensor
    words: Tensor
    mask: Tensor
    said: Tensor
    pictures: Tensor


class Negatives(NamedTuple):
    """For every pair the number of another text for its picture, and of another picture for its text [B]."""

    texts: Tensor
    pictures: Tensor


class Losses(NamedTuple):
    """The sum, and its three parts."""

    loss: Tensor
    contrast: Tensor
    matching: Tensor
    generation: Tensor


def first_stage_losses(
    stage: FirstStage,
    pairs: Pairs,
    *,
    same_picture: bool = False,
    gather: Gather = alone,
    first: int = 0,
    generator: torch.Generator | None = None,
    negatives: Negatives | None = None,
) -> Losses:
    """Return what is to be made small. `gather` and `first` are for several processes (`contrastive_loss`); `negatives`
    are drawn, the more alike the oftener, unless they are given.

    Raises ValueError where a batch holds one picture alone, and negatives are to be drawn.
    """
    seen = stage.see(pairs.pixels)
    queries, texts = stage.compare_pictures(seen), stage.compare_texts(pairs.words, pairs.mask)
    numbers = torch.arange(len(texts), device=texts.device)
    contrast = contrastive_loss(queries, texts, numbers, stage.temperature, gather=gather, first=first)
    chosen = negatives
    if chosen is None:
        forbidden = _forbidden(pairs.pictures, same_picture=same_picture)
        here = slice(first, first + len(texts))
        chosen = Negatives(
            hard_negatives(contrast.pictures[:, here] / stage.temperature, forbidden, generator),
            hard_negatives(contrast.texts[:, here] / stage.temperature, forbidden, generator),
        )
    matching = _matching(stage, seen, pairs, chosen)
    generation = _generation(stage, seen, pairs)
    return Losses(contrast.loss + matching + generation, contrast.loss, matching, generation)


def _forbidden(pictures: Tensor, *, same_picture: bool) -> Tensor:
    """Return [B, B]: what may not be taken for a negative."""
    if same_picture:
        return torch.eye(len(pictures), dtype=torch.bool, device=pictures.device)
    return pictures[:, None] == pictures[None, :]


def _matching(stage: FirstStage, seen: Tensor, pairs: Pairs, negatives: Negatives) -> Tensor:
    """Pairs, pictures that do not belong to a text, and texts that do not belong to a picture, in this order."""
    words = torch.cat([pairs.words, pairs.words, pairs.words[negatives.texts]])
    mask = torch.cat([pairs.mask, pairs.mask, pairs.mask[negatives.texts]])
    shown = torch.cat([seen, seen[negatives.pictures], seen])
    matches = torch.arange(len(words), device=words.device) < len(pairs.words)
    return matching_loss(stage.match(shown, words, mask), matches)


def _generation(stage: FirstStage, seen: Tensor, pairs: Pairs) -> Tensor:
    scores = stage.say(seen, pairs.said, pairs.mask)
    return generation_loss(scores[:, :-1], pairs.said[:, 1:], pairs.mask[:, 1:])
