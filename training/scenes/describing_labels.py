"""The labels that are true of a picture or of one entity, and the vocabularies they come from.

Some labels are put together ("red ball", "crying child"). Those held out are in the vocabularies but no trainer may
use them, so that one can measure whether a tagger that knows the words knows the label. The rule was written before any
training: a label is held out when the hash of its name falls into the lowest 10 %.
"""

from collections.abc import Iterable, Iterator

from training.scenes.asking import shows_hair
from training.scenes.colours import HAIR_PAINTS
from training.scenes.describing_people import profession_shown, trace_of
from training.scenes.describing_scene import DescribedScene, light_shown
from training.scenes.describing_things import LOOKS, STATES, own_colour
from training.scenes.describing_words import AGE_NOUNS, FACE_ANSWERS, GARMENTS, HAIR, HATS
from training.scenes.graph import AGES, COLOURS, FEELINGS, OUTDOORS, PLACES, PROFESSIONS, Entity, SceneGraph
from training.scenes.held_out import hash_share
from training.scenes.things import THINGS

SHARE = 0.1
_WEATHERS = {"clear": "dry weather", "rain": "rain", "snow": "snow"}
_LIGHTS = {"day": "daylight", "sunset": "evening light", "night": "night"}
_POSES = {
    "up": "raised arms", "reach": "reaching hand", "point": "pointing person", "face": "hands at the face",
    "run": "running person", "hips": "hands on hips", "wave": "waving person", "cross": "crossed arms",
    "chin": "hand at the chin", "hug": "hugging person", "shy": "hands behind the back", "shout": "shouting person",
    "clap": "clapping person", "kneel": "kneeling person", "sit": "sitting person", "crouch": "crouching person",
}  # fmt: skip
_TRACES = {
    "wet": "wet clothes", "muddy": "muddy clothes", "bandaged": "bandage", "scraped": "scraped knee",
    "backpack": "backpack", "costume": "cape",
}  # fmt: skip


def picture_labels(graph: SceneGraph) -> frozenset[str]:
    """Return all that is true of the whole picture: place, light, weather, and what is seen of everybody in it."""
    outdoors = graph.place in OUTDOORS
    labels = {graph.place, "outdoors" if outdoors else "indoors"}
    if outdoors:
        labels.add(_WEATHERS[graph.weather])
    light = light_shown(graph)
    if light:
        labels.add(_LIGHTS[light])
    for entity in DescribedScene(graph).seen:
        labels |= entity_labels(entity)
    return frozenset(labels)


def entity_labels(entity: Entity) -> frozenset[str]:
    """Return all that is true of the looks of one entity."""
    return frozenset(_labels_of_person(entity) if entity.kind == "person" else _labels_of_thing(entity))


def is_held_out_label(label: str) -> bool:
    """Return whether no trainer may use a label."""
    return hash_share("label", label) < SHARE


def for_training(labels: Iterable[str]) -> frozenset[str]:
    """Return the labels that a trainer may use."""
    return frozenset(label for label in labels if not is_held_out_label(label))


def _labels_of_person(entity: Entity) -> Iterator[str]:
    noun = AGE_NOUNS[entity.age or "adult"]
    face = FACE_ANSWERS[entity.feeling or "calm"]
    yield from (noun, f"{face} face", f"{face} {noun}")
    profession = profession_shown(entity)
    if profession:
        yield profession
    if entity.colour:
        yield f"{entity.colour} {GARMENTS[entity.garment or 'trousers'][0]}"
    if shows_hair(entity):
        yield f"{entity.hair} hair"
    if entity.hat:
        yield _plain(HATS[entity.hat])
    if entity.hair is None or (shows_hair(entity) and entity.hair_style):
        yield _style(entity.hair_style or "short")
    pose, trace = _POSES.get(entity.pose or ""), trace_of(entity)
    if pose:
        yield pose
    if trace:
        yield _TRACES[trace]


def _labels_of_thing(entity: Entity) -> Iterator[str]:
    yield entity.noun
    colour, state = own_colour(entity), STATES.get(entity.thing)
    if colour:
        yield f"{colour} {entity.noun}"
    if state:
        yield f"{state} {entity.noun}"


def _style(name: str) -> str:
    return _plain(" ".join(HAIR[name].format(c="", a_c="a").split()))


def _plain(text: str) -> str:
    return text.removeprefix("a ")


def _objects() -> Iterator[str]:
    yield from (*AGE_NOUNS.values(), *PROFESSIONS)
    for name, thing in THINGS.items():
        yield thing.noun
        if thing.colours and "{c}" in LOOKS[name][0].split(" with ")[0]:
            yield from (f"{colour} {thing.noun}" for colour in thing.colours)


def _concepts() -> Iterator[str]:
    for feeling in FEELINGS:
        yield f"{FACE_ANSWERS[feeling]} face"
        yield from (f"{FACE_ANSWERS[feeling]} {AGE_NOUNS[age]}" for age in AGES)
    yield from (f"{colour} {garment}" for garment, _ in GARMENTS.values() for colour in COLOURS)
    yield from (f"{colour} hair" for colour in HAIR_PAINTS)
    yield from (_style(style) for style in HAIR if style != "bald")
    yield from (*(_plain(hat) for hat in HATS.values()), *_POSES.values(), *_TRACES.values())
    yield from (f"{STATES[name]} {THINGS[name].noun}" for name in STATES)


VOCABULARIES: dict[str, tuple[str, ...]] = {
    "places": (*PLACES, "indoors", "outdoors", *_WEATHERS.values(), *_LIGHTS.values()),
    "objects": tuple(sorted(set(_objects()))),
    "concepts": tuple(sorted(set(_concepts()))),
}
