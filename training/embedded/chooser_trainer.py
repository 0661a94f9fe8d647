"""The training loop of the embedded chooser: the three losses of BLIP-2's first stage on one small network.

Beside them the region tokens learn to name what they show, as the student's do (`training/embedded/side_tasks.py`).
What is kept for use is the moving average of the weights. Arithmetic is bfloat16 where the processor has it (autocast),
weights and optimizer stay float32.
"""

import math
import random
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

from models.embedded.chooser_network import ChooserNetwork
from models.embedded.vision import Seen
from models.embedded.vocabulary import Vocabulary
from models.embedded.weights import Stage
from training.embedded.chooser_batches import CHOICES, ChooserBatch, Texts, draw_chooser_batch, renumbered
from training.embedded.chooser_settings import ChooserTraining
from training.embedded.scene_cache import SceneCache
from training.embedded.side_tasks import SideTasks
from training.embedded.trainer import rate_at
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
from training.scenes.tags import PLACES, TAG_SETS

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


class _Losses(NamedTuple):
    """The sum that is learned from, and its parts; NaN for a part that the batch does not have."""

    total: Tensor
    side: float
    cut: int
    contrast: float = math.nan
    matching: float = math.nan
    items: float = math.nan
    telling: float = math.nan
    chosen: float = math.nan


class ChooserTrainer:
    """A run that can be stopped after any step and go on from its state."""

    def __init__(self, settings: ChooserTraining, cache: SceneCache, vocabulary: Vocabulary) -> None:
        self.settings = settings
        self.step = 0
        self.seconds = 0.0
        self.earlier: tuple[Stage, ...] = ()
        self._cache = cache
        self._vocabulary = vocabulary
        torch.manual_seed(settings.seed)
        sizes = {name: len(labels) for name, labels in TAG_SETS.items()}
        self.network = ChooserNetwork(settings.student, settings.stack)
        self._side = SideTasks(settings.student.width, sizes, len(PLACES))
        self.parts = nn.ModuleDict({"network": self.network, "side": self._side})
        self.averaged = {name: value.detach().clone() for name, value in self.network.state_dict().items()}
        self._optimizer = torch.optim.AdamW(_groups(self.parts, settings), betas=(0.9, 0.98), fused=True)
        self.bfloat16 = torch.cpu._is_avx512_bf16_supported()  # torch has no public word for it
        self._since_report: list[_Losses] = []

    def start_from(self, earlier: tuple[Stage, ...]) -> None:
        """Begin with the network's weights as they now are, which came from the stages given."""
        self.averaged = {name: value.detach().clone() for name, value in self.network.state_dict().items()}
        self.earlier = earlier

    def averaged_network(self) -> ChooserNetwork:
        """Return the chooser as it would be shipped now."""
        network = ChooserNetwork(self.settings.student, self.settings.stack)
        network.load_state_dict(self.averaged)
        return network.eval()

    def run(
        self,
        until: int,
        *,
        report: Callable[[ChooserProgress], None] | None = None,
        every: int = 50,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Train up to step `until`, or until `should_stop` says so between two steps."""
        started = time.perf_counter() - self.seconds
        while self.step < min(until, self.settings.steps) and not should_stop():
            self._learn(draw_chooser_batch(self._cache, self._vocabulary, self.settings, self.step))
            self.step += 1
            self.seconds = time.perf_counter() - started
            if report is not None and self.step % every == 0:
                report(self._progress())

    def state(self) -> dict[str, object]:
        """Return all that `restore` needs."""
        return {
            "step": self.step,
            "seconds": self.seconds,
            "earlier": [stage.model_dump() for stage in self.earlier],
            "parts": self.parts.state_dict(),
            "averaged": self.averaged,
            "optimizer": self._optimizer.state_dict(),
        }

    def restore(self, state: dict) -> None:
        self.step, self.seconds = state["step"], state["seconds"]
        self.earlier = tuple(Stage.model_validate(stage) for stage in state["earlier"])
        self.parts.load_state_dict(state["parts"])
        self.averaged = state["averaged"]
        self._optimizer.load_state_dict(state["optimizer"])

    def _learn(self, batch: ChooserBatch) -> None:
        for group in self._optimizer.param_groups:
            group["lr"] = rate_at(self.step, self.settings) * self._share_of_rate(eye=group["eye"])
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            losses = self._losses(batch)
        self._optimizer.zero_grad()
        losses.total.backward()
        nn.utils.clip_grad_norm_(self.parts.parameters(), 1.0)
        self._optimizer.step()
        self._average()
        self._since_report.append(losses._replace(total=losses.total.detach()))

    def _losses(self, batch: ChooserBatch) -> _Losses:
        network, settings = self.network, self.settings
        seen = network.see(batch.pictures, batch.boxes, batch.present)
        side = self._side(seen, batch.labels).loss
        if self.step < settings.eye_first:
            return _Losses(settings.side_weight * side, side=side.item(), cut=batch.cut)
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
        return _Losses(
            total,
            side=side.item(),
            cut=batch.cut,
            contrast=contrast.item() if len(batch.paired.of) else math.nan,
            matching=matching.item() if len(batch.paired.of) else math.nan,
            items=items.item() if len(batch.right) else math.nan,
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
        generator = torch.Generator().manual_seed(hash((self.settings.seed, self.step)) % 2**31)
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
        words = torch.cat([pairs.words, renumbered(negatives.words, batch.present[negatives.of], rng)])
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

    def _share_of_rate(self, *, eye: bool) -> float:
        """An eye that can see learns more slowly; what learns after the eye warms up when its time has come."""
        settings = self.settings
        if self.step < settings.eye_first:
            return 1.0
        if eye:
            return settings.eye_rate if settings.eye_first or self.earlier else 1.0
        return min(1.0, (self.step - settings.eye_first + 1) / settings.warm_up)

    @torch.no_grad()
    def _average(self) -> None:
        # A young average follows closely: without this the first thousand steps would remember the random start.
        keep = min(self.settings.average, (1 + self.step) / (10 + self.step))
        own = self.network.state_dict()
        averages, new = list(self.averaged.values()), [own[name] for name in self.averaged]
        torch._foreach_lerp_(averages, new, 1 - keep)  # type: ignore[reportPrivateImportUsage]  # hundreds in one call

    def _progress(self) -> ChooserProgress:
        since, self._since_report = self._since_report, []
        names = ("contrast", "matching", "items", "telling", "side", "chosen")
        means = [_mean([getattr(losses, name) for losses in since]) for name in names]
        rate, cut = rate_at(self.step - 1, self.settings), sum(losses.cut for losses in since)
        return ChooserProgress(self.step, self.settings.steps, *means, rate=rate, seconds=self.seconds, cut=cut)


def _groups(parts: nn.Module, settings: ChooserTraining) -> list[dict]:
    """Matrices are decayed, vectors (norms, biases) and the temperature are not; the eye has its own rate."""
    return [
        {"params": chosen, "weight_decay": settings.weight_decay if matrices else 0.0, "eye": eye}
        for eye in (True, False)
        for matrices in (True, False)
        if (
            chosen := [
                each
                for name, each in parts.named_parameters()
                if name.startswith(_EYE) == eye and (each.ndim > 1) == matrices
            ]
        )
    ]


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return math.fsum(known) / len(known) if known else math.nan
