"""Training batches of the chooser: pictures with regions, true statements about them, and four-choice items.

A batch depends on nothing but the settings and the number of the step, so a run that was interrupted goes on as if it
had not been.
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

import torch
from PIL import Image
from torch import Tensor

from models.embedded.chooser import write_text
from models.embedded.picture import to_pixels
from models.embedded.tensors import padded, place_boxes
from models.embedded.vocabulary import BECAUSE, FIRST_SLOT, PAD, Vocabulary
from training.embedded.augment import jitter
from training.embedded.batches import choose_questions, side_labels
from training.embedded.chooser_settings import ChooserTraining
from training.embedded.pointing import point_at_some
from training.embedded.scene_cache import SceneCache
from training.embedded.shown_scene import shown_scene
from training.embedded.side_tasks import SideLabels
from training.scenes.choices import TOLD_TYPES, ChoiceItem, choice_items
from training.scenes.distractors import is_onlooker
from training.scenes.graph import SceneGraph
from training.scenes.questions import SceneQuestion, ask_about

Boxes = dict[int, tuple[float, float, float, float]]
CHOICES = 4


class Texts(NamedTuple):
    """Texts [T, L], padded, and the number of the picture each belongs to [T]."""

    words: Tensor
    of: Tensor


class ChooserBatch(NamedTuple):
    """B pictures, what is true of them (`told`, with a weight [T, L - 1] for each word that is to be told), those of it
    that are also compared and matched (`paired`, P texts; `fits` [P, B] says which pictures show the story that a text
    is of), and the choices of the four-choice items, four after four (`offered`), with the places of the right ones
    (`right` [items], 0 to 3).

    `cut` counts texts that are too long for the network and lost their end; items with such a text are left out."""

    pictures: Tensor
    boxes: Tensor
    present: Tensor
    told: Texts
    weights: Tensor
    paired: Texts
    fits: Tensor
    offered: Texts
    right: Tensor
    labels: SideLabels
    cut: int


class _Statement(NamedTuple):
    """What is given (a question, or question and answer) and what is stated; `weight` is that of its words, `story` the
    situation that it is of, None for what may be true of many pictures."""

    context: str
    statement: str
    weight: float
    story: str | None


class _Sample(NamedTuple):
    image: Image.Image
    boxes: Boxes
    ids: dict[int, int]
    graph: SceneGraph
    told: list[_Statement]
    items: list[ChoiceItem]


class _Offer(NamedTuple):
    """The choices of four-choice items, the picture of each, the places of the right ones, and how many were cut."""

    texts: list[list[int]]
    of: list[int]
    right: list[int]
    cut: int


def draw_chooser_batch(cache: SceneCache, vocabulary: Vocabulary, settings: ChooserTraining, step: int) -> ChooserBatch:
    """Return the batch of a step."""
    rng = random.Random(f"chooser {settings.seed}/{step}")
    if step < settings.eye_first:
        settings = settings.model_copy(update={"adversarial": 0.0})  # items take long to make and would not be used
    samples = [_sample(cache, rng.randrange(len(cache.graphs)), settings, rng) for _ in range(settings.pictures)]
    longest = settings.stack.text_words
    told, told_of = [], []
    paired: list[int] = []
    stories: list[str] = []
    weights: list[float] = []
    cut = 0
    for number, sample in enumerate(samples):
        texts = [write_text(vocabulary, each.context, each.statement) for each in sample.told]
        weights += [each.weight for each in sample.told]
        cut += sum(len(text) > longest for text in texts)
        own = sample.told[: settings.paired]
        paired += [len(told) + place for place, each in enumerate(own) if each.story]
        stories += [each.story for each in own if each.story]
        told += [text[:longest] for text in texts]
        told_of += [number] * len(texts)
    offer = _offer(samples, vocabulary, longest)
    words = padded(told)
    boxes, present = place_boxes([sample.boxes for sample in samples], settings.student.regions)
    return ChooserBatch(
        pictures=to_pixels([sample.image for sample in samples]),
        boxes=boxes,
        present=present,
        told=Texts(words, torch.tensor(told_of)),
        weights=statement_weights(words) * torch.tensor(weights)[:, None],
        paired=Texts(
            padded([told[each] for each in paired]), torch.tensor([told_of[each] for each in paired], dtype=torch.long)
        ),
        fits=_fits(stories, [sample.graph for sample in samples]),
        offered=Texts(padded(offer.texts), torch.tensor(offer.of, dtype=torch.long)),
        right=torch.tensor(offer.right, dtype=torch.long),
        labels=side_labels([(sample.graph, sample.ids) for sample in samples], settings.student),
        cut=cut + offer.cut,
    )


def _offer(samples: Sequence[_Sample], vocabulary: Vocabulary, longest: int) -> _Offer:
    offer = _Offer([], [], [], 0)
    for number, sample in enumerate(samples):
        for item in sample.items:
            choices = [write_text(vocabulary, item.question, choice) for choice in item.choices]
            if max(map(len, choices)) > longest:
                offer = offer._replace(cut=offer.cut + 1)
                continue
            offer.texts.extend(choices)
            offer.of.extend([number] * CHOICES)
            offer.right.append(item.label)
    return offer


def as_texts(question: SceneQuestion, *, rationale: bool) -> tuple[str, str]:
    """Return what is given and what is stated: question and answer, or question with answer and rationale."""
    if rationale:
        return f"{question.qar.question} {question.qar.answer}.", question.qar.rationale
    return question.qar.question, question.qar.answer


def statement_weights(words: Tensor) -> Tensor:
    """Return [T, L - 1] for the words [T, 1:]: 1 for the statement (what follows BECAUSE) and its end, else 0.

    The question is given and not to be guessed.
    """
    begun = (words == BECAUSE).int().cumsum(1)[:, :-1] > 0
    return (begun & (words[:, 1:] != PAD)).float()


def renumbered(words: Tensor, present: Tensor, rng: random.Random) -> Tensor:
    """Exchange the ids of texts [T, L] that their (new) picture does not have, `present` [T, K], for some that it has.

    Without this a text of another picture would be known by naming a region that is not there.
    """
    changed = words.clone()
    for row, there in enumerate(present.tolist()):
        given = [slot for slot, is_there in enumerate(there) if is_there]
        named = sorted({int(word) - FIRST_SLOT for word in words[row] if 0 <= word - FIRST_SLOT < len(there)})
        free = [slot for slot in given if slot not in named]
        rng.shuffle(free)
        for slot in named:
            if slot not in given and given:
                other = free.pop() if free else rng.choice(given)
                changed[row, words[row] == slot + FIRST_SLOT] = other + FIRST_SLOT
    return changed


def _sample(cache: SceneCache, number: int, settings: ChooserTraining, rng: random.Random) -> _Sample:
    graph = cache.graphs[number]
    ids = point_at_some(graph, rng, slots=settings.student.regions)
    asked = ask_about(graph, ids, rng)
    # What is true of a story goes first: it may be paired, as it is false of pictures that do not show the story.
    telling = [each for each in asked if _story_of(graph, each)]
    first = choose_questions(telling, min(settings.paired, settings.questions), rng) if telling else []
    chosen = [*first, *choose_questions(asked, settings.questions - len(first), rng)]
    told = [_state(graph, question, settings, rng) for question in chosen]
    items: list[ChoiceItem] = []
    if rng.random() < settings.adversarial:
        there = choice_items(graph, ids, rng)
        items = rng.sample(there, min(settings.items, len(there)))
    withheld = rng.random() < settings.withheld or settings.blind != "no"
    fitted = shown_scene(Image.fromarray(cache.pictures[number]), graph, ids, settings, rng)
    if withheld:
        return _Sample(fitted.image, {}, {}, graph, told, items)
    deviation = 0.0 if rng.random() < settings.exact_boxes else rng.uniform(0, settings.jitter)
    boxes = {
        slot: jitter(fitted.placement.place(graph.entities[entity].box, settings.student.pixels), deviation, rng)
        for entity, slot in ids.items()
    }
    return _Sample(fitted.image, boxes, ids, graph, told, items)


def _state(graph: SceneGraph, question: SceneQuestion, settings: ChooserTraining, rng: random.Random) -> _Statement:
    rationale = rng.random() < 0.5
    weight = settings.rationale_weight if rationale else 1.0
    return _Statement(*as_texts(question, rationale=rationale), weight, _story_of(graph, question))


def _story_of(graph: SceneGraph, question: SceneQuestion) -> str | None:
    """Return the situation whose telling answers a question, None where the answer may be true of many pictures."""
    if question.type not in TOLD_TYPES or question.entity is None or not question.needs_region:
        return None
    entity = graph.entities[question.entity]
    return None if is_onlooker(entity) else entity.situation


def _fits(stories: Sequence[str], graphs: Sequence[SceneGraph]) -> Tensor:
    """Return [P, B], True where a picture shows a story."""
    shown = [{happening.name for happening in graph.situations} for graph in graphs]
    rows = [[story in names for names in shown] for story in stories]
    return torch.tensor(rows, dtype=torch.bool).view(len(stories), len(graphs))
