"""Draw the questions of the scene benchmark: unseen scenes, some entities pointed at, every type equally often."""

import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image

from models.records import Question, Region
from training.embedded.pointing import point_at_some
from training.scenes.graph import SceneGraph
from training.scenes.questions import SceneQuestion, ask_about
from training.scenes.world import draw_scene

PER_PICTURE = 6
_SLOTS = 6
_PIXELS = 320
_NO_FILE = "0" * 64  # drawn pictures are never files, so their id is empty
_SEEDS_APART = 1_000_000


class Exam(NamedTuple):
    """A picture with regions and the questions asked about it; `ids` are region ids by entity index."""

    image: Image.Image
    graph: SceneGraph
    ids: dict[int, int]
    asked: tuple[SceneQuestion, ...]

    @property
    def regions(self) -> tuple[Region, ...]:
        return regions_of(self.graph, self.ids)


def draw_exams(count: int, seed: int) -> list[Exam]:
    """Return pictures with `count` region-needing questions in all, at most PER_PICTURE each.

    Scenes come from the split "evaluate", which no training run and no seed typed by a user draws from.
    """
    taken: Counter[str] = Counter()
    exams = []
    for number in _scene_numbers(seed):
        left = count - sum(taken.values())
        if left <= 0:
            return exams
        exam = _draw_exam(number, taken, min(left, PER_PICTURE))
        taken.update(asked.type for asked in exam.asked)
        exams.append(exam)
    raise AssertionError("the seeds have no end")


def as_question(asked: SceneQuestion, regions: tuple[Region, ...]) -> Question:
    return Question(image_id=_NO_FILE, text=asked.qar.question, regions=regions)


def regions_of(graph: SceneGraph, ids: dict[int, int]) -> tuple[Region, ...]:
    return tuple(Region(id=region_id, box=graph.entities[entity].box) for entity, region_id in ids.items())


def _scene_numbers(seed: int) -> Iterator[int]:
    number = seed * _SEEDS_APART
    while True:
        yield number
        number += 1


def _draw_exam(number: int, taken: Counter[str], most: int) -> Exam:
    """Ask first what was asked least so far."""
    scene = draw_scene(number, split="evaluate", size=_PIXELS)
    rng = random.Random(f"exam {number}")
    ids = point_at_some(scene.graph, rng, slots=_SLOTS)
    open_questions = [asked for asked in ask_about(scene.graph, ids, rng) if asked.needs_region]
    rng.shuffle(open_questions)
    chosen: list[SceneQuestion] = []
    counts = taken.copy()
    while open_questions and len(chosen) < most:
        asked = min(open_questions, key=lambda each: counts[each.type])
        open_questions.remove(asked)
        counts[asked.type] += 1
        chosen.append(asked)
    return Exam(scene.image, scene.graph, ids, tuple(chosen))
