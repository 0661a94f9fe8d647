"""Ask simple questions about what a picture shows; everything is named so that only one thing can be meant."""

import random
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from training.scenes.asking import can_be_asked, shows_hair
from training.scenes.describing_asking import ASKED
from training.scenes.describing_names import names_of, traits_of
from training.scenes.describing_people import clothes_of, profession_shown
from training.scenes.describing_scene import DescribedScene
from training.scenes.describing_things import STATES, a_look, own_colour, spoken
from training.scenes.describing_words import AGE_NOUNS, DOINGS, FACE_ANSWERS, HATS, UNIFORM_COLOURS
from training.scenes.features import is_left
from training.scenes.graph import COLOURS, FEELINGS, Entity
from training.scenes.stories import STORIES
from training.scenes.things import THINGS

_GRIPS = ("hold", "both", "carry", "reach", "hug")  # poses that one would rather tell by what the hands hold
_HAND_SPOTS = ("hand", "hands", "second hand", "lap", "lead")
_IN_SIGHT = 0.5  # the share of "no" that names a thing which is in the picture, but not in this hand


class SimpleQuestion(NamedTuple):
    """A question about what can be seen, in plain text, with its one short answer."""

    text: str
    answer: str
    kind: str


class Asker:
    """Words questions about one picture."""

    def __init__(self, scene: DescribedScene, rng: random.Random) -> None:
        self.scene = scene
        self.rng = rng
        self.clear = [entity for entity in scene.seen if can_be_asked(entity)]

    def name(self, entity: Entity, *without: str) -> str | None:
        """Draw a name that fits only this entity and does not tell the answer."""
        names = names_of(self.scene, entity, without)
        return self.rng.choice(names) if names else None

    def ask(self, kind: str, answer: str, **words: str) -> SimpleQuestion:
        """Draw the wording of a question."""
        text = self.rng.choice(ASKED[kind]).format(**words)
        return SimpleQuestion(text[0].upper() + text[1:], answer, kind)

    def whether(self, kind: str, right: str, wrong: list[str], **words: str) -> SimpleQuestion:
        """Ask whether something holds: as often what does as what does not."""
        holds = not wrong or self.rng.random() < 0.5
        return self.ask(kind, "yes" if holds else "no", x=right if holds else self.rng.choice(wrong), **words)


def entity_questions(asker: Asker) -> Iterator[SimpleQuestion]:
    """Yield the questions about single entities and about pairs of them."""
    for entity in asker.clear:
        if entity.kind == "person":
            yield from _face(asker, entity)
            yield from _clothes(asker, entity)
            yield from _hands(asker, entity)
            yield from _who(asker, entity)
        else:
            yield from _thing(asker, entity)
    yield from _sides(asker)


def _face(asker: Asker, entity: Entity) -> Iterator[SimpleQuestion]:
    feeling = entity.feeling or "calm"
    name = asker.name(entity, "face")
    if name:
        yield asker.ask("face", FACE_ANSWERS[feeling], r=name)
        # Surprise and fear have faces that one may take for each other.
        near = {"surprised", "scared"} if feeling in ("surprised", "scared") else {feeling}
        wrong = [FACE_ANSWERS[each] for each in FEELINGS if each not in near]
        yield asker.whether("face?", FACE_ANSWERS[feeling], wrong, r=name)
    name = asker.name(entity, "hair")
    if name and shows_hair(entity) and entity.hair:
        yield asker.ask("hair", entity.hair, r=name)


def _clothes(asker: Asker, entity: Entity) -> Iterator[SimpleQuestion]:
    name = asker.name(entity, "clothes")
    if name is None:
        return
    yield asker.ask("wearing", clothes_of(entity)[0], r=name)
    if entity.colour:
        yield asker.ask("clothes colour", entity.colour, r=name)
        yield asker.whether("clothes colour?", entity.colour, [c for c in COLOURS if c != entity.colour], r=name)
    elif entity.profession in UNIFORM_COLOURS:
        absent = [colour for colour in COLOURS if colour not in UNIFORM_COLOURS[entity.profession]]
        if asker.rng.random() < 1 / 2:
            yield asker.ask("clothes colour?", "no", x=asker.rng.choice(absent), r=name)


def _hands(asker: Asker, entity: Entity) -> Iterator[SimpleQuestion]:
    held = asker.scene.held_things(entity)
    name = asker.name(entity, "holding")
    if name is None:
        return
    if entity.pose in DOINGS and not (held and entity.pose in _GRIPS):
        yield asker.ask("doing", DOINGS[entity.pose], r=name)
    held = [each for each in held if can_be_asked(each)]
    if len(held) == 1:
        yield asker.ask("holding", a_look(spoken(held[0].noun)), r=name)
        # Whatever else is in sight, or one of a kind with which hands are often full.
        beside = [each.noun for each in asker.clear if each.kind != "person" and each.noun != held[0].noun]
        wrong = beside if beside and asker.rng.random() < _IN_SIGHT else _held_nouns()
        wrong = [a_look(spoken(noun)) for noun in wrong if noun.split()[-1] != held[0].noun.split()[-1]]
        yield asker.whether("holding?", a_look(spoken(held[0].noun)), wrong, r=name)


@cache
def _held_nouns() -> tuple[str, ...]:
    """Return the nouns of all that people may hold in their hands."""
    props = [prop for story in STORIES.values() for prop in story.props.values() if prop.spot in _HAND_SPOTS]
    return tuple(sorted({THINGS[name].noun for prop in props for name in prop.things}))


def _who(asker: Asker, entity: Entity) -> Iterator[SimpleQuestion]:
    """Ask who it is that only one face, dress, hat or thing in the hand tells of."""
    others = [each for each in asker.scene.graph.entities if each.kind == "person" and each.index != entity.index]
    telling = [trait for trait in traits_of(asker.scene, entity) if not any(trait.fits(each) for each in others)]
    telling = [trait for trait in telling if trait.topic != "hair"]
    if telling and others:
        trait = asker.rng.choice(telling)
        worn = {"clothes": clothes_of(entity)[0], "hat": HATS.get(entity.hat or "", "")}.get(trait.topic)
        words = f"wearing {worn}" if worn else trait.before or trait.after
        answer = profession_shown(entity) or AGE_NOUNS[entity.age or "adult"]
        yield asker.ask("who", a_look(answer), x=words)


def _thing(asker: Asker, entity: Entity) -> Iterator[SimpleQuestion]:
    name, colour, state = asker.name(entity, "colour"), own_colour(entity), STATES.get(entity.thing)
    if name and colour:
        yield asker.ask("colour", colour, r=name)
        yield asker.whether("colour?", colour, [each for each in COLOURS if each != colour], r=name)
    name = asker.name(entity, "state")
    if name and state:
        others = sorted(
            {STATES[thing] for thing in STATES if THINGS[thing].noun == entity.noun and STATES[thing] != state}
        )
        yield asker.whether("state?", state, others, r=name)


def _sides(asker: Asker) -> Iterator[SimpleQuestion]:
    """Ask on which side of another one something is, for two pairs that clearly are side by side."""
    pairs = [(a, b) for a in asker.clear for b in asker.clear if is_left(a, b)]
    for left, right in asker.rng.sample(pairs, min(2, len(pairs))):
        first, second = asker.name(left), asker.name(right)
        if first and second:
            swapped = asker.rng.random() < 0.5
            r, o, side = (second, first, "right") if swapped else (first, second, "left")
            yield asker.ask("side", side, r=r, o=o)
            yield asker.whether("side?", side, ["left" if side == "right" else "right"], r=r, o=o)
