"""The training of the paper's critic on what people said: BLIP-2's first stage with two more heads."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import torch
from torch import Tensor

from models.blip2.critic_network import Critic
from models.blip2.telling import Placed, Teller, place_candidate, told
from models.critic_labels import CriticLabel
from models.statements import written
from training.blip2.progress import Blip2Progress, Facts, facts_of, progress_of
from training.blip2.settings import CriticSettings
from training.blip2.shares import parts_of, refuse_uneven
from training.blip2.sights import Shown, Sights
from training.blip2.start import make_ready
from training.critics.targets import Targets, targets_of
from training.data.mixture import Mixture
from training.embedded.critic_data import Labelled
from training.loop.processes import ALONE, Processes
from training.loop.stepping import CPU, Stepping
from training.losses import critic_loss

FIGURES = ("accept", "qa", "rationale", "right")
_READERS = 8  # threads that open pictures


class CriticBatch(NamedTuple):
    """N statements about B pictures: bytes [B, 3, S, S] or what was seen of them [B, P, W], and `of` which each is."""

    shown: Tensor
    of: Tensor
    words: Tensor
    mask: Tensor
    targets: Targets


class Blip2CriticTrainer(Stepping[CriticSettings, Critic, tuple[CriticBatch, ...], Facts, Blip2Progress]):
    """A run of the critic."""

    def __init__(
        self,
        settings: CriticSettings,
        critic: Critic,
        teller: Teller,
        data: Labelled,
        *,
        sights: Sights | None = None,
        device: torch.device = CPU,
        processes: Processes = ALONE,
    ) -> None:
        refuse_uneven(settings, processes)
        self._teller = teller
        self._data = data
        self._sights = sights
        self._order = Mixture([len(data.labels)], [1.0], seed=settings.seed)
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="pictures")
        super().__init__(settings, critic, betas=(0.9, 0.999), device=device, processes=processes)

    def _draw(self, step: int) -> tuple[CriticBatch, ...]:
        return tuple(self._part(positions) for positions in parts_of(step, self.settings, self.processes))

    def _parts(self, batch: tuple[CriticBatch, ...]) -> Sequence[tuple[CriticBatch, ...]]:
        return [(part,) for part in batch]

    def _losses(self, batch: tuple[CriticBatch, ...]) -> tuple[Tensor, Facts]:
        (part,) = batch
        seen = part.shown if part.shown.ndim == 3 else self.network.stage.see(self._teller.numbers(part.shown))
        rated = self.network.rate(seen[part.of], part.words, part.mask)
        losses = critic_loss(*rated, *part.targets)
        right = ((rated.score > 0.5) == part.targets.accepted.bool()).float().mean()
        return losses.loss, facts_of(self.processes, losses.accept, losses.qa, losses.rationale, right)

    def _progress(self, since: Sequence[Facts]) -> Blip2Progress:
        return progress_of(self, FIGURES, since)

    def _part(self, positions: range) -> CriticBatch:
        labels = [self._data.labels[self._order.place(position).number] for position in positions]
        placed = [place_candidate(each.candidate, self._teller.manner.regions) for each in labels]
        shown = [shown_of(label, place) for label, place in zip(labels, placed, strict=True)]
        numbers = {each: number for number, each in enumerate(dict.fromkeys(shown))}
        pictures = list(self._readers.map(self._look, numbers))
        words = self._teller.words([self._text(*each) for each in zip(labels, placed, strict=True)])
        return CriticBatch(
            torch.stack(pictures),
            torch.tensor([numbers[each] for each in shown]),
            words.numbers,
            words.mask,
            targets_of(labels),
        )

    def _look(self, shown: Shown) -> Tensor:
        """Return what was seen of a picture, or the picture."""
        if self._sights is not None:
            return self._sights.of(shown)
        return self._teller.square(self._data.open_image(shown[0]), shown[1])

    def _text(self, label: CriticLabel, placed: Placed) -> str:
        return written(told(label.candidate.qar, placed), self._teller.manner.text, rationale=True)


def ready_critic(critic: Critic, settings: CriticSettings) -> None:
    """Let learn what a critic uses: it neither compares nor says anything."""
    stage = critic.stage
    unused = (stage.speaking, stage.temperature, stage.model.vision_projection, stage.model.text_projection)
    make_ready(stage, settings, without=unused)


def shown_of(label: CriticLabel, placed: Placed) -> Shown:
    """Return which picture, with which regions, a label is about."""
    return label.candidate.image_id, placed.regions
