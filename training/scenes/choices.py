"""Four-choice items as in VCR: which answer is right, and which rationale is right given the answer.

After Zellers et al., "From Recognition to Cognition" (CVPR 2019). There, wrong choices are right answers of other
pictures; here one is right for another region of the same picture wherever there is one.
"""

import random
import re
from collections.abc import Mapping, Sequence
from typing import Literal

from models.records import Record
from training.scenes.distractors import Wrong, is_vague, wrong_texts
from training.scenes.graph import COLOURS, FEELINGS, PROFESSIONS, Entity, Feeling, SceneGraph
from training.scenes.phrases import AFTER_FRAMES, FEELING_SIGNS, FEELING_WORDS, INTENT_FRAMES, with_article
from training.scenes.questions import ask_about
from training.scenes.telling import SceneQuestion, Teller
from training.scenes.things import THINGS

_TOLD: dict[str, tuple[str, tuple[str, ...]]] = {
    "why": ("why", ("{x}",)),
    "before": ("before", ("{x}",)),
    "after": ("after", AFTER_FRAMES),
    "intent": ("wants", INTENT_FRAMES),
    "action": ("doing", ("{s} is {x}",)),
    "inference": ("before", ("{x}",)),
}
_HAIR = ("black", "brown", "blond", "red", "grey", "white")
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
        if question.entity is None or not question.needs_region or len(set(_REGION.findall(question.qar.question))) > 1:
            continue
        entity = graph.entities[question.entity]
        told = question.type in _TOLD
        item = (_told_answer if told else _value_answer)(teller, question, entity)
        if item:
            items.append(item)
            rationale = (_told_rationale if told else _sign_rationale)(teller, question, entity, item)
            items += [rationale] if rationale else []
    return items


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
    order.sort(key=lambda each: (not each.same_feeling, abs(len(each.text.split()) - length)))
    near = [each for each in order if abs(len(each.text.split()) - length) <= 2]
    here = [each for each in near if each.here][:1]
    rest = [each for each in near if each not in here]
    picked = [*here, *rest[: _WRONG - len(here)]]
    return picked if len(picked) == _WRONG else []


def _value_answer(teller: Teller, question: SceneQuestion, entity: Entity) -> ChoiceItem | None:
    """Exchange the word that answers a question of one word for those of others."""
    answer = question.qar.answer
    own, pool, here = _values(teller, question.type, entity, answer)
    value = next((each for each in sorted(own, key=len, reverse=True) if re.search(rf"\b{each}\b", answer)), None)
    if value is None:
        return None
    kept = [each for each in dict.fromkeys(pool) if each not in own and abs(_words(each) - _words(value)) <= 1]
    rivals = [each for each in dict.fromkeys(here) if each in kept]
    first = teller.rng.sample(rivals, min(1, len(rivals)))
    rest = [each for each in kept if each not in first]
    if len(first) + len(rest) < _WRONG:
        return None
    wrong = [*first, *teller.rng.sample(rest, _WRONG - len(first))]
    texts = [answer, *(re.sub(rf"\b{re.escape(value)}\b", each, answer) for each in wrong)]
    if set(texts[1:]) & question.accepted:
        return None
    return _item(teller, question.qar.question, texts, "answer", question.type, entity)


def _words(text: str) -> int:
    return len(text.split())


def _values(teller: Teller, type_: str, entity: Entity, answer: str) -> tuple[list[str], list[str], list[str]]:
    """Return what is true of an entity, what could be, and what is true of others in the picture."""
    others = [each for each in teller.graph.entities if each.index != entity.index]
    rng = teller.rng
    if type_ == "emotion" and entity.feeling:
        pool = [rng.choice(words) for words in FEELING_WORDS.values()]
        return (
            list(FEELING_WORDS[entity.feeling]),
            pool,
            [word for word in pool for each in others if each.feeling and word in FEELING_WORDS[each.feeling]],
        )
    if type_ == "attribute" and " hair" in answer and entity.hair:
        return [entity.hair], list(_HAIR), [each.hair for each in others if each.hair]
    if type_ == "attribute" and entity.colour:
        return [entity.colour], list(COLOURS), [each.colour for each in others if each.colour]
    if type_ == "role" and entity.profession:
        jobs = [each.profession for each in others if each.profession]
        return [with_article(entity.profession)], [*map(with_article, PROFESSIONS)], [*map(with_article, jobs)]
    if type_ in ("type", "purpose") and entity.kind != "person":
        return _thing_values(type_, entity, others, answer)
    return [], [], []


def _thing_values(
    type_: str, entity: Entity, others: Sequence[Entity], answer: str
) -> tuple[list[str], list[str], list[str]]:
    things = [each for each in others if each.kind != "person"]
    if type_ == "type":
        own = [with_article(entity.thing), with_article(entity.noun)]
        rest = {
            name: thing for name, thing in THINGS.items() if thing.noun != entity.noun and thing.kind == entity.kind
        }
        if re.search(rf"\b{re.escape(own[0])}\b", answer):
            return own, [with_article(name) for name in rest], [with_article(each.thing) for each in things]
        return own, [with_article(thing.noun) for thing in rest.values()], [with_article(each.noun) for each in things]
    pool = [thing.purpose for thing in THINGS.values() if thing.purpose]
    return [THINGS[entity.thing].purpose], pool, [THINGS[each.thing].purpose for each in things]


def _sign_rationale(teller: Teller, question: SceneQuestion, entity: Entity, item: ChoiceItem) -> ChoiceItem | None:
    """Give the signs of other feelings as wrong reasons for a feeling."""
    if question.type != "emotion" or entity.feeling is None:
        return None
    entities = teller.graph.entities
    others: list[Feeling] = [feeling for feeling in FEELINGS if feeling != entity.feeling]
    felt: list[Feeling] = [feeling for feeling in others if any(each.feeling == feeling for each in entities)]
    rest: list[Feeling] = [feeling for feeling in others if feeling not in felt]
    teller.rng.shuffle(felt)
    teller.rng.shuffle(rest)
    # The first sign of a feeling goes with no other one; the further ones may.
    signs = [FEELING_SIGNS[feeling][0] for feeling in (entity.feeling, *(felt + rest)[:_WRONG])]
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
