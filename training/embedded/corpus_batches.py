"""Training batches of a student that learns from a corpus: what is seen of some pictures, and texts about them.

Which regions a text is shown with, and under which numbers, is dealt out anew every time (section 3.1 of the paper):
those that it names, and often some of the others. A batch depends on nothing but the corpus, the settings and the
number of the step, so a run that was interrupted goes on as if it had not been.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import torch
from PIL import Image
from torch import Tensor

from models.embedded.noticing import covered
from models.embedded.picture import inside, to_pixels
from models.embedded.settings import StudentSettings
from models.embedded.tensors import padded, place_boxes
from models.embedded.vision import Looks
from models.embedded.vocabulary import Vocabulary
from models.records import Box
from training.data.example import Example
from training.data.numbering import NumberingSettings
from training.embedded.answer_weights import answer_weights
from training.embedded.augment import jitter, vary
from training.embedded.corpus_settings import CorpusTraining
from training.embedded.corpus_sights import Boxes, Sight
from training.embedded.corpus_words import plain

SightOf = Callable[[str, Boxes], Sight]


class Shown(NamedTuple):
    """Pictures [B, 3, S, S] and the regions of each by slot, for an eye that learns."""

    pictures: Tensor
    boxes: Tensor
    present: Tensor


class CorpusBatch(NamedTuple):
    """B views of pictures, either as the eye keeps them (`looks`) or as they are (`shown`), and T texts: the view `of`
    [T] each, `questions` [T, L], `answers` [T, M] and the `weights` [T, M - 1] of the words that follow
    `answers[:, :-1]`. `cut` counts texts that were too long for the network and lost their end."""

    looks: Looks | None
    shown: Shown | None
    of: Tensor
    questions: Tensor
    answers: Tensor
    weights: Tensor
    cut: int


class View(NamedTuple):
    """A picture, the boxes of its regions, which of them are in which slot, and the texts about it, by slot."""

    picture: str
    boxes: Boxes
    slots: dict[int, int]  # places of boxes by slot
    texts: tuple[Example, ...]


def views_of(
    texts: Sequence[Example], boxes: dict[str, Boxes], settings: CorpusTraining, rng: random.Random
) -> Iterator[View]:
    """Yield the pictures of texts, each as often as it takes to show all that its texts name."""
    slots = settings.student.regions
    group: list[Example] = []
    named: dict[Box, None] = {}
    for each in texts:
        own = _named(each)
        if group and (each.image != group[0].image or len({*named, *own}) > slots):
            yield _view(group, list(named), boxes[group[0].image], settings, rng)
            group, named = [], {}
        group.append(each)
        named |= own
    if group:
        yield _view(group, list(named), boxes[group[0].image], settings, rng)


def batch_of(views: Sequence[View], vocabulary: Vocabulary, settings: CorpusTraining) -> CorpusBatch:
    """Return the texts of some views; what is seen is to be added."""
    limits = settings.student
    texts = [each for view in views for each in view.texts]
    questions = [vocabulary.read_question(plain(each.qar.question)) for each in texts]
    answers = [vocabulary.write_answer(plain(each.qar.answer), plain(each.qar.rationale)) for each in texts]
    # The network reads all words but the last of an answer, so one more than its places fits.
    most = limits.answer_words + 1
    cut = sum(len(words) > limits.question_words for words in questions) + sum(len(words) > most for words in answers)
    words = padded([each[:most] for each in answers])
    return CorpusBatch(
        looks=None,
        shown=None,
        of=torch.tensor([number for number, view in enumerate(views) for _ in view.texts]),
        questions=padded([each[: limits.question_words] for each in questions]),
        answers=words,
        weights=answer_weights(words[:, 1:], settings.rationale_weight),
        cut=cut,
    )


def look_again(views: Sequence[View], sight_of: SightOf, limits: StudentSettings, rng: random.Random) -> Looks:
    """Return what was seen of the views, each region in one of the places where it was looked at."""
    looks = [_looks(view, sight_of(view.picture, view.boxes), limits, rng) for view in views]
    return Looks(*(torch.stack(part) for part in zip(*looks, strict=True)))


def show(
    views: Sequence[View], open_image: Callable[[str], Image.Image], settings: CorpusTraining, rng: random.Random
) -> Shown:
    """Return the pictures and regions of the views, a little different every time."""
    images: list[Image.Image] = []
    placed: list[dict[int, tuple[float, float, float, float]]] = []
    side = settings.student.pixels
    for view in views:
        image = open_image(view.picture)
        fitted = vary(image, side, rng)
        boxes = {slot: fitted.placement.place(inside(view.boxes[at], image), side) for slot, at in view.slots.items()}
        placed.append({slot: jitter(box, rng.uniform(0, settings.jitter), rng) for slot, box in boxes.items()})
        images.append(fitted.image)
    return Shown(to_pixels(images), *place_boxes(placed, settings.student.regions))


def _looks(view: View, sight: Sight, limits: StudentSettings, rng: random.Random) -> tuple[Tensor, ...]:
    """Return a row of `Looks`."""
    width = sight.patches.shape[-1]
    count = limits.regions + limits.notices
    things, boxes = torch.zeros(count, width), torch.zeros(count, 4)
    present = torch.zeros(count, dtype=torch.bool)
    for slot, at in view.slots.items():
        look = rng.randrange(len(sight.regions))
        things[slot], boxes[slot], present[slot] = sight.regions[look, at].float(), sight.boxes[look, at], True
    pointed_at = boxes[: limits.regions][present[: limits.regions]]
    free = (~covered(sight.noticed_boxes, pointed_at)).nonzero()[: limits.notices, 0]
    end = limits.regions + len(free)
    things[limits.regions : end], boxes[limits.regions : end] = sight.noticed[free].float(), sight.noticed_boxes[free]
    present[limits.regions : end] = True
    return sight.patches.float(), things, boxes, present


def _named(example: Example) -> dict[Box, None]:
    mentioned = set(example.mentioned)
    return dict.fromkeys(region.box for region in example.regions if region.id in mentioned)


def _view(
    texts: Sequence[Example], named: list[Box], boxes: Boxes, settings: CorpusTraining, rng: random.Random
) -> View:
    """Return the texts of one picture with the regions they are shown with, in slots dealt out by chance."""
    slots = settings.student.regions
    others = [box for box in boxes if box not in named]
    shown = named + rng.sample(others, _how_many_others(len(named), len(others), slots, settings.numbering, rng))
    slot_of = dict(zip(shown, rng.sample(range(slots), len(shown)), strict=True))
    places = {box: place for place, box in enumerate(boxes)}
    return View(
        picture=texts[0].image,
        boxes=boxes,
        slots={slot: places[box] for box, slot in slot_of.items()},
        texts=tuple(_renumbered(each, slot_of) for each in texts),
    )


def _renumbered(example: Example, slot_of: dict[Box, int]) -> Example:
    return example.renumbered({region.id: slot_of[region.box] for region in example.regions if region.box in slot_of})


def _how_many_others(named: int, others: int, slots: int, settings: NumberingSettings, rng: random.Random) -> int:
    fitting = max(0, min(others, min(slots, settings.most) - named))
    without = settings.named_only if named else 1 - settings.described
    if rng.random() < without or not fitting:
        return 0
    return rng.randint(1, fitting) if settings.some_others else fitting
