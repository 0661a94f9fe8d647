"""The training of the student that compares: the three losses of BLIP-2's first stage on statements about regions."""

from collections.abc import Sequence

import torch
from torch import Tensor

from models.blip2.first_stage import FirstStage
from models.blip2.telling import Teller
from training.blip2.objectives import Pairs, first_stage_losses
from training.blip2.progress import Blip2Progress, Facts, facts_of, progress_of
from training.blip2.settings import StudentSettings
from training.blip2.shares import parts_of, refuse_uneven
from training.blip2.statements import Statements
from training.loop.processes import ALONE, Processes
from training.loop.stepping import CPU, Stepping

FIGURES = ("contrast", "matching", "generation")


class Blip2StudentTrainer(Stepping[StudentSettings, FirstStage, tuple[Pairs, ...], Facts, Blip2Progress]):
    """A run of the student."""

    def __init__(
        self,
        settings: StudentSettings,
        stage: FirstStage,
        teller: Teller,
        statements: Statements,
        *,
        device: torch.device = CPU,
        processes: Processes = ALONE,
    ) -> None:
        refuse_uneven(settings, processes)
        self._teller = teller
        self._statements = statements
        super().__init__(settings, stage, betas=(0.9, 0.999), device=device, processes=processes)

    def _draw(self, step: int) -> tuple[Pairs, ...]:
        return tuple(self._statements.pairs(part) for part in parts_of(step, self.settings, self.processes))

    def _parts(self, batch: tuple[Pairs, ...]) -> Sequence[tuple[Pairs, ...]]:
        return [(part,) for part in batch]

    def _losses(self, batch: tuple[Pairs, ...]) -> tuple[Tensor, Facts]:
        (pairs,) = batch
        if pairs.pixels.dtype == torch.uint8:
            pairs = pairs._replace(pixels=self._teller.numbers(pairs.pixels))
        losses = first_stage_losses(
            self.network,
            pairs,
            same_picture=self.settings.same_picture,
            processes=self.processes,
            # The same in all processes: they draw negatives for each other.
            generator=torch.Generator(self.device).manual_seed(hash((self.settings.seed, self.step)) % 2**31),
        )
        return losses.loss, facts_of(self.processes, losses.contrast, losses.matching, losses.generation)

    def _progress(self, since: Sequence[Facts]) -> Blip2Progress:
        return progress_of(self, FIGURES, since)
