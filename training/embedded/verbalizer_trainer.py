"""The training of the verbalizers: words of captions, answers and narratives, tags, proposals, what is plain to see.

The loop itself is in `training/loop/stepping.py`.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from models.embedded.tensors import padded
from models.embedded.verbalizer_network import VerbalizerNetwork
from models.embedded.vision import Seen
from models.embedded.vocabulary import Vocabulary
from training.embedded.proposal_targets import proposal_loss
from training.embedded.scene_cache import SceneCache
from training.embedded.tag_loss import labels_in_play, tag_loss
from training.embedded.verbalizer_batches import (
    KINDS,
    Kind,
    Texts,
    VerbalizerBatch,
    draw_verbalizer_batch,
    training_labels,
)
from training.embedded.verbalizer_settings import VerbalizerTraining
from training.embedded.verbalizer_sights import SIGHTS, sight_losses, with_sights
from training.loop.stepping import CPU, Stepping, mean
from training.losses import word_loss

_EYE = ("teller.eye.", "tags.", "proposals.")


class VerbalizerProgress(NamedTuple):
    """Where a run is; all losses and shares are means since the last report. `words` are the losses of a word of each
    kind of text, `sights` the shares of regions that were sorted rightly, `cut` the number of texts too long."""

    step: int
    steps: int
    words: dict[Kind, float]
    tags: float
    proposals: float
    sight: float
    sights: dict[str, float]
    rate: float
    seconds: float
    cut: int


class _Facts(NamedTuple):
    words: tuple[float, ...]
    tags: float
    proposals: float
    sight: float
    sights: tuple[float, ...]
    cut: int


class _Told(NamedTuple):
    """The scores of the words of some texts that count, what they should be, their weights, and the kinds of text."""

    scores: Tensor
    words: Tensor
    weights: Tensor
    kinds: Tensor


class VerbalizerTrainer(Stepping[VerbalizerTraining, VerbalizerNetwork, VerbalizerBatch, _Facts, VerbalizerProgress]):
    """A run that can be stopped after any step and go on from its state."""

    def __init__(
        self,
        settings: VerbalizerTraining,
        cache: SceneCache,
        vocabulary: Vocabulary,
        *,
        device: torch.device = CPU,
    ) -> None:
        torch.manual_seed(settings.seed)
        network = VerbalizerNetwork(with_sights(settings.network))
        for name, parameter in network.named_parameters():
            parameter.requires_grad_(settings.learns == "all" or name.startswith(_EYE))
        super().__init__(settings, network, device=device)
        self._cache = cache
        self._vocabulary = vocabulary
        self._labels = padded([vocabulary.read_question(label) for label in training_labels()]).to(device)

    def _draw(self, step: int) -> VerbalizerBatch:
        return draw_verbalizer_batch(self._cache, self._vocabulary, self.settings, step)

    def _losses(self, batch: VerbalizerBatch) -> tuple[Tensor, _Facts]:
        glance = self.network.look_over(batch.pictures)
        seen = self.network.look_at(glance, batch.boxes, batch.present)
        proposals = proposal_loss(self.network.propose(glance), batch.proposals)
        words, per_kind = self._word_losses(seen, batch)
        tags = self._tag_loss(seen, batch)
        if seen.concepts is None:
            raise ValueError("the network sorts nothing; make its settings with `with_sights`")
        sight = sight_losses(seen.concepts, batch.sights)
        settings = self.settings
        loss = (
            words
            + settings.tag_weight * tags
            + settings.proposal_weight * proposals
            + settings.sight_weight * sight.mean
        )
        facts = _Facts(per_kind, tags.item(), proposals.item(), sight.mean.item(), sight.right, batch.cut)
        return loss, facts

    def _word_losses(self, seen: Seen, batch: VerbalizerBatch) -> tuple[Tensor, tuple[float, ...]]:
        """Return the loss over all texts, and that of each kind of text."""
        told = [self._tell(seen, texts) for texts in (batch.short, batch.long)]
        all_told = _Told(*(torch.cat(parts) for parts in zip(*told, strict=True)))
        loss = word_loss(all_told.scores, all_told.words, all_told.weights)
        with torch.no_grad():
            per_kind = tuple(_loss_of(all_told, all_told.kinds == number) for number in range(len(KINDS)))
        return loss, per_kind

    def _tag_loss(self, seen: Seen, batch: VerbalizerBatch) -> Tensor:
        """Return the loss of the labels of the pictures and of their regions; none is true of a stray region."""
        head, labels = self.network.tags, batch.labels
        played = labels_in_play(labels.pictures, labels.regions)
        vectors = self.network.label_vectors(self._labels[played])
        pictures = head.picture_scores(head.pictures(seen.picture, seen.regions, seen.present), vectors)
        regions = head.region_scores(head.regions(seen.regions), vectors)
        return (
            tag_loss(pictures, labels.pictures[:, played])
            + tag_loss(regions, labels.regions[..., played], seen.present)
        ) / 2

    def _tell(self, seen: Seen, texts: Texts) -> _Told:
        teller = self.network.teller
        counted = texts.weights > 0
        scores = teller.score(teller.read(seen, texts.prompts), texts.words[:, :-1], counted)
        kinds = texts.kinds[counted.nonzero()[:, 0]]
        return _Told(scores, texts.words[:, 1:][counted], texts.weights[counted], kinds)

    def _progress(self, since: Sequence[_Facts]) -> VerbalizerProgress:
        return VerbalizerProgress(
            step=self.step,
            steps=self.settings.steps,
            words={kind: mean([each.words[number] for each in since]) for number, kind in enumerate(KINDS)},
            tags=mean([each.tags for each in since]),
            proposals=mean([each.proposals for each in since]),
            sight=mean([each.sight for each in since]),
            sights={name: mean([each.sights[number] for each in since]) for number, name in enumerate(SIGHTS)},
            rate=self.last_rate,
            seconds=self.seconds,
            cut=sum(each.cut for each in since),
        )


def _loss_of(told: _Told, chosen: Tensor) -> float:
    if not chosen.any():
        return math.nan
    return word_loss(told.scores[chosen], told.words[chosen], told.weights[chosen]).item()
