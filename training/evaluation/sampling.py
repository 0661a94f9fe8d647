"""Draw the questions of the scene benchmark: unseen scenes, some entities pointed at, every type equally often."""

import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image

from models.records import Question, Region
from training.embedded.pointing import point_at_some
from training.scenes.graph import SceneGraph, Split
from training.scenes.plausibility import HeldOutPair, held_out_pairs
from training.scenes.questions import ask_about
from training.scenes.telling import SceneQuestion
from training.scenes.world import draw_scene

PER_PICTURE = 6
SLOTS = 6
PIXELS = 320
NO_FILE = "0" * 64  # drawn pictures are never files, so their id is empty
SEEDS_APART = 1_000_000
# The scenes that published figures are of, and the others that temperatures, thresholds and the like are fitted on.
MEASURED_SEED = 4242
FITTED_SEED = 5151


class Exam(NamedTuple):
    """A picture with regions and the questions asked about it; `ids` are region ids by entity index, `pairs` the
    held-out combinations of the scene."""

    image: Image.Image
    graph: SceneGraph
    ids: dict[int, int]
    asked: tuple[SceneQuestion, ...]
    pairs: tuple[HeldOutPair, ...] = ()

    @property
    def regions(self) -> tuple[Region, ...]:
        return regions_of(self.graph, self.ids)


def draw_exams(count: int, seed: int, *, split: Split = "evaluate") -> list[Exam]:
    """Return pictures with `count` region-needing questions in all, at most PER_PICTURE each.

    Scenes come from the split "evaluate" or "heldout", which no training run and no seed typed by a user draws from.
    About held-out scenes only such questions are asked as concern a held-out combination.
    """
    taken: Counter[str] = Counter()
    exams = []
    for number in _scene_numbers(seed):
        left = count - sum(taken.values())
        if left <= 0:
            return exams
        exam = _draw_exam(number, taken, min(left, PER_PICTURE), split)
        if exam.asked:
            taken.update(asked.type for asked in exam.asked)
            exams.append(exam)
    raise AssertionError("the seeds have no end")


def as_question(asked: SceneQuestion, regions: tuple[Region, ...]) -> Question:
    return Question(image_id=NO_FILE, text=asked.qar.question, regions=regions)


def regions_of(graph: SceneGraph, ids: dict[int, int]) -> tuple[Region, ...]:
    return tuple(Region(id=region_id, box=graph.entities[entity].box) for entity, region_id in ids.items())


def _scene_numbers(seed: int) -> Iterator[int]:
    number = seed * SEEDS_APART
    while True:
        yield number
        number += 1


def _draw_exam(number: int, taken: Counter[str], most: int, split: Split) -> Exam:
    """Ask first what was asked least so far."""
    scene = draw_scene(number, split=split, size=PIXELS)
    rng = random.Random(f"exam {number}")
    pairs = held_out_pairs(scene.graph)
    concerned = sorted({entity for pair in pairs for entity in pair.entities})
    ids = point_at_some(scene.graph, rng, slots=SLOTS, require=rng.choice(concerned) if concerned else None)
    open_questions = [
        asked
        for asked in ask_about(scene.graph, ids, rng)
        if asked.needs_region and (not concerned or asked.entity in concerned)
    ]
    rng.shuffle(open_questions)
    chosen: list[SceneQuestion] = []
    counts = taken.copy()
    while open_questions and len(chosen) < most:
        asked = min(open_questions, key=lambda each: counts[each.type])
        open_questions.remove(asked)
        counts[asked.type] += 1
        chosen.append(asked)
    return Exam(scene.image, scene.graph, ids, tuple(chosen), pairs)
