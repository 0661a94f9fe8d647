"""QARs whose verdicts are known beyond doubt: true ones, and ones that are true of another region of the picture.

Only what is plain to see is asked: looks, kinds of things, feelings. A wrong one takes answer and rationale of somebody
else, told of the one asked about, where nothing that is true of both is in question.
"""

import random
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from models.judging import GoldVerdict
from models.records import QAR
from models.references import mentioned
from training.scenes.asking import may_share_noun
from training.scenes.graph import SceneGraph
from training.scenes.questions import ask_about
from training.scenes.telling import SceneQuestion

QUALIFYING = 2  # pictures with feedback, before the round
_PLAIN = ("attribute", "type", "emotion")
_PLAIN_FEELINGS = ("happy", "sad")  # others are taken for each other
_WRONG = 2  # of the QARs of a picture


class ToldQAR(NamedTuple):
    """A QAR, the type of its question, whether it is true, and how it should be rated."""

    qar: QAR
    type: str
    truth: Literal["right", "wrong"]
    verdict: GoldVerdict


def gold_qars(graph: SceneGraph, ids: Mapping[int, int], rng: random.Random, *, count: int) -> list[ToldQAR]:
    """Return `count` QARs in drawn order, two of them wrong; none if the scene has not so many."""
    asked = [each for each in ask_about(graph, ids, rng) if _is_plain(graph, each)]
    rng.shuffle(asked)
    wrong = _wrong_ones(graph, ids, asked)[:_WRONG]
    used = {each.qar.question for each in wrong}
    true = [_true(each) for each in asked if each.qar.question not in used][: count - len(wrong)]
    told = [*wrong, *true]
    if len(wrong) < _WRONG or len(told) < count:
        return []
    rng.shuffle(told)
    return told


def _is_plain(graph: SceneGraph, asked: SceneQuestion) -> bool:
    if asked.entity is None or asked.type not in _PLAIN:
        return False
    return asked.type != "emotion" or graph.entities[asked.entity].feeling in _PLAIN_FEELINGS


def _true(asked: SceneQuestion) -> ToldQAR:
    why = "Answer and rationale are true of this picture and of the region that is asked about."
    return ToldQAR(asked.qar, asked.type, "right", GoldVerdict(qa="accept", rationale="accept", why=why))


def _wrong_ones(graph: SceneGraph, ids: Mapping[int, int], asked: Sequence[SceneQuestion]) -> list[ToldQAR]:
    """Return at most one wrong QAR about each entity."""
    found: dict[int, ToldQAR] = {}
    for question in asked:
        other = next((each for each in asked if _is_untrue_of(graph, ids, question, each, asked)), None)
        if other is not None and question.entity is not None:
            found.setdefault(question.entity, _told_of_another(ids, question, other))
    return list(found.values())


def _is_untrue_of(
    graph: SceneGraph,
    ids: Mapping[int, int],
    question: SceneQuestion,
    other: SceneQuestion,
    asked: Sequence[SceneQuestion],
) -> bool:
    """Return whether the other's answer is plainly untrue of the one that `question` is about."""
    if question.entity is None or other.entity is None or other.type != question.type:
        return False
    one, another = graph.entities[question.entity], graph.entities[other.entity]
    # What a thing wears is no answer that anybody would think about.
    if one.index == another.index or (one.kind == "person") != (another.kind == "person"):
        return False
    if question.type == "type" and may_share_noun(one.noun, another.noun):
        return False
    own, theirs = f"[{ids[one.index]}]", f"[{ids[another.index]}]"
    true = {text for each in asked if each.entity == one.index for text in each.accepted}
    said = {text.replace(theirs, own) for text in other.accepted}
    alone = set(mentioned(f"{other.qar.answer} {other.qar.rationale}")) <= {ids[another.index]}
    return alone and ("hair" in question.qar.answer) == ("hair" in other.qar.answer) and not said & true


def _told_of_another(ids: Mapping[int, int], question: SceneQuestion, other: SceneQuestion) -> ToldQAR:
    own, theirs = (f"[{ids[each]}]" for each in (question.entity, other.entity) if each is not None)
    answer, rationale = (text.replace(theirs, own) for text in (other.qar.answer, other.qar.rationale))
    why = f'This is true of {theirs}, not of {own}. Right would be: "{question.qar.answer}".'
    qar = QAR(question=question.qar.question, answer=answer, rationale=rationale)
    return ToldQAR(qar, question.type, "wrong", GoldVerdict(qa="reject", rationale="reject", why=why))
