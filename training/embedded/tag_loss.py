"""The loss of tagging: is this label true of this picture, and of this region?

Every pair of a picture and a label is a question of its own, answered by a sigmoid, after Zhai et al., "Sigmoid Loss
for Language Image Pre-Training" (ICCV 2023, section 3.2): unlike a softmax it lets many labels be true of one picture.
SigLIP has one true text per picture and n - 1 false ones, and meets that with a bias of -10 at the start. Here dozens
of labels are true at once, and true and false pairs have half of the loss each, so that a network that knows nothing
learns from the first step. In a trial of 300 steps on made-up pictures, the names of things were told apart with an
area under the curve of 0.97; with the plain sum over all pairs 0.80, with that and the bias of -10 0.65.

Labels that nobody in the batch bears are best left out (`labels_in_play`): what a rare label is not like is learned
from pictures that come with one that bears it. In the same trial, all labels in every step gave 0.87 in place of 0.97.
Shapes: B pictures, K regions, L labels.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def labels_in_play(pictures: Tensor, regions: Tensor | None = None) -> Tensor:
    """Return the numbers of the labels that are true of at least one picture [B, L] or region [B, K, L] of the batch.

    Those of other pictures are a picture's negatives.
    """
    borne = pictures.any(0)
    if regions is not None:
        borne = borne | regions.flatten(0, 1).any(0)
    return borne.nonzero()[:, 0]


def tag_loss(scores: Tensor, truth: Tensor, counted: Tensor | None = None) -> Tensor:
    """Return the mean loss of the true pairs and that of the false ones, averaged.

    `scores` are log odds and `truth` is True where the label is true, [B, L] for pictures or [B, K, L] for regions;
    `counted` [B] or [B, K] leaves out those that are False (slots without a region). A kind of pair that does not occur
    adds nothing: a loss of no pairs at all is 0.
    """
    losses = F.binary_cross_entropy_with_logits(scores.float(), truth.float(), reduction="none")
    known = torch.ones_like(truth) if counted is None else counted[..., None].expand_as(truth)
    return (_mean_over(losses, known & truth) + _mean_over(losses, known & ~truth)) / 2


def _mean_over(losses: Tensor, where: Tensor) -> Tensor:
    return (losses * where).sum() / where.sum().clamp(min=1)
