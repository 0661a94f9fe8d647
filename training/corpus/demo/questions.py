"""Questions of the drawn world to ask models: each needs the regions it names, and none was ever trained on.

The seeds are of the split "user", from which nobody trains or measures, and lie above those of the demo for rating.
"""

import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from models.records import Question
from training.corpus.demo.drawn_picture import DrawnPicture, draw_picture
from training.scenes.questions import ask_about
from training.scenes.telling import SceneQuestion

FIRST_SEED = 800_000_000
SEEDS_APART = 1_000_000
TRIES = 3  # questions of a picture; the next one is for models that say the same to the first


class DrawnQuestions(NamedTuple):
    """A drawn picture and the questions about it, to be asked in this order."""

    seed: int
    picture: DrawnPicture
    asked: tuple[SceneQuestion, ...]
    questions: tuple[Question, ...]


def drawn_questions(seed: int = 0) -> Iterator[DrawnQuestions]:
    """Yield pictures with questions that need regions, without end; first of each comes the type asked least so far."""
    taken: Counter[str] = Counter()
    for number in range(FIRST_SEED + seed * SEEDS_APART, FIRST_SEED + (seed + 1) * SEEDS_APART):
        picture = draw_picture(number)
        rng = random.Random(f"compare {number}")
        asked = [each for each in ask_about(picture.graph, picture.ids, rng) if each.needs_region]
        rng.shuffle(asked)
        asked.sort(key=lambda each: taken[each.type])
        if not asked:
            continue
        taken[asked[0].type] += 1
        chosen = tuple(asked[:TRIES])
        questions = tuple(
            Question(image_id=picture.image_id, text=each.qar.question, regions=picture.regions) for each in chosen
        )
        yield DrawnQuestions(number, picture, chosen, questions)
