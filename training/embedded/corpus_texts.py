"""The texts of a corpus in the order in which a student learns from them.

The texts of a picture come a few at a time, so that what is seen of it serves them together; every text comes once in
an epoch. The order hangs on the seed and the place in it alone, so a run that was stopped goes on as if it had not
been.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PIL import Image

from models.corpus import PromptKind
from models.errors import BadSetting
from models.records import Box
from training.data.example import Example
from training.embedded.corpus_settings import CorpusTraining

Texts = list[Example]


class Lessons(NamedTuple):
    """What is learned from: examples, how the picture of a name is opened, and in words what they are."""

    examples: tuple[Example, ...]
    open_image: Callable[[str], Image.Image]
    about: str

    @property
    def pictures(self) -> dict[str, tuple[Box, ...]]:
        """Return the boxes of all regions of every picture, each once."""
        boxes: dict[str, dict[Box, None]] = {}
        for each in self.examples:
            boxes.setdefault(each.image, {}).update(dict.fromkeys(region.box for region in each.regions))
        return {name: tuple(own) for name, own in boxes.items()}

    def of(self, kind: PromptKind) -> "Lessons":
        """Return the texts of one kind."""
        return self._replace(examples=tuple(each for each in self.examples if each.kind == kind))


def readable(lessons: Lessons, most: int) -> Lessons:
    """Return the texts that name at most so many regions; of more a student cannot tell which is which."""
    return lessons._replace(examples=tuple(each for each in lessons.examples if len(each.mentioned) <= most))


class Curriculum:
    """Which texts belong to which step."""

    def __init__(self, lessons: Lessons, settings: CorpusTraining) -> None:
        """Raises BadSetting where there is no text, or none of a kind that is asked for."""
        self._settings = settings
        self._streams = [
            (_Stream(texts, f"{settings.seed} {name}", settings.together), share)
            for name, texts, share in _shared(lessons, settings)
        ]

    def texts(self, step: int) -> Texts:
        """Return the texts of a step, those of one picture next to each other."""
        drawn: Texts = []
        for stream, share in self._streams:
            first, last = (round(share * self._settings.texts * place) for place in (step, step + 1))
            drawn += [stream.text(place) for place in range(first, last)]
        return drawn


class _Stream:
    """Texts over and over, every time in another order."""

    def __init__(self, texts: Sequence[Example], name: str, together: int) -> None:
        self._name = name
        self._together = together
        self._by_picture: dict[str, Texts] = {}
        for each in texts:
            self._by_picture.setdefault(each.image, []).append(each)
        self._count = len(texts)
        self._epochs: dict[int, Texts] = {}

    def text(self, place: int) -> Example:
        epoch, number = divmod(place, self._count)
        if epoch not in self._epochs:
            # A step may end one epoch and begin the next.
            self._epochs = {known: texts for known, texts in self._epochs.items() if known == epoch - 1}
            self._epochs[epoch] = self._ordered(epoch)
        return self._epochs[epoch][number]

    def _ordered(self, epoch: int) -> Texts:
        rng = random.Random(f"{self._name}/{epoch}")
        parts: list[Texts] = []
        for texts in self._by_picture.values():
            shuffled = rng.sample(texts, len(texts))
            parts += [shuffled[at : at + self._together] for at in range(0, len(shuffled), self._together)]
        rng.shuffle(parts)
        return [each for part in parts for each in part]


def _shared(lessons: Lessons, settings: CorpusTraining) -> Iterator[tuple[str, Sequence[Example], float]]:
    """Yield the texts that have a share of their own in every step, with a name and that share."""
    if settings.named is None:
        kinds: dict[str, tuple[Lessons, float]] = {"all": (lessons, 1.0)}
    else:
        kinds = {
            "regions": (lessons.of("regions"), settings.named),
            "descriptions": (lessons.of("descriptions"), 1 - settings.named),
        }
    for name, (own, share) in kinds.items():
        if not share:
            continue
        if not own.examples:
            kind = "" if name == "all" else f" of the kind {name!r}"
            raise BadSetting(f"The corpus holds no text{kind} that a student could learn from.")
        yield name, own.examples, share
