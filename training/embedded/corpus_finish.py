"""After training on a corpus: fit what tells pictures of another world, measure a little, write the card.

No truth is at hand, so none is used: the student has no confidence, and the temperature at which its likelihoods become
shares of belief is nobody's measurement.
"""

import random
from collections.abc import Callable
from pathlib import Path

import torch

from models.embedded.domain import DomainDetector, describe, fit_detector
from models.embedded.folder import CARD, WEIGHTS, write_whole
from models.embedded.weights import StoredStudent, open_student, save_student
from training.embedded.corpus_card import write_corpus_card
from training.embedded.corpus_texts import Lessons

LEAST_PICTURES = 60  # fewer do not show what is usual
_MOST_PICTURES = 900
_HELD_OUT = 3  # one in so many decides how far is too far


def finish_on_corpus(
    folder: Path,
    *,
    name: str,
    lessons: Lessons,
    least: int = LEAST_PICTURES,
    report: Callable[[str], None] = lambda _line: None,
) -> StoredStudent:
    """Add a domain detector and the card to a student's folder, and return the student.

    The detector knows the pictures that the student learned from; of fewer than `least` pictures it is not fitted.
    """
    stored = open_student(folder)
    names = sorted({each.image for each in lessons.examples})
    if len(names) >= least:
        report("fitting the domain detector")
        detector = _detector(stored, lessons, random.Random(0).sample(names, min(len(names), _MOST_PICTURES)))
        save_student(
            folder,
            stored.network,
            stored.vocabulary,
            training=stored.settings.training,
            domain=detector.tensors(),
            reader=stored.reader,
        )
        stored = open_student(folder)
    card = write_corpus_card(name, stored, mebibytes=(folder / WEIGHTS).stat().st_size / 2**20)
    write_whole(folder / CARD, card.encode())
    return stored


def _detector(stored: StoredStudent, lessons: Lessons, names: list[str]) -> DomainDetector:
    rows = torch.stack([describe(stored.network, lessons.open_image(name)) for name in names])
    held_out = torch.arange(len(names)) % _HELD_OUT == 0
    return fit_detector(rows[~held_out], rows[held_out], quantile=1.0)
