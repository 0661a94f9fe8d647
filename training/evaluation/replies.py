"""How well simple questions about a picture are answered, beside what can be answered without looking."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from models.base import QuestionAnswerer
from models.records import Record
from training.embedded.seed_ranges import VERBALIZERS
from training.evaluation.captions import draw_pictures
from training.evaluation.intervals import Share, share
from training.evaluation.marking import mean
from training.evaluation.sampling import MEASURED_SEED
from training.scenes.describing import KINDS, SimpleQuestion, simple_questions
from training.scenes.graph import Split
from training.scenes.world import draw_scene

PER_PICTURE = 12
LEARNING_SCENES = 800
_SMALL = 32  # pixels; only the graphs are used


class Replied(NamedTuple):
    """A question with its true answer, and what was said."""

    asked: SimpleQuestion
    said: str


class ReplyFigures(Record):
    """The share of answers that are right word for word; `majority` is that of always giving the answer which is the
    most frequent one to the question's words, or where these are new, to its kind."""

    right: Share
    majority: float


class ReplyReport(Record):
    """The figures by kind of question, and the means of the kinds."""

    model: str
    split: Split
    seed: int
    pictures: int
    questions: int
    by_kind: dict[str, ReplyFigures]
    right: float
    majority: float


class Majorities(NamedTuple):
    """The most frequent answers to the words of questions, and to their kinds."""

    by_words: dict[str, str]
    by_kind: dict[str, str]

    def best(self, asked: SimpleQuestion) -> str:
        return self.by_words.get(asked.text) or self.by_kind.get(asked.kind, "")


def evaluate_replies(
    answerer: QuestionAnswerer,
    *,
    pictures: int,
    seed: int = MEASURED_SEED,
    split: Split = "evaluate",
    learning_scenes: int = LEARNING_SCENES,
) -> ReplyReport:
    """Ask about unseen scenes, the kinds of a scene in turn; the majorities are learned from training scenes."""
    replied: list[Replied] = []
    taken: Counter[str] = Counter()
    for image, graph in draw_pictures(pictures, seed, split):
        rng = random.Random(f"replies {graph.seed}")
        asked = choose_evenly(simple_questions(graph, rng), PER_PICTURE, taken)
        said = answerer.reply(image, [each.text for each in asked])
        replied += map(Replied, asked, said)
    figures = figures_by_kind(replied, learn_majorities(learning_scenes))
    return ReplyReport(
        model=answerer.name,
        split=split,
        seed=seed,
        pictures=pictures,
        questions=len(replied),
        by_kind=figures,
        right=mean(each.right.value for each in figures.values()),
        majority=mean(each.majority for each in figures.values()),
    )


def figures_by_kind(replied: Sequence[Replied], majorities: Majorities) -> dict[str, ReplyFigures]:
    """Return the figures of every kind that was asked."""
    figures = {}
    for kind in KINDS:
        group = [each for each in replied if each.asked.kind == kind]
        if group:
            right = sum(is_right(each.said, each.asked.answer) for each in group)
            majority = mean(is_right(majorities.best(each.asked), each.asked.answer) for each in group)
            figures[kind] = ReplyFigures(right=share(right, len(group)), majority=majority)
    return figures


def is_right(said: str, answer: str) -> bool:
    """Compare word for word, letting case, outer blanks and a final full stop pass."""
    return said.lower().strip(" .") == answer.lower().strip(" .")


def choose_evenly(asked: Iterable[SimpleQuestion], count: int, taken: Counter[str]) -> list[SimpleQuestion]:
    """Return up to `count` questions, those first whose kind was asked least so far; `taken` counts on."""
    waiting, chosen = list(asked), []
    while waiting and len(chosen) < count:
        each = min(waiting, key=lambda question: taken[question.kind])
        waiting.remove(each)
        taken[each.kind] += 1
        chosen.append(each)
    return chosen


# Unseen and held-out scenes are measured one after the other, against the same majorities.
@cache
def learn_majorities(scenes: int) -> Majorities:
    """Return what the questions about training scenes would have one answer without looking."""
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for number in VERBALIZERS[:scenes]:
        graph = draw_scene(number, split="train", size=_SMALL).graph
        for asked in simple_questions(graph, random.Random(f"majority {number}")):
            words[asked.text][asked.answer] += 1
            kinds[asked.kind][asked.answer] += 1
    return Majorities(*({key: _best(counts) for key, counts in each.items()} for each in (words, kinds)))


def _best(counts: Counter[str]) -> str:
    # Of equals the first in the alphabet, so that the baseline is the same every time.
    return min(counts, key=lambda answer: (-counts[answer], answer))
