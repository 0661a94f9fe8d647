"""What BLIP-2's first stage learns from: contrast, matching and generation (`training/losses.py`).

A batch has one text per picture. Two pictures may be the same one with other regions drawn, and what is true of the one
may be true of the other: a text is neither contrasted nor matched with other pictures of its picture, unless
`same_picture` says so, as the released code of the paper has it. (LAVIS lets texts of one picture share a target; but
with other numbers drawn they need not be true.) Several processes compare what all of them hold, and take negatives
from all.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from models.blip2.first_stage import FirstStage
from training.loop.processes import ALONE, Processes
from training.losses import Contrast, contrastive_loss, generation_loss, hard_negatives, matching_loss, with_negative


class Pairs(NamedTuple):
    """`pixels` [B, 3, S, S], or what was seen of them [B, P, W]; the texts [B, L] of word numbers with their `mask`
    [B, L]; `said` are the same texts as they are said, beginning with the word for saying; `pictures` [B] numbers the
    pictures, alike where they are."""

    pixels: Tensor
    words: Tensor
    mask: Tensor
    said: Tensor
    pictures: Tensor


class Negatives(NamedTuple):
    """For every pair the number of another text for its picture, and of another picture for its text [B], among those
    of all processes; -1 where there is none."""

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
    processes: Processes = ALONE,
    generator: torch.Generator | None = None,
    negatives: Negatives | None = None,
) -> Losses:
    """Return what is to be made small. Negatives are drawn, the more alike the oftener, unless they are given; for
    several processes to draw the same, their generators must be at the same point."""
    seen = pairs.pixels if pairs.pixels.ndim == 3 else stage.see(pairs.pixels)
    queries, texts = stage.compare_pictures(seen), stage.compare_texts(pairs.words, pairs.mask)
    numbers, first = torch.arange(len(texts), device=texts.device), processes.rank * len(texts)
    pictures = None if same_picture else pairs.pictures
    contrast = contrastive_loss(
        queries, texts, numbers, stage.temperature, pictures=pictures, gather=processes.gather, first=first
    )
    if negatives is None:
        forbidden = _forbidden(processes.gather(pairs.pictures), same_picture=same_picture)
        drawn = _draw(contrast, stage.temperature, forbidden, processes, generator)
        negatives = Negatives(*(each[first : first + len(texts)] for each in drawn))
    matching = _matching(stage, seen, pairs, negatives, processes)
    generation = _generation(stage, seen, pairs)
    return Losses(contrast.loss + matching + generation, contrast.loss, matching, generation)


def _forbidden(pictures: Tensor, *, same_picture: bool) -> Tensor:
    """Return [B, B]: what may not be taken for a negative."""
    if same_picture:
        return torch.eye(len(pictures), dtype=torch.bool, device=pictures.device)
    return pictures[:, None] == pictures[None, :]


@torch.no_grad()
def _draw(
    contrast: Contrast,
    temperature: Tensor,
    forbidden: Tensor,
    processes: Processes,
    generator: torch.Generator | None,
) -> Negatives:
    """Draw negatives for the pairs of all processes. A pair has none where all of a batch is about its picture."""
    has = with_negative(forbidden)
    drawn = []
    for likeness in (contrast.pictures, contrast.texts):
        chosen = torch.full((len(forbidden),), -1, device=forbidden.device)
        if bool(has.any()):
            alike = processes.gather(likeness)[has] / temperature
            chosen[has] = hard_negatives(alike, forbidden[has], generator)
        drawn.append(chosen)
    return Negatives(*drawn)


def _matching(stage: FirstStage, seen: Tensor, pairs: Pairs, negatives: Negatives, processes: Processes) -> Tensor:
    """Pairs, pictures that do not belong to a text, and texts that do not belong to a picture, in this order."""
    longest = processes.most(pairs.words.shape[1])
    words, mask = (F.pad(each, (0, longest - each.shape[1])) for each in (pairs.words, pairs.mask))
    all_words, all_masks, all_seen = (processes.gather(each) for each in (words, mask, seen))
    with_picture, with_text = negatives.pictures >= 0, negatives.texts >= 0
    texts, pictures = negatives.texts[with_text], negatives.pictures[with_picture]
    shown = torch.cat([seen, all_seen[pictures], seen[with_text]])
    read = torch.cat([words, words[with_picture], all_words[texts]])
    masks = torch.cat([mask, mask[with_picture], all_masks[texts]])
    matches = torch.arange(len(read), device=read.device) < len(words)
    return matching_loss(stage.match(shown, read, masks), matches)


def _generation(stage: FirstStage, seen: Tensor, pairs: Pairs) -> Tensor:
    scores = stage.say(seen, pairs.said, pairs.mask)
    return generation_loss(scores[:, :-1], pairs.said[:, 1:], pairs.mask[:, 1:])
