"""What a student's region token should know about its entity: one label per tag set."""

from training.scenes.graph import COLOURS, FEELINGS, PLACES, PROFESSIONS, SceneGraph
from training.scenes.poses import POSES
from training.scenes.stories import STORIES
from training.scenes.things import THINGS

__all__ = ["PLACES", "TAG_SETS", "tags_of"]

_KINDS = ("person", "animal", "object")
_AGES = ("child", "adult")

TAG_SETS: dict[str, tuple[str, ...]] = {
    "kind": _KINDS,
    "noun": tuple(sorted({*_AGES, *PROFESSIONS, *(thing.noun for thing in THINGS.values())})),
    "thing": tuple(sorted({*_AGES, *PROFESSIONS, *THINGS})),
    "feeling": FEELINGS,
    "profession": PROFESSIONS,
    "age": _AGES,
    "pose": POSES,
    "colour": COLOURS,
    "situation_role": tuple(f"{name}/{key}" for name, story in STORIES.items() for key in (*story.cast, *story.props)),
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
        "colour": entity.colour,
        "situation_role": f"{entity.situation}/{entity.role_in_situation}",
    }
    return {name: None if label is None else TAG_SETS[name].index(label) for name, label in labels.items()}
