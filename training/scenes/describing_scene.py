"""What the describing texts know of a picture beyond single entities: who is seen, who holds what, who is near whom."""

import random
from collections.abc import Collection

from training.scenes.describing_people import appearance, person_phrases
from training.scenes.describing_things import a_look, looks_of
from training.scenes.features import centre, held_by, is_above, is_left, is_nearer
from training.scenes.graph import Entity, Light, SceneGraph

SEEN = 0.4  # share of a box that has to be free for a text to speak of an entity
_TALL = 0.25  # of somebody's height: what is lower cannot hide a body
_CLOSE = 0.6  # of the smaller one's width: as far apart are neighbours


class DescribedScene:
    """A graph as the texts see it."""

    def __init__(self, graph: SceneGraph) -> None:
        self.graph = graph
        self.seen = [entity for entity in graph.entities if entity.visible >= SEEN]
        self.people = [entity for entity in self.seen if entity.kind == "person"]
        self.holders = held_by(graph)

    def held_things(self, entity: Entity) -> list[Entity]:
        """Return what somebody alone is seen to hold."""
        return [each for each in self.seen if self.holders.get(each.index) == entity.index]

    def holder(self, entity: Entity) -> Entity | None:
        """Return who is seen to hold a thing."""
        index = self.holders.get(entity.index)
        return next((each for each in self.people if each.index == index), None)

    def held_text(self, entity: Entity) -> str:
        """Return the first thing that somebody holds, in the fewest words."""
        return next((a_look(looks_of(each)[0]) for each in self.held_things(entity)), "")

    def short_name(self, entity: Entity, rng: random.Random) -> str:
        """Return an entity in few words, with article."""
        if entity.kind != "person":
            return a_look(looks_of(entity)[0])
        looks = appearance(entity, "", rng)
        return rng.choice((a_look(f"{looks.face} {looks.noun}"), f"{a_look(looks.noun)} in {looks.clothes}"))

    def relation(self, entity: Entity, rng: random.Random, *, told: Collection[Entity] = ()) -> str:
        """Return how an entity stands to another one near it ("next to a red ball"); "" where nobody is near.

        Those that are `told` of in words of their own are left out.
        """
        others = [other for other in self.seen if other not in told]
        found = [text for other in others if (text := self._relation_to(entity, other, rng))]
        return rng.choice(found) if found else ""

    def _relation_to(self, entity: Entity, other: Entity, rng: random.Random) -> str:
        if entity.index == other.index or entity.index in self.holders or other.index in self.holders:
            return ""
        if self._hides(other, entity):
            return f"behind {self.short_name(other, rng)}"
        if _is_level(entity, other) and _gap(entity, other) < _CLOSE * _narrow(entity, other):
            if is_left(entity, other):
                return f"{rng.choice(('next to', 'beside', 'to the left of'))} {self.short_name(other, rng)}"
            if is_left(other, entity):
                return f"{rng.choice(('next to', 'beside', 'to the right of'))} {self.short_name(other, rng)}"
        return ""

    def _hides(self, front: Entity, back: Entity) -> bool:
        """Return whether `front` stands before the body of `back` and hides some of it."""
        if front.kind == "person" and not is_nearer(front, back):
            return False
        overlap = min(front.box.x1, back.box.x1) - max(front.box.x0, back.box.x0)
        return (
            back.kind == "person"
            and back.visible < 0.9
            and front.visible > back.visible
            and front.box.y1 > back.box.y1
            and front.box.y1 - front.box.y0 > _TALL * (back.box.y1 - back.box.y0)
            and overlap > 0.5 * (back.box.x1 - back.box.x0)
        )


def side_of(entity: Entity, among: list[Entity]) -> str | None:
    """Return "left" or "right" for who is clearly beyond all others on that side, else None."""
    others = [each for each in among if each.index != entity.index]
    if others and all(is_left(entity, each) for each in others):
        return "left"
    return "right" if others and all(is_left(each, entity) for each in others) else None


def light_shown(graph: SceneGraph) -> Light | None:
    """Return the light that sky or window show; clouds of rain look alike by day and in the evening."""
    return graph.light if graph.light == "night" or graph.weather != "rain" else None


def describe_briefly(scene: DescribedScene, entity: Entity, rng: random.Random) -> str:
    """Return one phrase about the looks of an entity, without where it is."""
    if entity.kind == "person":
        return rng.choice(person_phrases(appearance(entity, scene.held_text(entity), rng)))
    return a_look(rng.choice(looks_of(entity)))


def is_over(entity: Entity, other: Entity) -> bool:
    """Return whether an entity hangs or flies right above another one."""
    return is_above(entity, other) and other.box.x0 < centre(entity)[0] < other.box.x1


def _is_level(entity: Entity, other: Entity) -> bool:
    shared = min(entity.box.y1, other.box.y1) - max(entity.box.y0, other.box.y0)
    return shared > 0.5 * min(entity.box.y1 - entity.box.y0, other.box.y1 - other.box.y0)


def _gap(entity: Entity, other: Entity) -> float:
    return max(entity.box.x0, other.box.x0) - min(entity.box.x1, other.box.x1)


def _narrow(entity: Entity, other: Entity) -> float:
    return min(entity.box.x1 - entity.box.x0, other.box.x1 - other.box.x0)
