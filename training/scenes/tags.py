"""What a student's region token should know about its entity: one label per tag set."""

from training.scenes.asking import shows_hair
from training.scenes.colours import HAIR_PAINTS
from training.scenes.graph import AGES, COLOURS, FEELINGS, PLACES, PROFESSIONS, Entity, SceneGraph
from training.scenes.phrases import FEELING_WORDS
from training.scenes.poses import POSES
from training.scenes.stories import STORIES
from training.scenes.things import THINGS

__all__ = ["PLACES", "SPELLED", "TAG_SETS", "tags_of"]

_KINDS = ("person", "animal", "object")
_ONLOOKER = "onlooker"  # the part W is the same in every situation

TAG_SETS: dict[str, tuple[str, ...]] = {
    "kind": _KINDS,
    "noun": tuple(sorted({*AGES, *PROFESSIONS, *(thing.noun for thing in THINGS.values())})),
    "thing": tuple(sorted({*AGES, *PROFESSIONS, *THINGS})),
    "feeling": FEELINGS,
    "profession": PROFESSIONS,
    "age": AGES,
    "pose": POSES,
    "hair": tuple(HAIR_PAINTS),
    "colour": COLOURS,
    "situation_role": (
        *(f"{name}/{key}" for name, story in STORIES.items() for key in (*story.cast, *story.props)),
        _ONLOOKER,
    ),
}


# What people call some labels besides or instead of their names.
_CALLED: dict[str, str] = {
    "person": "person people", "object": "object thing", "adult": "adult grown-up", "senior": "senior elderly older",
    **{feeling: " ".join(words) for feeling, words in FEELING_WORDS.items()},
}  # fmt: skip
SPELLED: dict[str, tuple[str, ...]] = {
    name: tuple(_CALLED.get(label, label.partition("/")[0]) for label in labels) for name, labels in TAG_SETS.items()
}


def tags_of(graph: SceneGraph, entity_index: int) -> dict[str, int | None]:
    """Return the index of an entity's label in every tag set; None where the set does not apply."""
    entity = graph.entities[entity_index]
    labels: dict[str, str | None] = {
        "kind": entity.kind,
        "noun": entity.noun,
        "thing": entity.thing,
        "feeling": entity.feeling,
        "profession": entity.profession,
        "age": entity.age,
        "pose": entity.pose,
        "hair": entity.hair if shows_hair(entity) else None,
        "colour": entity.colour,
        "situation_role": _part(entity),
    }
    return {name: None if label is None else TAG_SETS[name].index(label) for name, label in labels.items()}


def _part(entity: Entity) -> str:
    return _ONLOOKER if entity.role_in_situation == "W" else f"{entity.situation}/{entity.role_in_situation}"
