"""The training of a model that writes: the next piece of what is to be said, and nothing else."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import torch
from torch import Tensor

from training.blip2.progress import Blip2Progress, Facts, facts_of, progress_of
from training.blip2.shares import parts_of, refuse_uneven
from training.generative.batches import Batch
from training.generative.learning import halve_frozen
from training.generative.settings import GenerativeSettings
from training.generative.start import Family
from training.generative.turns import Turn
from training.loop.processes import ALONE, Processes
from training.loop.stepping import CPU, Stepping
from training.losses import word_loss

log = logging.getLogger(__name__)

FIGURES = ("words", "right")  # the loss of a piece, and the share of pieces that were the likeliest
_READERS = 8  # threads that open pictures


class GenerativeTrainer(Stepping[GenerativeSettings, Any, tuple[Batch, ...], Facts, Blip2Progress]):
    """A run of a model that writes. Any: the model is whichever one transformers has."""

    def __init__(
        self,
        settings: GenerativeSettings,
        family: Family,
        model: Any,
        turns: Callable[[int], Turn],
        *,
        device: torch.device = CPU,
        processes: Processes = ALONE,
    ) -> None:
        refuse_uneven(settings, processes)
        self._family = family
        self._turns = turns
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="pictures")
        super().__init__(settings, model, betas=(0.9, 0.999), device=device, processes=processes)
        if self.bfloat16:
            began = self._began_with  # is known from here on, whatever a device makes of it
            halve_frozen(self.network)
            log.info("what does not learn is held in bfloat16; it began with %s", began[:12])

    def _draw(self, step: int) -> tuple[Batch, ...]:
        parts = [
            self._family.batch(list(self._readers.map(self._turns, positions)))
            for positions in parts_of(step, self.settings, self.processes)
        ]
        share = torch.stack([part.share for part in parts]).mean()
        return tuple(part._replace(share=share) for part in parts)

    def _parts(self, batch: tuple[Batch, ...]) -> Sequence[tuple[Batch, ...]]:
        return [(part,) for part in batch]

    def _losses(self, batch: tuple[Batch, ...]) -> tuple[Tensor, Facts]:
        (part,) = batch
        scores = self._family.scores(self.network, part)
        # A piece counts as much in whichever part of the batch, and in whichever process, it is learned.
        share = self.processes.gather(part.share[None]).mean()
        words = word_loss(scores, part.said, part.told) * part.told.sum() / share
        likeliest = (scores.detach().argmax(-1) == part.said) & part.told.bool()
        return words, facts_of(self.processes, words, likeliest.sum() / share)

    def _progress(self, since: Sequence[Facts]) -> Blip2Progress:
        return progress_of(self, FIGURES, since)
