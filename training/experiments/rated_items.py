"""What is true of a question, answer and rationale (QAR) about a drawn scene, and how hard that is to see.

Truth comes from the scene graph alone, through the questions that `training/scenes` asks about it and the marks of
`training/evaluation/marking.py`; whoever wrote the QAR (a teacher, a student) shares nothing with this module.
"""

import hashlib
import math
import random
from collections.abc import Iterator, Mapping
from typing import Literal

from models.records import QAR, Record
from training.evaluation.marking import is_slot_right, is_strictly_right
from training.scenes.graph import Entity, SceneGraph
from training.scenes.phrases import FEELING_WORDS
from training.scenes.questions import ask_about
from training.scenes.telling import SceneQuestion

Truth = Literal["right", "nearly", "wrong"]

_QUIET = 10  # drawings in a row that show no new rationale: then all are taken to be known
_MOST_DRAWINGS = 60
# How much of a guess an answer must be, from 0 (plain to see) to 1.
_GUESSED: Mapping[str, float] = {
    "attribute": 0.0, "type": 0.0, "counting": 0.3, "spatial": 0.1, "negation": 0.2, "which": 0.3, "factual": 0.1,
    "scene": 0.0, "role": 0.2, "emotion": 0.3, "action": 0.3, "purpose": 0.2, "temporal": 0.5, "ambiance": 0.5,
    "focus": 0.6, "relationship": 0.6, "why": 0.7, "before": 0.7, "after": 0.8, "inference": 0.8, "intent": 0.9,
}  # fmt: skip
_UNKNOWN_TYPE = 0.5
_LARGE = 0.25  # of the picture's side: what is as large is seen without effort
_CROWD = 8  # people


class RatedItem(Record):
    """A QAR to be rated, and what the graph says of it.

    `asked` is the question as the graph answers it; `reasons` are the rationales that are true and support it,
    `remarks` all else that is said truly of the one asked about. `premise` is False where the question takes something
    for granted that is not so. `difficulty` is from 0 to 1, see `difficulty_of`.
    """

    qar: QAR
    asked: SceneQuestion
    reasons: frozenset[str]
    remarks: frozenset[str]
    premise: bool
    difficulty: float
    key: str


class SceneTruth:
    """All that is asked and answered about one graph for one assignment of region ids (`ids`: entity index to id).

    `pixels` is the side of the picture that the boxes of the graph belong to.
    """

    def __init__(self, graph: SceneGraph, ids: Mapping[int, int], *, pixels: int) -> None:
        self.graph = graph
        self.ids = dict(ids)
        self.pixels = pixels
        self.asked = tuple(_ask_until_quiet(graph, ids))

    def question(self, type_: str, entity: int | None) -> SceneQuestion | None:
        """Return the question of a type about an entity with all its true answers, however it is worded.

        None where the graph has nothing to say. For types under which several things are asked (hair and clothes are
        both an "attribute") the answers to all of them are accepted.
        """
        same = [each for each in self.asked if each.type == type_ and each.entity == entity]
        if not same:
            return None
        return same[0].model_copy(update={"accepted": frozenset[str]().union(*(each.accepted for each in same))})

    def item(self, asked: SceneQuestion, qar: QAR | None = None) -> RatedItem:
        """Return what there is to rate: `qar`, or else the true one that comes with the question."""
        qar = qar or asked.qar
        about = [each for each in self.asked if each.entity == asked.entity]
        same = [each for each in about if each.type == asked.type and each.accepted & asked.accepted]
        reasons = {asked.qar.rationale, *(each.qar.rationale for each in same)}
        remarks = {each.qar.rationale for each in about}.union(*(each.accepted for each in about))
        parts = (self.graph.split, self.graph.seed, sorted(self.ids.items()), qar.question, qar.answer, qar.rationale)
        return RatedItem(
            qar=qar,
            asked=asked,
            reasons=frozenset(reasons),
            remarks=frozenset(remarks - reasons),
            premise=_is_premise_true(self.graph, asked, qar.question),
            difficulty=difficulty_of(self.graph, asked, pixels=self.pixels),
            key=hashlib.sha256(repr(parts).encode()).hexdigest()[:16],
        )


def truth_of_answer(item: RatedItem) -> Truth:
    """Strictly right is "right"; what would be with other region ids is "nearly"; all else, and any answer to a
    question whose premise is false, is "wrong"."""
    if not item.premise:
        return "wrong"
    return _mark(_plain(item.qar.answer), item.asked)


def truth_of_rationale(item: RatedItem) -> Truth:
    """True and a reason is "right"; true of the one asked about, but no reason for this, is "nearly", and so is a
    reason with other region ids; all else is "wrong"."""
    text = _plain(item.qar.rationale)
    mark = _mark(text, item.asked.model_copy(update={"accepted": item.reasons}))
    return "nearly" if mark == "wrong" and text in item.remarks else mark


def difficulty_of(graph: SceneGraph, asked: SceneQuestion, *, pixels: int) -> float:
    """Return 0.35 g + 0.25 h + 0.25 s + 0.15 c, each from 0 to 1.

    g: how much of a guess this type of question is; h: the share of the one asked about that is hidden, twice (half
    hidden is as bad as it gets); s: how much smaller its side is than a quarter of the picture; c: the other people
    there, 7 being a crowd. h and s are 0 for the picture as a whole.
    """
    people = sum(entity.kind == "person" for entity in graph.entities)
    guessed = _GUESSED.get(asked.type, _UNKNOWN_TYPE)
    crowd = min(1.0, max(0, people - 1) / (_CROWD - 1))
    hidden = small = 0.0
    if asked.entity is not None:
        entity: Entity = graph.entities[asked.entity]
        hidden = min(1.0, 2 * (1 - entity.visible))
        small = max(0.0, 1 - math.sqrt(entity.box.area) / (_LARGE * pixels))
    return round(0.35 * guessed + 0.25 * hidden + 0.25 * small + 0.15 * crowd, 4)


def _mark(text: str, asked: SceneQuestion) -> Truth:
    if is_strictly_right(text, asked):
        return "right"
    return "nearly" if is_slot_right(text, asked) else "wrong"


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _is_premise_true(graph: SceneGraph, asked: SceneQuestion, question: str) -> bool:
    """Return whether the feeling that a "why" question takes for granted is the one that is felt."""
    if asked.type != "why" or asked.entity is None:
        return True
    words = set(question.lower().replace("?", " ").replace(",", " ").replace(".", " ").split())
    named = {feeling for feeling, names in FEELING_WORDS.items() if words & set(names)}
    return not named or graph.entities[asked.entity].feeling in named


def _ask_until_quiet(graph: SceneGraph, ids: Mapping[int, int]) -> Iterator[SceneQuestion]:
    """Ask again and again, since every time one of the true rationales is drawn, and yield what is new."""
    known: set[tuple[str, int | None, frozenset[str], str]] = set()
    quiet = 0
    for number in range(_MOST_DRAWINGS):
        before = len(known)
        for asked in ask_about(graph, ids, random.Random(f"truth {number}")):
            told = (asked.type, asked.entity, asked.accepted, asked.qar.rationale)
            if told not in known:
                known.add(told)
                yield asked
        quiet = quiet + 1 if len(known) == before else 0
        if quiet == _QUIET:
            return
