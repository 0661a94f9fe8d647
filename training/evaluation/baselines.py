"""What can be answered without looking: the most frequent true answer to the words of a question."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import partial

from training.embedded.pointing import point_at_some
from training.evaluation.sampling import Exam
from training.scenes.questions import ask_about
from training.scenes.world import draw_scene

_REGION = re.compile(r"\[(\d+)\]")
LEARNING_SCENES = 1500
_SMALL = 32  # pixels; only the graphs are used


def text_majority(exams: Iterable[Exam], *, scenes: int = LEARNING_SCENES) -> list[str]:
    """Return the best answer to every question of the exams given its words alone, learned from training scenes.

    Ids are compared by their order in the question ("why is [4] sad" is "why is [a] sad"), which helps the baseline.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for number in range(scenes):
        graph = draw_scene(number, split="train", size=_SMALL).graph
        rng = random.Random(f"majority {number}")
        for asked in ask_about(graph, point_at_some(graph, rng, slots=6), rng):
            names = _names(asked.qar.question)
            words = _rename(asked.qar.question, names)
            counts[words].update(_rename(answer, names) for answer in asked.accepted)
    return [_best(asked.qar.question, counts) for exam in exams for asked in exam.asked]


def _best(question: str, counts: dict[str, Counter[str]]) -> str:
    names = _names(question)
    known = counts.get(_rename(question, names))
    if not known:
        return ""
    # The most frequent; of equals the first in the alphabet, so that the baseline is the same every time.
    answer = min(known, key=lambda text: (-known[text], text))
    for region_id, name in names.items():
        answer = answer.replace(f"[{name}]", f"[{region_id}]")
    return answer


def _names(question: str) -> dict[str, str]:
    ids = dict.fromkeys(_REGION.findall(question))
    return dict(zip(ids, "abcdefghij", strict=False))


def _rename(text: str, names: dict[str, str]) -> str:
    return _REGION.sub(partial(_renamed, names=names), text)


def _renamed(match: re.Match[str], names: dict[str, str]) -> str:
    return f"[{names[match[1]]}]" if match[1] in names else match[0]
