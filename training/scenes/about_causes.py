"""Ask what a situation tells of one who plays a part in it: why, what before and after, the wish, the doing.

Animals are asked as people are, but for their feelings; things are not.
"""

from collections.abc import Iterator

from training.scenes.asking import framed
from training.scenes.graph import Entity
from training.scenes.phrases import AFTER_FRAMES, FEELING_WORDS, INTENT_FRAMES
from training.scenes.phrases_causes import CAUSE_QUESTIONS
from training.scenes.telling import SceneQuestion, Teller


def cause_questions(teller: Teller, entity: Entity) -> Iterator[SceneQuestion]:
    """Yield the questions about one entity; what the situation leaves untold is not asked."""
    told, happening, s = teller.told(entity), teller.happening_of(entity), teller.name(entity)
    evidence = teller.filled(told.evidence, happening) or [_near(teller, entity)]
    why = teller.filled(told.why, happening)
    before = teller.filled(told.before, happening)
    after = framed(teller.filled(told.after, happening), AFTER_FRAMES, s=s)
    wants = framed(teller.filled(told.wants, happening), INTENT_FRAMES, s=s)
    doing = teller.filled(told.doing, happening, lead=f"{s} is ")

    if entity.feeling and why:
        # The word asked for has the feeling of the face, so it says nothing about the cause.
        form = teller.rng.choice(("why", "why", "why unnamed"))
        word = teller.rng.choice(FEELING_WORDS[entity.feeling])
        yield teller.ask("why", entity, CAUSE_QUESTIONS[form], why, evidence, w=word)
    for type_, answers, reasons in (
        ("before", before, evidence),
        ("after", after, evidence + why),
        ("intent", wants, evidence + why),
        ("action", doing, evidence),
        ("inference", _inferred(teller, entity), evidence),
    ):
        if answers:
            yield teller.ask(type_, entity, CAUSE_QUESTIONS[type_], answers, reasons)


def _inferred(teller: Teller, entity: Entity) -> list[str]:
    """Return what no picture shows and yet follows from it: what has happened to somebody, and what they want."""
    told, happening = teller.told(entity), teller.happening_of(entity)
    wants = framed(teller.filled(told.wants, happening), INTENT_FRAMES[:1], s=teller.name(entity))
    return [*teller.filled(told.before, happening), *wants]


def _near(teller: Teller, entity: Entity) -> str:
    members = teller.happening_of(entity).members
    others = [index for key, index in members.items() if key in ("S", "T") and index != entity.index]
    return f"{teller.name(entity)} is near {teller.names[others[0]]}" if others else "nobody is near"
