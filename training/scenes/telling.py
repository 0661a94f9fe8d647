"""What is common to all questions about a scene: who is called what, and how a question is put together."""

import random
import re
from collections.abc import Iterable, Mapping, Sequence

from models.records import QAR, Record
from training.scenes.graph import Entity, Happening, SceneGraph
from training.scenes.situations import Told
from training.scenes.tellings import told_of

_ALONE = 0.3
_REGION = re.compile(r"\[\d+\]")


class SceneQuestion(Record):
    """A question with every answer that is true for the graph.

    `entity` is the index of the entity asked about (the first of several), None for the whole picture; `needs_region`
    says whether the question names regions at all. `accepted` names an entity by `[id]` where it has one and by noun
    where it has none; the answer of `qar` is a member.
    """

    qar: QAR
    type: str
    entity: int | None
    needs_region: bool
    accepted: frozenset[str]


class Teller:
    """Words questions about one graph for one assignment of region ids (`ids`: entity index to id)."""

    def __init__(self, graph: SceneGraph, ids: Mapping[int, int], rng: random.Random) -> None:
        self.graph = graph
        self.ids = ids
        self.rng = rng
        self.names = [
            f"[{ids[entity.index]}]" if entity.index in ids else f"the {entity.noun}" for entity in graph.entities
        ]
        self.shown = [entity for entity in graph.entities if entity.index in ids]

    def name(self, entity: Entity) -> str:
        """Return `[id]`, or the noun of an entity that has no region."""
        return self.names[entity.index]

    def people_shown(self) -> list[Entity]:
        return [entity for entity in self.shown if entity.kind == "person"]

    def happening_of(self, entity: Entity) -> Happening:
        return next(each for each in self.graph.situations if entity.index in each.members.values())

    def told(self, entity: Entity) -> Told:
        """Return what the situation says of one who plays a part in it."""
        return told_of(entity.situation, entity.role_in_situation)

    def filled(self, texts: Iterable[str], happening: Happening, *, lead: str = "") -> list[str]:
        """Write the names of those who play the parts into templates."""
        names = {part: self.names[index] for part, index in happening.members.items()}
        return [lead + text.format(**names) for text in texts]

    def ask(
        self,
        type_: str,
        entity: Entity | None,
        phrasings: Sequence[str],
        answers: Sequence[str],
        reasons: Sequence[str],
        *,
        only_first: bool = False,
        **words: str,
    ) -> SceneQuestion:
        """Draw wording, answer and rationale; `{s}` is the entity asked about, `words` fill the other places.

        All `answers` are true; `only_first` gives the first one and accepts the others.
        """
        s = self.name(entity) if entity else ""
        question = self.rng.choice(phrasings).format(s=s, **words)
        # Answers that lean on no other region read well alone and come a little more often.
        alone = [each for each in answers if set(_REGION.findall(each)) <= {s}]
        given = alone if alone and self.rng.random() < _ALONE else answers
        answer = answers[0] if only_first else self.rng.choice(given)
        return SceneQuestion(
            qar=QAR(question=question, answer=answer, rationale=self.rng.choice(reasons)),
            type=type_,
            entity=entity.index if entity else None,
            needs_region=bool(_REGION.search(question)),
            accepted=frozenset(answers),
        )


def mask_ids(answer: str) -> str:
    """Return the slot form of an answer: every `[id]` becomes `[]`, nouns stay."""
    return _REGION.sub("[]", answer)
