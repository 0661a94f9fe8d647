"""The training of the embedded chooser: the three losses of BLIP-2's first stage on one small network.

Beside them the region tokens learn to name what they show, as the student's do (`training/embedded/side_tasks.py`).
"""

import math
import random
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor

from models.embedded.chooser_network import ChooserNetwork
from models.embedded.vision import Seen
from models.embedded.vocabulary import Vocabulary
from training.embedded.chooser_batches import CHOICES, ChooserBatch, Texts, draw_chooser_batch, renumbered
from training.embedded.chooser_settings import ChooserTraining
from training.embedded.scene_cache import SceneCache
from training.embedded.side_tasks import SideTasks, with_concepts
from training.loop.stepping import CPU, Stepping, mean
from training.losses import (
    Contrast,
    choosing_loss,
    contrastive_loss,
    generation_loss,
    hard_negatives,
    matching_loss,
    matching_scores,
    with_negative,
)

_EYE = ("network.eye.", "network.numbers")  # what makes the region tokens


class ChooserProgress(NamedTuple):
    """Where a run is; all figures are means since the last report. `chosen` is the share of four-choice items whose
    right choice scored highest while they were learned from (chance 0.25)."""

    step: int
    steps: int
    contrast: float
    matching: float
    items: float
    telling: float
    side: float
    chosen: float
    rate: float
    seconds: float
    cut: int


class Facts(NamedTuple):
    """What became of a step; NaN for a part that its batch does not have."""

    side: float
    cut: int
    contrast: float = math.nan
    matching: float = math.nan
    items: float = math.nan
    telling: float = math.nan
    chosen: float = math.nan


class ChooserTrainer(Stepping[ChooserTraining, ChooserNetwork, ChooserBatch, Facts, ChooserProgress]):
    """A run of the chooser."""

    def __init__(
        self, settings: ChooserTraining, cache: SceneCache, vocabulary: Vocabulary, *, device: torch.device = CPU
    ) -> None:
        self._cache = cache
        self._vocabulary = vocabulary
        torch.manual_seed(settings.seed)
        network = ChooserNetwork(with_concepts(settings.student), settings.stack)
        network.spell(vocabulary)
        self._side = SideTasks(settings.student.width)
        super().__init__(settings, network, beside={"side": self._side}, device=device)

    def _draw(self, step: int) -> ChooserBatch:
        return draw_chooser_batch(self._cache, self._vocabulary, self.settings, step)

    def _losses(self, batch: ChooserBatch) -> tuple[Tensor, Facts]:
        network, settings = self.network, self.settings
        seen = network.see(batch.pictures, batch.boxes, batch.present)
        side = self._side(seen, batch.labels).loss
        if self.step < settings.eye_first:
            return settings.side_weight * side, Facts(side.item(), batch.cut)
        contrast, matching = self._pair(seen, batch)
        items, chosen = self._choose(seen, batch)
        scores = network.tell(seen, batch.told.of, batch.told.words[:, :-1])
        wanted = batch.weights > 0  # the question's words are not scored: most of the work on the scores is saved
        telling = generation_loss(scores[wanted], batch.told.words[:, 1:][wanted], batch.weights[wanted])
        total = (
            settings.contrast_weight * contrast
            + settings.matching_weight * matching
            + settings.items_weight * items
            + settings.telling_weight * telling
            + settings.side_weight * side
        )
        paired, offered = len(batch.paired.of) > 0, len(batch.right) > 0
        return total, Facts(
            side.item(),
            batch.cut,
            contrast=contrast.item() if paired else math.nan,
            matching=matching.item() if paired else math.nan,
            items=items.item() if offered else math.nan,
            telling=telling.item(),
            chosen=chosen,
        )

    def _pair(self, seen: Seen, batch: ChooserBatch) -> tuple[Tensor, Tensor]:
        """Return the losses of contrast and matching; zeros for a batch without a pair."""
        if not len(batch.paired.of):
            return torch.zeros(()), torch.zeros(())
        network, pairs = self.network, batch.paired
        texts = network.compare_texts(pairs.words)
        contrast = contrastive_loss(network.compare_pictures(seen), texts, pairs.of, network.temperature)
        return contrast.loss, self._match(seen, batch, contrast)

    def _match(self, seen: Seen, batch: ChooserBatch, contrast: Contrast) -> Tensor:
        """True pairs, and two negatives for each text: another text for its picture, another picture for the text.

        A text is no negative of a picture that shows its story, where it may be true; wrong things about a picture's
        own stories are what `_choose` learns from.
        """
        pairs, temperature = batch.paired, self.network.temperature
        generator = torch.Generator(self.device).manual_seed(hash((self.settings.seed, self.step)) % 2**31)
        rng = random.Random(f"negatives {self.settings.seed}/{self.step}")
        texts_forbidden, pictures_forbidden = batch.fits.T[pairs.of], batch.fits
        # A small batch may show one story everywhere.
        has_text, has_picture = with_negative(texts_forbidden), with_negative(pictures_forbidden)
        likeness = contrast.pictures[pairs.of] / temperature
        other_texts = hard_negatives(likeness[has_text], texts_forbidden[has_text], generator)
        likeness = contrast.texts / temperature
        other_pictures = hard_negatives(likeness[has_picture], pictures_forbidden[has_picture], generator)
        negatives = Texts(
            torch.cat([pairs.words[other_texts], pairs.words[has_picture]]),
            torch.cat([pairs.of[has_text], other_pictures]),
        )
        # Word by word, which is no work for a GPU.
        others = renumbered(negatives.words.cpu(), batch.present[negatives.of].cpu(), rng).to(self.device)
        words = torch.cat([pairs.words, others])
        scores = self.network.match(seen, torch.cat([pairs.of, negatives.of]), words)
        matches = torch.cat([torch.ones_like(pairs.of), torch.zeros_like(negatives.of)])
        # Pairs and negatives count alike, however many there are: to call all of them negatives gains nothing.
        weights = torch.where(matches > 0, len(negatives.of) / len(pairs.of), 1.0) if len(negatives.of) else None
        return matching_loss(scores, matches, weights)

    def _choose(self, seen: Seen, batch: ChooserBatch) -> tuple[Tensor, float]:
        """Choose among the choices of four-choice items by their matching scores."""
        if not len(batch.right):
            return torch.zeros(()), math.nan
        scores = self.network.match(seen, batch.offered.of, batch.offered.words)
        means = matching_scores(scores).detach()
        best = (means[:, 1] - means[:, 0]).view(-1, CHOICES).argmax(1)
        return choosing_loss(scores, batch.right), (best == batch.right).float().mean().item()

    def _share_of_rate(self, group: Mapping[str, Any]) -> float:
        """An eye that can see learns more slowly; what learns after the eye warms up when its time has come."""
        settings = self.settings
        if self.step < settings.eye_first:
            return 1.0
        if group["eye"]:
            return settings.eye_rate if settings.eye_first or self.earlier else 1.0
        return min(1.0, (self.step - settings.eye_first + 1) / settings.warm_up)

    def _groups(self) -> list[dict[str, Any]]:
        """Matrices are decayed, vectors (norms, biases) and the temperature are not; the eye has its own rate."""
        return [
            {"params": chosen, "weight_decay": self.settings.weight_decay if matrices else 0.0, "eye": eye}
            for eye in (True, False)
            for matrices in (True, False)
            if (
                chosen := [
                    each
                    for name, each in self.parts.named_parameters()
                    if name.startswith(_EYE) == eye and (each.ndim > 1) == matrices
                ]
            )
        ]

    def _progress(self, since: Sequence[Facts]) -> ChooserProgress:
        names = ("contrast", "matching", "items", "telling", "side", "chosen")
        means = [mean([getattr(facts, name) for facts in since]) for name in names]
        cut = sum(facts.cut for facts in since)
        return ChooserProgress(
            self.step, self.settings.steps, *means, rate=self.last_rate, seconds=self.seconds, cut=cut
        )
