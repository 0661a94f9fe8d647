"""Questions of the drawn world to ask models: each needs the regions it names, and none was ever trained on.

The seeds are of the split "user", from which nobody trains or measures, and lie above those of the demo for rating.
"""

import hashlib
import io
import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image

from models.records import Question
from training.evaluation.sampling import regions_of
from training.scenes.export import shown_ids
from training.scenes.questions import ask_about
from training.scenes.telling import SceneQuestion
from training.scenes.world import draw_scene

PIXELS = 640
FIRST_SEED = 800_000_000
SEEDS_APART = 1_000_000
TRIES = 3  # questions of a picture; the next one is for models that say the same to the first


class DrawnQuestions(NamedTuple):
    """A drawn picture, as pixels and as a PNG file, and the questions about it, to be asked in this order."""

    seed: int
    image: Image.Image
    png: bytes
    asked: tuple[SceneQuestion, ...]
    questions: tuple[Question, ...]

    @property
    def image_id(self) -> str:
        return hashlib.sha256(self.png).hexdigest()


def drawn_questions(seed: int = 0) -> Iterator[DrawnQuestions]:
    """Yield pictures with questions that need regions, without end; first of each comes the type asked least so far."""
    taken: Counter[str] = Counter()
    for number in range(FIRST_SEED + seed * SEEDS_APART, FIRST_SEED + (seed + 1) * SEEDS_APART):
        image, graph = draw_scene(number, size=PIXELS)
        ids = shown_ids(graph)
        rng = random.Random(f"compare {number}")
        asked = [each for each in ask_about(graph, ids, rng) if each.needs_region]
        rng.shuffle(asked)
        asked.sort(key=lambda each: taken[each.type])
        if not asked:
            continue
        taken[asked[0].type] += 1
        file = io.BytesIO()
        image.save(file, "PNG")
        image_id = hashlib.sha256(file.getvalue()).hexdigest()
        # Without labels: a label is an answer.
        regions = regions_of(graph, ids)
        chosen = tuple(asked[:TRIES])
        questions = tuple(Question(image_id=image_id, text=each.qar.question, regions=regions) for each in chosen)
        yield DrawnQuestions(number, image, file.getvalue(), chosen, questions)
