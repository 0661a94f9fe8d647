"""What the verbalizers' eye is taught to see of a region: labels of what is there, never of what happens.

They are the eye's concepts (`models/embedded/concepts.py`), as the student's are, without the sets that tell a story.
"""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from models.embedded.settings import StudentSettings
from models.embedded.verbalizer_network import VerbalizerSettings
from training.embedded.label_sets import NOTHING, SetLosses, set_losses
from training.scenes.asking import shows_hair
from training.scenes.colours import HAIR_PAINTS
from training.scenes.describing_people import profession_shown
from training.scenes.graph import AGES, COLOURS, FEELINGS, PROFESSIONS, Entity, SceneGraph
from training.scenes.hats import HATS
from training.scenes.poses import POSES
from training.scenes.things import THINGS

_BARE = "no hat"

SIGHTS: dict[str, tuple[str, ...]] = {
    "kind": ("person", "animal", "object"),
    "noun": tuple(sorted({*AGES, *PROFESSIONS, *(thing.noun for thing in THINGS.values())})),
    "thing": tuple(sorted({*AGES, *PROFESSIONS, *THINGS})),
    "age": AGES,
    "profession": PROFESSIONS,
    "face": FEELINGS,
    "pose": POSES,
    "hair": tuple(HAIR_PAINTS),
    "hair style": (
        "afro", "bald", "bob", "braids", "bun", "curly", "headscarf", "long", "mohawk", "pigtails", "pony tail",
        "short", "side part", "spiky", "tuft", "turban", "undercut", "wavy",
    ),
    "colour": COLOURS,
    "garment": (
        "cardigan", "coat", "dress", "overalls", "romper", "shorts", "skirt", "swimsuit", "trousers", "trunks",
    ),
    "hat": (_BARE, *HATS),
}  # fmt: skip


def with_sights(settings: VerbalizerSettings) -> VerbalizerSettings:
    """Return the settings of a network that sorts what it sees into the sets."""
    sizes = {name: len(labels) for name, labels in SIGHTS.items()}
    teller: StudentSettings = settings.teller.model_copy(update={"concepts": sizes})
    return settings.model_copy(update={"teller": teller})


def sights_of(entity: Entity) -> tuple[int, ...]:
    """Return the index of an entity's label in every set, NOTHING where the set does not apply."""
    person = entity.kind == "person"
    profession = profession_shown(entity)
    called = profession or entity.age  # nobody looks like a teacher whose tie is hidden
    labels: dict[str, str | None] = {
        "kind": entity.kind,
        "noun": called if person else entity.noun,
        "thing": called if person else entity.thing,
        "age": entity.age,
        "profession": profession,
        "face": entity.feeling,
        "pose": entity.pose,
        "hair": entity.hair if shows_hair(entity) else None,
        "hair style": entity.hair_style,
        "colour": entity.colour,
        "garment": entity.garment,
        "hat": (entity.hat or _BARE) if person else None,
    }
    return tuple(NOTHING if (label := labels[name]) is None else known.index(label) for name, known in SIGHTS.items())


def sight_labels(scenes: Sequence[tuple[SceneGraph, Mapping[int, int]]], regions: int) -> Tensor:
    """Return [B, K, sets]; `scenes` are graphs with region slots by entity index."""
    labels = torch.full((len(scenes), regions, len(SIGHTS)), NOTHING, dtype=torch.long)
    for row, (graph, slots) in enumerate(scenes):
        for entity, slot in slots.items():
            labels[row, slot] = torch.tensor(sights_of(graph.entities[entity]))
    return labels


def sight_losses(scores: Tensor, labels: Tensor) -> SetLosses:
    """Compare scores [B, K, all labels of all sets] with `labels` [B, K, sets]."""
    return set_losses(scores, labels, [len(known) for known in SIGHTS.values()])
