"""Ask what is seen of a thing or an animal: what it is, what it is for, its colour."""

from collections.abc import Iterator

from training.scenes.asking import framed
from training.scenes.graph import Entity
from training.scenes.phrases import COLOUR_FRAMES, PURPOSE_FRAMES, TYPE_FRAMES, with_article
from training.scenes.phrases_things import THING_QUESTIONS
from training.scenes.telling import SceneQuestion, Teller
from training.scenes.things import THINGS


def thing_questions(teller: Teller, entity: Entity) -> Iterator[SceneQuestion]:
    """Yield the questions about the looks and the use of one thing or animal."""
    s, thing = teller.name(entity), THINGS[entity.thing]
    kinds = list(dict.fromkeys((with_article(entity.thing), with_article(entity.noun))))
    looks = [f"{s} looks like {kinds[-1]}", f"{s} has the shape of {kinds[-1]}"]
    yield teller.ask("type", entity, THING_QUESTIONS["type"], framed(kinds, TYPE_FRAMES, s=s), looks)
    if thing.purpose:
        purposes = framed([thing.purpose], PURPOSE_FRAMES, s=s)
        yield teller.ask("purpose", entity, THING_QUESTIONS["purpose"], purposes, [f"{s} is {kinds[-1]}"])
    if entity.colour:
        reasons = [f"most of {s} is {entity.colour}", f"{entity.colour} is the main colour of {s}"]
        colours = framed([entity.colour], COLOUR_FRAMES, s=s)
        yield teller.ask("attribute", entity, THING_QUESTIONS["colour"], colours, reasons)
