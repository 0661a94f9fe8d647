"""Training batches of the verbalizers: what is in pictures, told in captions, narratives, answers, labels and boxes.

All texts come from `training/scenes/describing.py`, which tells what can be seen; nothing here knows causes,
intentions or what comes next. A batch depends on nothing but the settings and the number of the step, so a run that was
interrupted goes on as if it had not been.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple, get_args

import torch
from PIL import Image
from torch import Tensor

from models.embedded.picture import to_pixels, within
from models.embedded.settings import StudentSettings
from models.embedded.tensors import padded, place_boxes
from models.embedded.verbalizer_network import NARRATIVE_PROMPT, caption_prompt
from models.embedded.vocabulary import END, PAD, START, Vocabulary, learn_vocabulary
from training.embedded.augment import jitter, vary
from training.embedded.proposal_targets import ProposalTargets, Wanted, proposal_targets, wanted_of
from training.embedded.scene_cache import SceneCache
from training.embedded.verbalizer_settings import VerbalizerTraining
from training.embedded.verbalizer_sights import sight_labels
from training.scenes.describing import (
    VOCABULARIES,
    caption,
    entity_labels,
    is_held_out_label,
    narrative,
    picture_labels,
    simple_questions,
)
from training.scenes.graph import SceneGraph
from training.scenes.occlusion import overlap

Kind = Literal["caption", "answer", "narrative"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_STRIDE = 8  # of the map that proposals are read from
_ALONE = 0.1  # a stray box overlaps no entity by more than this share of itself
_TRIES = 20


class Line(NamedTuple):
    """A text to be said and what it is the answer to."""

    kind: Kind
    prompt: str
    text: str


class Texts(NamedTuple):
    """Lines as word numbers: `prompts` [Q, L], `words` [Q, M], the `weights` [Q, M - 1] of the words that follow
    `words[:, :-1]`, and the `kinds` [Q] of the lines, indices into KINDS. The lines of a picture follow each other."""

    prompts: Tensor
    words: Tensor
    weights: Tensor
    kinds: Tensor


class Labels(NamedTuple):
    """Which labels are true: of the `pictures` [B, L] and of their `regions` [B, K, L]; see `training_labels`."""

    pictures: Tensor
    regions: Tensor


class VerbalizerBatch(NamedTuple):
    """B pictures with as many short lines each (`short` [B * R]) and one long one (`long` [B]).

    `pictures`, `boxes` and `present` as for the network; `sights` [B, K, sets] as in `verbalizer_sights.py`. `cut`
    counts texts that were too long for the network and lost their end.
    """

    pictures: Tensor
    boxes: Tensor
    present: Tensor
    short: Texts
    long: Texts
    sights: Tensor
    labels: Labels
    proposals: ProposalTargets
    cut: int


class _Sample(NamedTuple):
    image: Image.Image
    graph: SceneGraph
    slots: dict[int, int]  # by entity index
    boxes: dict[int, tuple[float, float, float, float]]  # by slot: those of entities, and stray ones
    wanted: tuple[Wanted, ...]
    lines: list[Line]
    story: Line


@cache
def training_labels() -> tuple[str, ...]:
    """Return the labels that are learned: all of the vocabularies but those that are held out."""
    every = {label for labels in VOCABULARIES.values() for label in labels}
    return tuple(sorted(label for label in every if not is_held_out_label(label)))


def draw_verbalizer_batch(
    cache: SceneCache, vocabulary: Vocabulary, settings: VerbalizerTraining, step: int
) -> VerbalizerBatch:
    """Return the batch of a step."""
    rng = random.Random(f"verbalizers {settings.seed}/{step}")
    chosen = [rng.randrange(len(cache.graphs)) for _ in range(settings.pictures)]
    samples = [_sample(cache, number, settings, rng) for number in chosen]
    limits = settings.network.teller
    short, cut = _texts([line for sample in samples for line in sample.lines], vocabulary, settings)
    long, cut_long = _texts([sample.story for sample in samples], vocabulary, settings)
    shown = [(sample.graph, sample.slots) for sample in samples]
    boxes, present = place_boxes([sample.boxes for sample in samples], limits.regions)
    return VerbalizerBatch(
        pictures=to_pixels([sample.image for sample in samples]),
        boxes=boxes,
        present=present,
        short=short,
        long=long,
        sights=sight_labels(shown, limits.regions),
        labels=_labels(shown, limits.regions),
        proposals=proposal_targets([sample.wanted for sample in samples], limits.glance // _STRIDE),
        cut=cut + cut_long,
    )


def lines_of(graph: SceneGraph, rng: random.Random) -> Iterator[Line]:
    """Yield every kind of line that a scene can give, for learning the words."""
    for entity in graph.entities:
        yield Line("caption", caption_prompt(0), caption(graph, entity.index, rng))
    for asked in simple_questions(graph, rng):
        yield Line("answer", asked.text, asked.answer)
    yield Line("narrative", NARRATIVE_PROMPT, narrative(graph, rng))


def learn_verbalizer_words(graphs: Sequence[SceneGraph], *, size: int, slots: int) -> Vocabulary:
    """Return a tokenizer of at most `size` pieces; the same graphs give the same one."""
    return learn_vocabulary(_texts_to_learn(graphs), size=size, slots=slots)


def write(vocabulary: Vocabulary, text: str) -> list[int]:
    """Return START, the words of a text in lower case, END."""
    return [START, *vocabulary.read_question(text), END]


def _texts_to_learn(graphs: Sequence[SceneGraph]) -> Iterator[str]:
    rng = random.Random("the words of verbalizers")
    yield from training_labels()
    for graph in graphs:
        for line in lines_of(graph, rng):
            yield line.text.lower()
            if line.kind != "caption":  # its prompt names a region, which is a word of its own and has no letters
                yield line.prompt.lower()


def _sample(cache: SceneCache, number: int, settings: VerbalizerTraining, rng: random.Random) -> _Sample:
    graph = cache.graphs[number]
    limits = settings.network.teller
    fitted = vary(Image.fromarray(cache.pictures[number]), limits.pixels, rng)
    slots = _choose_regions(graph, settings, rng)
    seen = {each.index: fitted.placement.place(each.box, limits.pixels) for each in graph.entities}
    wanted = wanted_of(graph, seen)
    deviation = 0.0 if rng.random() < settings.exact_boxes else rng.uniform(0, settings.jitter)
    boxes = {slot: within(jitter(seen[entity], deviation, rng)) for entity, slot in slots.items()}
    free = [slot for slot in range(limits.regions) if slot not in boxes]
    if free and rng.random() < settings.stray:
        stray = _stray_box(wanted, rng)
        if stray is not None:
            boxes[rng.choice(free)] = stray
    return _Sample(
        image=fitted.image,
        graph=graph,
        slots=slots,
        boxes=boxes,
        wanted=wanted,
        lines=_short_lines(graph, slots, settings, rng),
        story=Line("narrative", NARRATIVE_PROMPT, narrative(graph, rng)),
    )


def _choose_regions(graph: SceneGraph, settings: VerbalizerTraining, rng: random.Random) -> dict[int, int]:
    """Return region slots by entity index: of as many entities as there are slots for, of fewer, or of none."""
    slots = settings.network.teller.regions
    most = min(slots, len(graph.entities))
    chance = rng.random()
    if most == 0 or chance < settings.withheld:
        return {}
    count = rng.randint(1, most) if chance < settings.withheld + settings.few else most
    return dict(zip(rng.sample(range(len(graph.entities)), count), rng.sample(range(slots), count), strict=True))


def _short_lines(
    graph: SceneGraph, slots: dict[int, int], settings: VerbalizerTraining, rng: random.Random
) -> list[Line]:
    """Return captions of the regions in turn, then answers; only answers where no region is shown."""
    entities = list(slots)
    count = settings.captions if entities else 0
    captions = [entities[number % len(entities)] for number in range(count)]
    asked = simple_questions(graph, rng)
    # Every kind of question has its share, however many of it a scene allows.
    per_kind = Counter(each.kind for each in asked)
    shares = [1 / per_kind[each.kind] for each in asked]
    answers = settings.captions + settings.questions - count
    return [
        *(Line("caption", caption_prompt(slots[entity]), caption(graph, entity, rng)) for entity in captions),
        *(Line("answer", each.text, each.answer) for each in rng.choices(asked, shares, k=answers)),
    ]


def _stray_box(wanted: Sequence[Wanted], rng: random.Random) -> tuple[float, float, float, float] | None:
    """Return a box that lies where nothing is, or None where no such place is found."""
    for _ in range(_TRIES):
        width, height = rng.uniform(0.06, 0.3), rng.uniform(0.06, 0.3)
        x0, y0 = rng.uniform(0, 1 - width), rng.uniform(0, 1 - height)
        box = (x0, y0, x0 + width, y0 + height)
        if all(overlap(box, each.box) < _ALONE * width * height for each in wanted):
            return box
    return None


def _texts(lines: Sequence[Line], vocabulary: Vocabulary, settings: VerbalizerTraining) -> tuple[Texts, int]:
    """Return lines as numbers, and how many were too long."""
    limits: StudentSettings = settings.network.teller
    prompts = [vocabulary.read_question(line.prompt) for line in lines]
    words = [write(vocabulary, line.text) for line in lines]
    # The network reads all words but the last of a text, so one more than its places fits.
    most = limits.answer_words + 1
    cut = sum(len(row) > limits.question_words for row in prompts) + sum(len(row) > most for row in words)
    said = padded([row[:most] for row in words])
    kinds = torch.tensor([KINDS.index(line.kind) for line in lines])
    each = torch.tensor([1.0, settings.answer_weight, settings.narrative_weight])[kinds]
    return Texts(
        prompts=padded([row[: limits.question_words] for row in prompts]),
        words=said,
        weights=torch.where(said[:, 1:] == PAD, 0.0, each[:, None]),
        kinds=kinds,
    ), cut


def _labels(shown: Sequence[tuple[SceneGraph, dict[int, int]]], regions: int) -> Labels:
    numbers = {label: number for number, label in enumerate(training_labels())}
    pictures = torch.zeros(len(shown), len(numbers), dtype=torch.bool)
    each = torch.zeros(len(shown), regions, len(numbers), dtype=torch.bool)
    for row, (graph, slots) in enumerate(shown):
        pictures[row, [numbers[label] for label in picture_labels(graph) if label in numbers]] = True
        for entity, slot in slots.items():
            true = [numbers[label] for label in entity_labels(graph.entities[entity]) if label in numbers]
            each[row, slot, true] = True
    return Labels(pictures, each)
