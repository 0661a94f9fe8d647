"""The training of a student on a corpus; the loop itself is in `training/loop/stepping.py`.

All that it learns is to say what the corpus says: no scene is known here, and no truth.
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from models.embedded.network import StudentNetwork
from models.embedded.vision import Seen
from models.embedded.vocabulary import Vocabulary
from training.embedded.corpus_batches import CorpusBatch, batch_of, look_again, show, views_of
from training.embedded.corpus_settings import CorpusTraining
from training.embedded.corpus_sights import Sights
from training.embedded.corpus_texts import Curriculum, Lessons
from training.loop.stepping import CPU, Stepping, mean
from training.losses import word_loss


class CorpusProgress(NamedTuple):
    """Where a run is: `words` is the mean loss of a word since the last report, `right` the share of words that were
    the likeliest ones, `cut` the number of texts since then that were too long for the network."""

    step: int
    steps: int
    words: float
    right: float
    rate: float
    seconds: float
    cut: int


class _Facts(NamedTuple):
    words: float
    right: float
    cut: int


class CorpusTrainer(Stepping[CorpusTraining, StudentNetwork, CorpusBatch, _Facts, CorpusProgress]):
    """A run of a student on a corpus, of which it learns `lessons`; with `sights` its eye does not look again."""

    def __init__(
        self,
        settings: CorpusTraining,
        network: StudentNetwork,
        vocabulary: Vocabulary,
        lessons: Lessons,
        sights: Sights | None,
        *,
        device: torch.device = CPU,
    ) -> None:
        self._vocabulary = vocabulary
        self.lessons = lessons
        self._boxes = lessons.pictures
        self._curriculum = Curriculum(lessons, settings)
        self._sights = sights
        super().__init__(settings, network, device=device)

    def _draw(self, step: int) -> CorpusBatch:
        rng = random.Random(f"corpus {self.settings.seed}/{step}")
        views = list(views_of(self._curriculum.texts(step), self._boxes, self.settings, rng))
        batch = batch_of(views, self._vocabulary, self.settings)
        if self._sights is None:
            return batch._replace(shown=show(views, self.lessons.open_image, self.settings, rng))
        return batch._replace(looks=look_again(views, self._sights.of, self.settings.student, rng))

    def _losses(self, batch: CorpusBatch) -> tuple[Tensor, _Facts]:
        counted = batch.weights > 0
        understood = self.network.read(self._see(batch).of(batch.of), batch.questions)
        scores = self.network.score(understood, batch.answers[:, :-1], counted)
        following = batch.answers[:, 1:][counted]
        words = word_loss(scores, following, batch.weights[counted])
        right = (scores.detach().argmax(-1) == following).float().mean()
        return words, _Facts(words.item(), right.item(), batch.cut)

    def _see(self, batch: CorpusBatch) -> Seen:
        if batch.shown is not None:
            return self.network.see(*batch.shown)
        if batch.looks is None:
            raise ValueError("a batch with neither pictures nor what was seen of them")
        with torch.set_grad_enabled(self.settings.eye != "nothing"):
            seen = self.network.eye.put_together(batch.looks, self.network.numbers)
        return self.network.name(seen)

    def _progress(self, since: Sequence[_Facts]) -> CorpusProgress:
        return CorpusProgress(
            self.step,
            self.settings.steps,
            words=mean([facts.words for facts in since]),
            right=mean([facts.right for facts in since]),
            rate=self.last_rate,
            seconds=self.seconds,
            cut=sum(facts.cut for facts in since),
        )
