"""Training batches: pictures with some entities pointed at, and questions about them with true answers.

A batch depends on nothing but the settings and the number of the step, so a run that was interrupted goes on as if it
had not been.
"""

import random
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import torch
from PIL import Image
from torch import Tensor

from models.embedded.picture import to_pixels
from models.embedded.settings import StudentSettings
from models.embedded.tensors import padded, place_boxes
from models.embedded.vision import STRIDE
from models.embedded.vocabulary import Vocabulary
from training.embedded.answer_weights import answer_weights
from training.embedded.augment import jitter
from training.embedded.cells import cell_labels
from training.embedded.other_things import OtherThings, Shown, notice_some, other_things
from training.embedded.pointing import point_at_some
from training.embedded.scene_cache import SceneCache
from training.embedded.settings import TrainingSettings
from training.embedded.shown_scene import shown_scene
from training.embedded.side_tasks import NOTHING, SideLabels
from training.scenes.graph import SceneGraph
from training.scenes.questions import SceneQuestion, ask_about
from training.scenes.tags import PLACES, TAG_SETS, tags_of

# How often a type is asked, against 1: causes, their effects and comparisons are learned last, what a look tells
# first.
_TYPE_WEIGHTS = {
    "why": 3.5,
    "before": 3.0,
    "after": 3.0,
    "intent": 3.0,
    "spatial": 3.0,
    "action": 2.5,
    "inference": 2.5,
    "relationship": 2.0,
    "counting": 2.0,
    "factual": 2.0,
    "focus": 1.8,
    "temporal": 1.8,
    "negation": 1.6,
    "which": 1.5,
    "emotion": 0.4,
    "attribute": 0.4,
    "purpose": 0.4,
    "type": 0.4,
    "role": 0.4,
}
_WHOLE_PICTURE_WEIGHT = 0.5
_REGION = re.compile(r"\[\d+\]")


class Batch(NamedTuple):
    """B pictures with R questions each: see `StudentNetwork` for the shapes. `weights` [Q, L - 1] belong to the
    words that follow `answers[:, :-1]`; `others` are told about what nobody points at, if the student notices such
    things; `cells` [B, P, sets] are labels of the picture's tokens (`cells.py`); `cut` counts texts too long for the
    network, which lost their end."""

    pictures: Tensor
    boxes: Tensor
    present: Tensor
    questions: Tensor
    answers: Tensor
    weights: Tensor
    labels: SideLabels
    others: OtherThings | None
    cells: Tensor
    cut: int


class _Sample(NamedTuple):
    image: Image.Image
    boxes: dict[int, tuple[float, float, float, float]]  # of regions, by slot
    ids: dict[int, int]
    seen: dict[int, tuple[float, float, float, float]]  # of all entities, by index; none where the picture is not seen
    noticed: tuple[Shown, ...]  # of those that nobody points at
    graph: SceneGraph
    questions: list[SceneQuestion]


def draw_batch(cache: SceneCache, vocabulary: Vocabulary, settings: TrainingSettings, step: int) -> Batch:
    """Return the batch of a step."""
    rng = random.Random(f"{settings.seed}/{step}")
    chosen = [rng.randrange(len(cache.graphs)) for _ in range(settings.pictures)]
    # Each has a generator of its own, so that a student that is shown less is asked the same.
    samples = [_sample(cache, number, settings, random.Random(rng.getrandbits(64))) for number in chosen]
    asked = [question for sample in samples for question in sample.questions]
    limits = settings.student
    questions = [vocabulary.read_question(each.qar.question) for each in asked]
    answers = [vocabulary.write_answer(each.qar.answer, each.qar.rationale) for each in asked]
    cut = sum(len(words) > limits.question_words for words in questions)
    # The network reads all words but the last of an answer, so one more than its places fits.
    cut += sum(len(words) > limits.answer_words + 1 for words in answers)
    boxes, present = place_boxes([sample.boxes for sample in samples], limits.regions)
    words = padded([words[: limits.answer_words + 1] for words in answers])
    return Batch(
        pictures=to_pixels([sample.image for sample in samples]),
        boxes=boxes,
        present=present,
        questions=padded([words[: limits.question_words] for words in questions]),
        answers=words,
        weights=answer_weights(words[:, 1:], settings.rationale_weight),
        labels=side_labels([(sample.graph, sample.ids) for sample in samples], limits),
        others=other_things([(sample.graph, sample.seen, sample.noticed) for sample in samples], limits),
        cells=cell_labels([(sample.graph, sample.seen) for sample in samples], limits.glance // STRIDE),
        cut=cut,
    )


def choose_questions(asked: Sequence[SceneQuestion], count: int, rng: random.Random) -> list[SceneQuestion]:
    """Draw questions so that every type of the scene has its share, however many questions it has."""
    per_type = Counter(question.type for question in asked)

    def weight(question: SceneQuestion) -> float:
        whole = 1.0 if question.needs_region else _WHOLE_PICTURE_WEIGHT
        return _TYPE_WEIGHTS.get(question.type, whole) / per_type[question.type]

    return rng.choices(asked, [weight(question) for question in asked], k=count)


def side_labels(scenes: Sequence[tuple[SceneGraph, dict[int, int]]], limits: StudentSettings) -> SideLabels:
    """Return what the region tokens should know; `scenes` are graphs with region slots by entity index."""
    tags = torch.full((len(scenes), limits.regions, len(TAG_SETS)), NOTHING, dtype=torch.long)
    happenings = torch.full((len(scenes), limits.regions), NOTHING, dtype=torch.long)
    for row, (graph, ids) in enumerate(scenes):
        for number, happening in enumerate(graph.situations):
            for entity in happening.members.values():
                if entity in ids:
                    happenings[row, ids[entity]] = number
        for entity, slot in ids.items():
            known = tags_of(graph, entity)
            for column, name in enumerate(TAG_SETS):
                label = known.get(name)
                tags[row, slot, column] = NOTHING if label is None else label
    places = torch.tensor([PLACES.index(graph.place) for graph, _ in scenes])
    return SideLabels(tags, happenings, places)


def _sample(cache: SceneCache, number: int, settings: TrainingSettings, rng: random.Random) -> _Sample:
    graph = cache.graphs[number]
    ids = point_at_some(graph, rng, slots=settings.student.regions)
    # A blind student is asked all questions, whatever it may not see.
    withheld = rng.random() < settings.withheld and settings.blind == "no"
    asked = ask_about(graph, ids, rng)
    if withheld:
        # Regions that are neither given nor asked about cannot be named.
        asked = [question for question in asked if _names_only_what_it_asks(question)]
    questions = choose_questions(asked, settings.questions, rng)
    fitted = shown_scene(Image.fromarray(cache.pictures[number]), graph, ids, settings, rng)
    if settings.blind == "question":
        return _Sample(fitted.image, {}, {}, {}, (), graph, questions)
    seen = {each.index: fitted.placement.place(each.box, settings.student.pixels) for each in graph.entities}
    shown = {} if withheld or settings.blind != "no" else ids
    deviation = 0.0 if rng.random() < settings.exact_boxes else rng.uniform(0, settings.jitter)
    boxes = {slot: jitter(seen[entity], deviation, rng) for entity, slot in shown.items()}
    noticed = notice_some(graph, seen, shown, settings.student.notices, rng)
    return _Sample(fitted.image, boxes, shown, seen, noticed, graph, questions)


def _names_only_what_it_asks(question: SceneQuestion) -> bool:
    said = f"{question.qar.answer} {question.qar.rationale}"
    return set(_REGION.findall(said)) <= set(_REGION.findall(question.qar.question))
