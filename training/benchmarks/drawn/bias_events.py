"""What happens between two stories: as in the temporal set of reporting bias, the same words fit before and after.

One story of a pair shows how things are before an event, another how they are after it. What is asked is on which side
of the event the picture is; its words alone cannot tell.
"""

from typing import Literal, NamedTuple

from training.scenes.graph import Entity, SceneGraph

Side = Literal["before", "after"]
SIDES: tuple[Side, ...] = ("before", "after")
Part = tuple[str, str]  # a story and the role in it


class Event(NamedTuple):
    """An event as a clause, and the parts of stories that see it ahead of them, or behind them."""

    clause: str
    before: tuple[Part, ...]
    after: tuple[Part, ...]


EVENTS: tuple[Event, ...] = (
    Event("the ice cream fell down", (("ice cream eaten", "S"),), (("ice cream dropped", "S"),)),
    Event("the balloon burst", (("balloon held", "S"),), (("balloon burst", "S"),)),
    Event("the balloon flew away", (("balloon held", "S"),), (("balloon flown away", "S"),)),
    Event("the kite got stuck in a tree", (("kite flown", "S"),), (("kite stuck", "S"),)),
    Event("the sand castle was destroyed", (("castle built", "S"),), (("castle ruined", "S"),)),
    Event("the boat sank", (("boat sailed", "S"),), (("boat sunk", "S"),)),
    Event("the plant withered", (("plant watered", "S"),), (("plant withered", "S"),)),
    Event("the tent fell down", (("tent pitched", "S"),), (("tent collapsed", "S"),)),
    Event("the marshmallow burnt", (("marshmallow toasted", "S"),), (("marshmallow burnt", "S"),)),
    Event("the tower was knocked over", (("tower built", "S"),), (("tower knocked over", "S"),)),
    Event(
        "the present was unwrapped",
        (("gift given", "T"), ("gift given", "S")),
        (("gift liked", "S"), ("gift disappointing", "S"), ("gift envied", "T")),
    ),
    Event(
        "the game was decided",
        (("board game played", "S"), ("board game played", "T")),
        (("board game won", "S"), ("board game won", "T")),
    ),
    Event("the chest was opened", (("chest locked", "S"),), (("chest opened", "S"),)),
    Event(
        "the injection was given",
        (("injection feared", "S"), ("injection feared", "T")),
        (("injection survived", "S"), ("injection survived", "T")),
    ),
    Event("the balls fell to the ground", (("juggling applauded", "S"),), (("juggling failed", "S"),)),
    Event(
        "the box was lifted",
        (("box too heavy", "S"),),
        (("box carried together", "S"), ("box carried together", "T")),
    ),
    Event("the vase was glued together", (("vase broken", "S"),), (("vase mended", "T"),)),
    Event("a fish took the bait", (("fishing learnt", "S"),), (("fish caught", "S"),)),
    Event(
        "the journey",
        (("farewell", "S"), ("farewell", "T")),
        (("reunion", "S"), ("reunion", "T")),
    ),
    Event("the fall off the bicycle", (("riding taught", "T"),), (("bicycle fall", "S"),)),
    Event("the meal fell on the floor", (("meal served", "T"),), (("soup spilled", "T"),)),
)  # fmt: skip


class Dated(NamedTuple):
    """Somebody in a picture, an event of somebody's story, and on which side of it the picture is."""

    entity: Entity
    event: Event
    side: Side


def dated(graph: SceneGraph) -> list[Dated]:
    """Return every event that a picture is before or after of, with whom it is told of.

    An event that is ahead of one and behind another of the same picture is left out: without regions nobody could tell
    which of them is meant.
    """
    found = []
    for event in EVENTS:
        sides: dict[Side, list[Entity]] = {
            side: [each for each in graph.entities if (each.situation, each.role_in_situation) in parts]
            for side, parts in zip(SIDES, (event.before, event.after), strict=True)
        }
        if not (sides["before"] and sides["after"]):
            found += [Dated(entity, event, side) for side, entities in sides.items() for entity in entities]
    return found
