"""The losses that training shares, as pure functions: BLIP-2's contrast, matching and generation, and plain next words.

Contrast, matching and generation after Li, Li, Savarese and Hoi, "BLIP-2" (ICML 2023, section 3.2), who take them from
Li et al., "Align before Fuse" (ALBEF, NeurIPS 2021, sections 3.2 and 3.3). Nothing here knows a model: the functions
take what a network said. Those three serve the embedded chooser and BLIP-2 alike, on one process or on many (`gather`);
student and verbalizers learn by `word_loss`.

Shapes: B pictures, T texts, Q query tokens per picture, D dimensions, L words, V pieces of words. Every text belongs to
one picture, `of` [T] says to which; BLIP-2 has one text per picture, so that `of` is 0 .. B-1.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

Gather = Callable[[Tensor], Tensor]
_SMOOTHING = 0.1  # of labels, in contrast and generation; as BLIP-2
_LEAST_CHANCE = 1e-4  # for every allowed negative, however unlike; as ALBEF


class Contrast(NamedTuple):
    """The loss, and the similarities behind it before the temperature: `pictures` [B, all T] of each picture to all
    texts, `texts` [T, all B] of each text to all pictures."""

    loss: Tensor
    pictures: Tensor
    texts: Tensor


def alone(values: Tensor) -> Tensor:
    """Gather the values of all processes where there is one."""
    return values


def similarities(queries: Tensor, texts: Tensor) -> Tensor:
    """Return [B, T]: the likeness of each text to that query token of a picture which is most like it.

    `queries` [B, Q, D] and `texts` [T, D] have length 1.
    """
    # Exact even under autocast: divided by a small temperature, three digits of likeness would not do.
    with torch.autocast(queries.device.type, enabled=False):
        return torch.einsum("bqd,td->btq", _full(queries), _full(texts)).amax(-1)


def contrastive_loss(
    queries: Tensor,
    texts: Tensor,
    of: Tensor,
    temperature: Tensor | float,
    *,
    pictures: Tensor | None = None,
    smoothing: float = _SMOOTHING,
    gather: Gather = alone,
    first: int = 0,
) -> Contrast:
    """Tell which texts belong to a picture and which picture to a text; the mean of both cross-entropies.

    `queries` [B, Q, D] and `texts` [T, D] are of length 1. A picture's own texts share its target equally. `pictures`
    [B] numbers the pictures, alike where they are the same but for what is drawn into them: a text of one is then
    neither right nor wrong about the others, and is not compared with them. With several processes `gather` joins what
    all of them hold, in the order of their ranks, and `first` is the number of this process's first picture among all;
    gradients flow through what is this process's own at least.
    """
    own = of + first
    all_of = gather(own)
    likeness, back = similarities(queries, gather(texts)), similarities(gather(queries), texts).T
    numbers = torch.arange(first, first + queries.shape[0], device=of.device)
    belongs = numbers[:, None] == all_of[None, :]
    told = belongs.any(1)  # a picture without a text has nothing to find
    targets = belongs[told].to(likeness.dtype)
    targets = targets / targets.sum(1, keepdim=True)
    aside, back_aside = None, None
    if pictures is not None:
        named = gather(pictures)
        aside = ((pictures[:, None] == named[all_of][None, :]) & ~belongs)[told]
        back_aside = (named[own][:, None] == named[None, :]) & ~F.one_hot(own, len(named)).bool()
    to_text = _soft_cross_entropy((likeness / temperature)[told], targets, smoothing, aside)
    to_picture = _soft_cross_entropy(back / temperature, own, smoothing, back_aside)
    return Contrast((to_text + to_picture) / 2, likeness, back)


def with_negative(forbidden: Tensor) -> Tensor:
    """Return [N], True for the rows of `forbidden` [N, M] in which something is allowed."""
    return ~forbidden.all(1)


def hard_negatives(likeness: Tensor, forbidden: Tensor, generator: torch.Generator | None = None) -> Tensor:
    """Draw one negative for each row of `likeness` [N, M]; return [N] column numbers.

    The more a column is like its row, the oftener it is drawn: the chances are softmax(likeness) + 0.0001, and 0 where
    `forbidden` [N, M] is True (ALBEF, section 3.2). `likeness` is what the contrast found, divided by its temperature.
    Raises ValueError for a row in which all is forbidden.
    """
    if bool(forbidden.all(1).any()):
        raise ValueError("a row has no negative left: all of its columns are forbidden")
    chances = likeness.detach().float().softmax(1) + _LEAST_CHANCE
    return torch.multinomial(chances.masked_fill(forbidden, 0.0), 1, generator=generator)[:, 0]


def matching_scores(scores: Tensor) -> Tensor:
    """Return [N, 2], the mean over the query tokens of what each of them says, [N, Q, 2]: (no match, match)."""
    return _full(scores).mean(1)


def matching_loss(scores: Tensor, matches: Tensor, weights: Tensor | None = None) -> Tensor:
    """Two-class cross-entropy of "do text and picture belong together".

    `scores` [N, Q, 2] of every query token are averaged first; `matches` [N] is 1 for a pair and 0 for a negative.
    `weights` [N] let some pairs count more; the loss is their weighted mean.
    """
    losses = F.cross_entropy(matching_scores(scores), matches.long(), reduction="none")
    if weights is None:
        return losses.mean()
    return (losses * weights).sum() / weights.sum().clamp(min=1e-8)


def choosing_loss(scores: Tensor, right: Tensor) -> Tensor:
    """Cross-entropy of "which of its choices fits", for N items of C choices each, which follow one another.

    `scores` [N * C, Q, 2] are those of matching; a choice's score is how much more a match than none it is. `right` [N]
    is the place of the right choice. Against two-class matching with one pair among C, nothing is gained by calling all
    choices wrong.
    """
    means = matching_scores(scores)
    return F.cross_entropy((means[:, 1] - means[:, 0]).view(len(right), -1), right)


class CriticLoss(NamedTuple):
    """The loss and its three parts, each before its weight."""

    loss: Tensor
    accept: Tensor
    qa: Tensor
    rationale: Tensor


def critic_loss(
    accept: Tensor,
    qa: Tensor,
    rationale: Tensor,
    labels: Tensor,
    qa_targets: Tensor,
    rationale_targets: Tensor,
    *,
    weights: tuple[float, float] = (0.5, 0.5),
) -> CriticLoss:
    """Cross-entropy of acceptance and the weighted squared errors of both ratings, each against its own target.

    Section 2.3 of the paper (Park et al. 2023, arXiv 2312.04837). `accept` [N, Q, 2] and the ratings `qa` and
    `rationale` [N, Q] of every query token are averaged first; `labels` [N] is 1 for what was accepted, targets [N] are
    on the scale of the ratings. The authors' code held the rationale's rating against the target of the answer.
    """
    label = matching_loss(accept, labels)
    answer = F.mse_loss(_full(qa).mean(1), qa_targets)
    reason = F.mse_loss(_full(rationale).mean(1), rationale_targets)
    return CriticLoss(label + weights[0] * answer + weights[1] * reason, label, answer, reason)


def generation_loss(scores: Tensor, words: Tensor, weights: Tensor, *, smoothing: float = _SMOOTHING) -> Tensor:
    """Cross-entropy of the next word, weighted; a weight of 0 leaves a word (padding, a prompt) out.

    `scores` [..., V] are those of the words [...], so the caller shifts by one: the scores at word i are for word i+1.
    """
    flat = F.cross_entropy(_full(scores).flatten(0, -2), words.flatten(), reduction="none", label_smoothing=smoothing)
    return (flat * weights.flatten()).sum() / weights.sum().clamp(min=1e-8)


def word_loss(scores: Tensor, words: Tensor, weights: Tensor) -> Tensor:
    """Cross-entropy of the next word [..., V] against [...], weighted by [...]; 0 leaves a word out."""
    losses = F.cross_entropy(scores.float().flatten(0, -2), words.flatten(), reduction="none")
    return (losses * weights.flatten()).sum() / weights.sum().clamp(min=1)


def _soft_cross_entropy(scores: Tensor, targets: Tensor, smoothing: float, aside: Tensor | None) -> Tensor:
    """Cross-entropy of scores [N, M] against the numbers of columns [N] or shares [N, M], with labels smoothed; columns
    that are set `aside` [N, M] are as if they were not there."""
    if aside is None:
        return F.cross_entropy(scores, targets, label_smoothing=smoothing)
    shares = F.one_hot(targets, scores.shape[1]) if targets.ndim == 1 else targets
    counted = ~aside
    smoothed = (1 - smoothing) * shares + smoothing * counted / counted.sum(1, keepdim=True)
    chances = scores.masked_fill(aside, -torch.inf).log_softmax(1).masked_fill(aside, 0.0)
    return -(smoothed * chances).sum(1).mean()


def _full(values: Tensor) -> Tensor:
    """Return values of half precision in single; others as they are."""
    return values.float() if values.dtype in (torch.bfloat16, torch.float16) else values
