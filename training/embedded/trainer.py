"""The student's training: what it says of questions about drawn scenes, and what its region tokens know beside that."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from models.embedded.network import StudentNetwork
from models.embedded.vision import Glance
from models.embedded.vocabulary import Vocabulary
from training.embedded.batches import Batch, draw_batch
from training.embedded.cells import CellTask
from training.embedded.other_things import OtherThings
from training.embedded.proposal_targets import proposal_loss
from training.embedded.scene_cache import SceneCache
from training.embedded.settings import TrainingSettings
from training.embedded.side_tasks import SideTasks, with_concepts
from training.loop.stepping import CPU, Stepping, mean
from training.losses import word_loss
from training.scenes.tags import TAG_SETS


class Progress(NamedTuple):
    """Where a run is: the losses and the shares of right tags are means since the last report, `cut` is the number of
    texts since then that were too long for the network."""

    step: int
    steps: int
    words: float
    side: float
    cells: float
    found: float
    tags: dict[str, float]
    rate: float
    seconds: float
    cut: int


class Facts(NamedTuple):
    """The losses of a step, the shares of right tags by tag set, and the number of texts that were cut."""

    words: float
    side: float
    cells: float
    found: float
    right: tuple[float, ...]
    cut: int


class Trainer(Stepping[TrainingSettings, StudentNetwork, Batch, Facts, Progress]):
    """A run of the student."""

    def __init__(
        self, settings: TrainingSettings, cache: SceneCache, vocabulary: Vocabulary, *, device: torch.device = CPU
    ) -> None:
        self._cache = cache
        self._vocabulary = vocabulary
        torch.manual_seed(settings.seed)
        network = StudentNetwork(with_concepts(settings.student))
        network.spell(vocabulary)
        self._side = SideTasks(settings.student.width)
        self._cells = CellTask(settings.student.width)
        super().__init__(settings, network, beside={"side": self._side, "cells": self._cells}, device=device)

    def _draw(self, step: int) -> Batch:
        return draw_batch(self._cache, self._vocabulary, self.settings, step)

    def _losses(self, batch: Batch) -> tuple[Tensor, Facts]:
        counted = batch.weights > 0
        glance = self.network.eye.look_over(batch.pictures)
        noticed = batch.others.noticed if batch.others is not None else None
        seen = self.network.look_at(glance, batch.boxes, batch.present, noticed)
        scores = self.network.score(self.network.read(seen, batch.questions), batch.answers[:, :-1], counted)
        side = self._side(seen, batch.labels, batch.others)
        cells = self._cells(seen.picture, batch.cells)
        words = word_loss(scores, batch.answers[:, 1:][counted], batch.weights[counted])
        found = _lost_by_proposals(glance, batch.others)
        loss = words + self.settings.side_weight * side.loss + self.settings.cell_weight * cells
        loss = loss + self.settings.proposal_weight * found
        return loss, Facts(words.item(), side.loss.item(), cells.item(), found.item(), side.right, batch.cut)

    def _progress(self, since: Sequence[Facts]) -> Progress:
        tags = {name: mean([facts.right[number] for facts in since]) for number, name in enumerate(TAG_SETS)}
        return Progress(
            self.step,
            self.settings.steps,
            words=mean([facts.words for facts in since]),
            side=mean([facts.side for facts in since]),
            cells=mean([facts.cells for facts in since]),
            found=mean([facts.found for facts in since]),
            tags=tags,
            rate=self.last_rate,
            seconds=self.seconds,
            cut=sum(facts.cut for facts in since),
        )


def _lost_by_proposals(glance: Glance, others: OtherThings | None) -> Tensor:
    if glance.proposed is None or others is None:
        return torch.zeros(())
    return proposal_loss(glance.proposed, others.proposals)
