"""Four-choice items as in VCR: which answer is right, and which rationale is right given the answer.

After Zellers et al., "From Recognition to Cognition" (CVPR 2019). There, wrong choices are right answers of other
pictures; here one is right for another region of the same picture wherever there is one.
"""

import random
import re
from collections.abc import Mapping, Sequence
from typing import Literal

from models.records import Record
from training.scenes.choice_values import draw_by_weight, feelings_often, values_of
from training.scenes.distractors import Wrong, is_onlooker, is_vague, wrong_texts
from training.scenes.graph import Entity, SceneGraph
from training.scenes.phrases import AFTER_FRAMES, FEELING_SIGNS, INTENT_FRAMES
from training.scenes.questions import ask_about
from training.scenes.telling import SceneQuestion, Teller

_TOLD: dict[str, tuple[str, tuple[str, ...]]] = {
    "why": ("why", ("{x}",)),
    "before": ("before", ("{x}",)),
    "after": ("after", AFTER_FRAMES),
    "intent": ("wants", INTENT_FRAMES),
    "action": ("doing", ("{s} is {x}",)),
    "inference": ("before", ("{x}",)),
}
TOLD_TYPES: frozenset[str] = frozenset(_TOLD)  # answered by what a story tells, not by a word
_REGION = re.compile(r"\[(\d+)\]")
_WRONG = 3


class ChoiceItem(Record):
    """A question with four choices, `label` being the index of the right one.

    `task` "rationale" has question and right answer in `question`. `entity` is the index of the one asked about,
    `regions` the ids that question and choices name.
    """

    question: str
    choices: tuple[str, str, str, str]
    label: int
    task: Literal["answer", "rationale"]
    type: str
    entity: int
    regions: tuple[int, ...]


def choice_items(graph: SceneGraph, ids: Mapping[int, int], rng: random.Random) -> list[ChoiceItem]:
    """Return the items of a scene: for each question about one region its answer, and a rationale where one is told."""
    teller = Teller(graph, ids, rng)
    items: list[ChoiceItem] = []
    for question in ask_about(graph, ids, rng):
        if question.needs_region and len(set(_REGION.findall(question.qar.question))) == 1:
            items += items_of(teller, question)
    return items


def items_of(teller: Teller, question: SceneQuestion) -> list[ChoiceItem]:
    """Return the answer item of a question about one entity, and its rationale item where one is told; else nothing.

    Whoever has no region is called by a noun: then the caller sees to it that no other bears it.
    """
    if question.entity is None:
        return []
    entity = teller.graph.entities[question.entity]
    told = question.type in _TOLD
    if told and is_onlooker(entity):
        return []
    item = (_told_answer if told else _value_answer)(teller, question, entity)
    rationale = item and (_told_rationale if told else _sign_rationale)(teller, question, entity, item)
    return [each for each in (item, rationale) if each]


def _told_answer(teller: Teller, question: SceneQuestion, entity: Entity) -> ChoiceItem | None:
    field, frames = _TOLD[question.type]
    s, happening = teller.name(entity), teller.happening_of(entity)
    templates = {teller.filled([each], happening)[0]: each for each in getattr(teller.told(entity), field)}
    frame = teller.rng.choice(frames)
    right = {text: each for text, each in templates.items() if frame.format(s=s, x=text) in question.accepted}
    chosen = _choose_told(teller, entity, field, right)
    if not chosen:
        return None
    texts = [frame.format(s=s, x=text) for text in chosen]
    if set(texts[1:]) & question.accepted:
        return None
    return _item(teller, question.qar.question, texts, "answer", question.type, entity)


def _told_rationale(teller: Teller, question: SceneQuestion, entity: Entity, item: ChoiceItem) -> ChoiceItem | None:
    happening = teller.happening_of(entity)
    templates = {
        teller.filled([each], happening)[0]: each for each in teller.told(entity).evidence if not is_vague(each)
    }
    chosen = _choose_told(teller, entity, "evidence", templates)
    return _item(teller, _answered(item), chosen, "rationale", question.type, entity) if chosen else None


def _choose_told(teller: Teller, entity: Entity, field: str, right: Mapping[str, str]) -> list[str]:
    """Return a right text and three wrong ones; a right one that has a rival in the picture goes first."""
    texts = list(right)
    teller.rng.shuffle(texts)
    fallback: list[str] = []
    for text in texts:
        wrong = wrong_texts(teller, entity, field, right[text])
        picked = _pick(teller.rng, text, wrong)
        if picked and any(each.here for each in picked):
            return [text, *(each.text for each in picked)]
        if picked and not fallback:
            fallback = [text, *(each.text for each in picked)]
    return fallback


def _pick(rng: random.Random, right: str, wrong: Sequence[Wrong]) -> list[Wrong]:
    """Return three wrong texts about as long as the right one, one of the picture if there is any; else none at all.

    Those of the same feeling go first, as a question may name it.
    """
    length = len(right.split())
    order = rng.sample(list(wrong), len(wrong))
    order.sort(key=lambda each: (not each.same_feeling, abs(len(each.text.split()) - length) > 1))
    near = [each for each in order if abs(len(each.text.split()) - length) <= 2]
    here = [each for each in near if each.here][:1]
    rest = [each for each in near if each not in here]
    picked = [*here, *rest[: _WRONG - len(here)]]
    return picked if len(picked) == _WRONG else []


def _value_answer(teller: Teller, question: SceneQuestion, entity: Entity) -> ChoiceItem | None:
    """Exchange the word that answers a question of one word for those of others, one of the picture if there is any."""
    answer = question.qar.answer
    values = values_of(teller, question.type, entity, answer)
    if values is None:
        return None
    said = (each for each in sorted(values.own, key=len, reverse=True) if re.search(rf"\b{re.escape(each)}\b", answer))
    value = next(said, None)
    if value is None:
        return None
    pool = {
        each: often
        for each, often in values.pool.items()
        if each not in values.own and abs(_words(each) - _words(value)) <= 1
    }
    first = draw_by_weight({each: pool[each] for each in values.here if each in pool}, 1, teller.rng)
    rest = {each: often for each, often in pool.items() if each not in first}
    wrong = [*first, *draw_by_weight(rest, _WRONG - len(first), teller.rng)]
    texts = [answer, *(re.sub(rf"\b{re.escape(value)}\b", each, answer) for each in wrong)]
    if len(wrong) < _WRONG or set(texts[1:]) & question.accepted:
        return None
    return _item(teller, question.qar.question, texts, "answer", question.type, entity)


def _words(text: str) -> int:
    return len(text.split())


def _sign_rationale(teller: Teller, question: SceneQuestion, entity: Entity, item: ChoiceItem) -> ChoiceItem | None:
    """Give the signs of other feelings as wrong reasons for a feeling."""
    if question.type != "emotion" or entity.feeling is None:
        return None
    entities = teller.graph.entities
    # The first sign of a feeling goes with no other one; the further ones may.
    often = {FEELING_SIGNS[each][0]: often for each, often in feelings_often().items() if each != entity.feeling}
    felt = {FEELING_SIGNS[each.feeling][0] for each in entities if each.feeling}
    first = draw_by_weight({sign: often[sign] for sign in often if sign in felt}, 1, teller.rng)
    rest = {sign: weight for sign, weight in often.items() if sign not in first}
    signs = [FEELING_SIGNS[entity.feeling][0], *first, *draw_by_weight(rest, _WRONG - len(first), teller.rng)]
    texts = [sign.format(S=teller.name(entity)) for sign in signs]
    return _item(teller, _answered(item), texts, "rationale", question.type, entity)


def _answered(item: ChoiceItem) -> str:
    return f"{item.question} {item.choices[item.label]}."


def _item(
    teller: Teller,
    question: str,
    texts: Sequence[str],
    task: Literal["answer", "rationale"],
    type_: str,
    entity: Entity,
) -> ChoiceItem:
    """Shuffle four texts, the first of which is right."""
    order = teller.rng.sample(range(4), 4)
    first, second, third, fourth = (texts[number] for number in order)
    named = {int(number) for text in (question, *texts) for number in _REGION.findall(text)}
    return ChoiceItem(
        question=question,
        choices=(first, second, third, fourth),
        label=order.index(0),
        task=task,
        type=type_,
        entity=entity.index,
        regions=tuple(sorted(named)),
    )
