"""What can be answered without looking: the most frequent true answer to the words of a question."""

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from models.references import mentioned, renamed
from training.embedded.pointing import point_at_some
from training.evaluation.sampling import Exam
from training.scenes.questions import ask_about
from training.scenes.telling import SceneQuestion
from training.scenes.world import draw_scene

LEARNING_SCENES = 1500
_SMALL = 32  # pixels; only the graphs are used


class Majorities(NamedTuple):
    """The best answers that can be given without looking: by the words of the question, and by its type alone."""

    by_words: list[str]
    by_type: list[str]


def text_majority(exams: Sequence[Exam], *, scenes: int = LEARNING_SCENES) -> list[str]:
    """Return the most frequent true answer to every question of the exams given its words alone."""
    return majorities(exams, scenes=scenes).by_words


def majorities(exams: Sequence[Exam], *, scenes: int = LEARNING_SCENES) -> Majorities:
    """Learn from training scenes; answers are in the order of the exams' questions.

    Ids are compared by their order in the question ("why is [4] sad" is "why is [a] sad"), which helps the baselines.
    """
    known = _learn(scenes)
    questions = [asked for exam in exams for asked in exam.asked]
    return Majorities(
        [_best(asked, known.words.get(renamed(asked.qar.question, _names(asked.qar.question)))) for asked in questions],
        [_best(asked, known.types.get(asked.type)) for asked in questions],
    )


class _Known(NamedTuple):
    """How often each answer was right, by the words of the question and by its type."""

    words: Mapping[str, Counter[str]]
    types: Mapping[str, Counter[str]]


@cache
def _learn(scenes: int) -> _Known:
    # Kept, because drawing the scenes takes longer than all the rest and a report needs it several times.
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for number in range(scenes):
        graph = draw_scene(number, split="train", size=_SMALL).graph
        rng = random.Random(f"majority {number}")
        for asked in ask_about(graph, point_at_some(graph, rng, slots=6), rng):
            names = _names(asked.qar.question)
            answers = [renamed(answer, names) for answer in asked.accepted]
            words[renamed(asked.qar.question, names)].update(answers)
            types[asked.type].update(answers)
    return _Known(words, types)


def _best(asked: SceneQuestion, known: Counter[str] | None) -> str:
    if not known:
        return ""
    # The most frequent; of equals the first in the alphabet, so that the baseline is the same every time.
    answer = min(known, key=lambda text: (-known[text], text))
    for region_id, name in _names(asked.qar.question).items():
        answer = answer.replace(f"[{name}]", f"[{region_id}]")
    return answer


def _names(question: str) -> dict[int, str]:
    return dict(zip(mentioned(question), "abcdefghij", strict=False))
