"""Ask everything that a scene graph can answer, and list every answer that is true of it.

In answers and rationales an entity that has a region id is named by it, any other by its noun ("the ice cream").
"""

import random
import re
from collections.abc import Iterator, Mapping

from models.records import QAR, Record
from training.scenes.graph import FEELINGS, OUTDOORS, Entity, Feeling, Happening, SceneGraph
from training.scenes.phrases import (
    FEELING_SIGNS,
    FEELING_WORDS,
    LIGHT_WORDS,
    MOODS,
    PLACE_SIGNS,
    PLACE_WORDS,
    QUESTIONS,
    WEATHER_WORDS,
    with_article,
)
from training.scenes.situations import Told
from training.scenes.stories import STORIES
from training.scenes.things import THINGS

# Types whose question can only be answered by looking at the region it names. Names follow Table 7 of the paper, whose
# "Reason" and "Inference" are told apart here as why / intent and before / after.
QUESTION_TYPES: tuple[str, ...] = (
    "why",
    "before",
    "after",
    "intent",
    "action",
    "emotion",
    "role",
    "attribute",
    "type",
    "purpose",
    "relationship",
    "factual",
)
WHOLE_PICTURE_TYPES: tuple[str, ...] = ("scene", "ambiance")

_ALONE = 0.3
_NOUNS: tuple[str, ...] = tuple(sorted({thing.noun for thing in THINGS.values()}))


class SceneQuestion(Record):
    """A question with every answer that is true for the graph.

    `entity` is the index of the entity asked about, None for the whole picture. `accepted` names an entity by `[id]`
    where it has one and by noun where it has none; the answer of `qar` is a member.
    """

    qar: QAR
    type: str
    entity: int | None
    needs_region: bool
    accepted: frozenset[str]


def mask_ids(answer: str) -> str:
    """Return the slot form of an answer: every `[id]` becomes `[]`, nouns stay."""
    return re.sub(r"\[\d+\]", "[]", answer)


def ask_about(graph: SceneGraph, ids: Mapping[int, int], rng: random.Random) -> list[SceneQuestion]:
    """Return the questions about the shown regions and the whole picture; `ids` maps entity index to region id.

    Wording, and which of the true answers is given, are drawn by `rng`.
    """
    teller = _Teller(graph, ids, rng)
    questions: list[SceneQuestion] = []
    for happening in graph.situations:
        for key, index in happening.members.items():
            if index in ids:
                entity = graph.entities[index]
                about = teller.about_person if entity.kind == "person" else teller.about_thing
                questions += about(entity, happening, key)
    questions += teller.about_pairs()
    questions += teller.about_picture()
    return questions


class _Teller:
    """Words questions about one graph for one assignment of ids."""

    def __init__(self, graph: SceneGraph, ids: Mapping[int, int], rng: random.Random) -> None:
        self._graph = graph
        self._rng = rng
        self._names = [
            f"[{ids[entity.index]}]" if entity.index in ids else f"the {entity.noun}" for entity in graph.entities
        ]
        self._shown = [entity for entity in graph.entities if entity.index in ids]

    def about_person(self, entity: Entity, happening: Happening, key: str) -> Iterator[SceneQuestion]:
        feeling = entity.feeling or "calm"
        names = self._parts(happening)
        told, s = _told(happening, key), self._names[entity.index]
        evidence = _filled(told.evidence, names)
        signs = [sign.format(S=s) for sign in FEELING_SIGNS[feeling]]
        words = FEELING_WORDS[feeling]
        word = self._rng.choice(words)

        for type_, texts, lead in (
            ("why", told.why, ""),
            ("before", told.before, ""),
            ("after", told.after, f"{s} will "),
            ("intent", told.wants, f"{s} wants to "),
            ("action", told.doing, f"{s} is "),
        ):
            yield self._ask(type_, entity, _filled(texts, names, lead=lead), evidence, w=word)
        yield self._ask("emotion", entity, [f"{s} is {each}" for each in words], signs)
        yield self._ask("role", entity, [f"{s} is {with_article(entity.noun)}"], _role_signs(entity, s))
        if entity.colour:
            reasons = [f"the clothes of {s} are {entity.colour}"]
            yield self._ask("attribute", entity, [f"{s} is wearing {entity.colour}"], reasons, form="attribute person")
        yield self._whether_feels(entity, s, feeling, signs)

    def about_thing(self, entity: Entity, happening: Happening, key: str) -> Iterator[SceneQuestion]:
        s = self._names[entity.index]
        thing = THINGS[entity.thing]
        kinds = [f"{s} is {with_article(name)}" for name in dict.fromkeys((entity.thing, entity.noun))]
        near = self._near(happening, key)
        yield self._ask("type", entity, kinds, [f"it looks like {with_article(entity.noun)}", near])
        if thing.purpose:
            yield self._ask("purpose", entity, [f"{s} is for {thing.purpose}"], [kinds[-1]])
        if entity.colour:
            reasons = [f"most of {s} is {entity.colour}", f"{entity.colour} is the main colour of {s}"]
            yield self._ask("attribute", entity, [f"{s} is {entity.colour}"], reasons, form="attribute thing")
        if entity.kind == "animal":
            doing = _filled(_told(happening, key).doing, self._parts(happening), lead=f"{s} is ")
            yield self._ask("action", entity, doing, [near, kinds[0]])
        yield self._whether_is(entity, s, kinds)

    def about_pairs(self) -> Iterator[SceneQuestion]:
        """Ask what people are to each other: pairs of one situation, and one pair of strangers."""
        people = [entity for entity in self._shown if entity.kind == "person"]
        pairs = [(a, b) for n, a in enumerate(people) for b in people[n + 1 :]]
        self._rng.shuffle(pairs)
        strangers = False
        for first, second in pairs:
            if self._rng.random() < 0.5:
                first, second = second, first
            if first.situation == second.situation:
                yield self._relationship(first, second, _bonds(first), "the two belong together")
            elif not strangers:
                strangers = True
                yield self._relationship(first, second, ("strangers",), "each of them is busy with something else")

    def about_picture(self) -> Iterator[SceneQuestion]:
        graph = self._graph
        yield self._ask("scene", None, [PLACE_WORDS[graph.place]], list(PLACE_SIGNS[graph.place]), form="scene place")
        if graph.place in OUTDOORS:
            answer, sign = WEATHER_WORDS[graph.weather]
            yield self._ask("scene", None, [answer], [sign], form="scene weather")
            if graph.weather == "clear":
                answer, sign = LIGHT_WORDS[graph.light]
                yield self._ask("scene", None, [answer], [sign], form="scene time")
        mood = mood_of(graph)
        yield self._ask("ambiance", None, [f"the mood is {mood}"], [MOODS[mood]])

    def _relationship(self, first: Entity, second: Entity, bonds: tuple[str, ...], sign: str) -> SceneQuestion:
        s, t = self._names[first.index], self._names[second.index]
        # The bond of S and T comes first; the other way round it is worded the other way round.
        given, turned = (bonds[-1], bonds[0]) if first.role_in_situation == "T" else (bonds[0], bonds[-1])
        answers = [f"{s} and {t} are {given}", f"{t} and {s} are {turned}"]
        return self._ask("relationship", first, answers, [f"{sign}"], only_first=True, t=t)

    def _whether_feels(self, entity: Entity, s: str, feeling: Feeling, signs: list[str]) -> SceneQuestion:
        others: list[Feeling] = [each for each in FEELINGS if each != feeling]
        asked = feeling if self._rng.random() < 0.5 else self._rng.choice(others)
        word = self._rng.choice(FEELING_WORDS[asked])
        true = [f"no, {s} is {each}" for each in FEELING_WORDS[feeling]]
        answers = [f"yes, {s} is {word}"] if asked == feeling else true
        return self._ask("factual", entity, answers, signs, form="factual feeling", w=word)

    def _whether_is(self, entity: Entity, s: str, kinds: list[str]) -> SceneQuestion:
        true = self._rng.random() < 0.5
        noun = entity.noun if true else self._rng.choice([each for each in _NOUNS if each != entity.noun])
        answers = [f"yes, {s} is {with_article(noun)}"] if true else [f"no, {kind}" for kind in kinds]
        reasons = [f"it looks like {with_article(entity.noun)}"]
        return self._ask("factual", entity, answers, reasons, form="factual thing", n=with_article(noun))

    def _parts(self, happening: Happening) -> dict[str, str]:
        return {part: self._names[index] for part, index in happening.members.items()}

    def _near(self, happening: Happening, key: str) -> str:
        others = [index for part, index in happening.members.items() if part in ("S", "T") and part != key]
        return f"it is near {self._names[others[0]]}" if others else "it stands alone"

    def _ask(
        self,
        type_: str,
        entity: Entity | None,
        answers: list[str],
        reasons: list[str],
        *,
        form: str | None = None,
        only_first: bool = False,
        **words: str,
    ) -> SceneQuestion:
        """Draw wording, answer and rationale; `only_first` gives the first answer and accepts the others."""
        s = self._names[entity.index] if entity else ""
        question = self._rng.choice(QUESTIONS[form or type_]).format(s=s, **words)
        # Answers that lean on no other region read well alone and come a little more often.
        alone = [each for each in answers if set(re.findall(r"\[\d+\]", each)) <= {s}]
        given = alone if alone and self._rng.random() < _ALONE else answers
        answer = answers[0] if only_first else self._rng.choice(given)
        return SceneQuestion(
            qar=QAR(question=question, answer=answer, rationale=self._rng.choice(reasons)),
            type=type_,
            entity=entity.index if entity else None,
            needs_region=entity is not None,
            accepted=frozenset(answers),
        )


def mood_of(graph: SceneGraph) -> str:
    """Return the mood of a scene: mixed, tense, cheerful or calm."""
    feelings = {entity.feeling for entity in graph.entities if entity.kind == "person"}
    happy, upset = "happy" in feelings, bool(feelings & {"sad", "angry", "scared"})
    if happy and upset:
        return "mixed"
    if upset:
        return "tense"
    return "cheerful" if happy else "calm"


def _told(happening: Happening, key: str) -> Told:
    return STORIES[happening.name].told[key]


def _filled(texts: tuple[str, ...], names: Mapping[str, str], *, lead: str = "") -> list[str]:
    return [lead + text.format(**names) for text in texts]


def _bonds(entity: Entity) -> tuple[str, ...]:
    return STORIES[entity.situation].bond


def _role_signs(entity: Entity, s: str) -> list[str]:
    if entity.profession:
        return [f"{s} wears the clothes of {with_article(entity.profession)}"]
    return [
        f"{s} is {'small' if entity.age == 'child' else 'tall'}",
        f"{s} has the size of {with_article(entity.noun)}",
    ]
