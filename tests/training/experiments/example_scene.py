"""A scene of two stories: a child whose ice cream fell, and a grown-up with a balloon."""

from models.records import Box, Region
from training.scenes.graph import Entity, Happening, SceneGraph


def person(index: int, x: int, situation: str, role: str, **looks: object) -> Entity:
    values = {"noun": "child", "age": "child", "feeling": "sad", "thing": "child", "colour": "red", "garment": "dress"}
    return Entity.model_validate(
        {
            "index": index,
            "kind": "person",
            "box": Box(x, 40, x + 40, 200),
            "situation": situation,
            "role_in_situation": role,
            "hair": "black",
            "hair_style": "short",
            "pose": "stand",
            **values,
            **looks,
        }
    )


def thing(index: int, x: int, situation: str, noun: str, drawing: str, *, role: str = "O") -> Entity:
    return Entity(
        index=index, kind="object", noun=noun, thing=drawing, box=Box(x, 160, x + 30, 200), situation=situation,
        role_in_situation=role,
    )  # fmt: skip


GRAPH = SceneGraph(
    seed=0,
    split="train",
    place="park",
    light="day",
    weather="clear",
    entities=(
        person(0, 10, "ice cream dropped", "S"),
        thing(1, 60, "ice cream dropped", "ice cream", "dropped ice cream"),
        person(2, 250, "balloon held", "S", feeling="happy", noun="adult", age="adult", colour="blue"),
        thing(3, 210, "balloon held", "balloon", "balloon"),
    ),
    situations=(
        Happening(name="ice cream dropped", members={"S": 0, "O": 1}),
        Happening(name="balloon held", members={"S": 2, "O": 3}),
    ),
)
REGIONS = tuple(Region(id=entity.index + 4, box=entity.box) for entity in GRAPH.entities)
