"""Scenes in words that cost no verbalizers: what the graph tells of each one, now and then wrong."""

from collections.abc import Callable
from pathlib import Path

from models.corpus import Exchange, Labels, Verbalization
from models.records import Region, Tag
from training.evaluation.sampling import PIXELS
from training.experiments.looking import Looked, keep_picture
from training.reproduction.looks import home_of, looks_of
from training.reproduction.parts import Lab, miniature
from training.scenes.graph import Entity
from training.scenes.world import draw_scene

FACES = {"happy": "smiling", "sad": "crying", "angry": "frowning", "surprised": "gaping", "scared": "pale"}
KINDS = {"person": "person", "animal": "animal", "object": "object"}


def lab_in(folder: Path, **scale: object) -> Lab:
    """Return a laboratory at the smallest scale."""
    return Lab(miniature().model_copy(update=scale), folder)


def teller(folder: Path) -> Callable[[int], Looked]:
    """Return what stands in for verbalizers and asking teacher; pictures are kept in the folder."""

    def look(number: int) -> Looked:
        scene = draw_scene(number, split="train", size=PIXELS)
        regions = tuple(
            Region(id=place, box=each.box, label=KINDS[each.kind], description=caption(each))
            for place, each in enumerate(scene.graph.entities)
        )
        picture = keep_picture(folder, scene.image, number).model_copy(update={"regions": regions})
        told = Verbalization(
            picture=picture,
            labels=(Labels(vocabulary="places", tags=(Tag(scene.graph.place, 1.0),)),),
            narratives=tuple(
                f"There is {caption(each)} in a {scene.graph.place}." for each in scene.graph.entities[:2]
            ),
            exchanges=(
                Exchange(question="Where is this?", answer=f"a {scene.graph.place}"),
                Exchange(question=f"What is the {named(scene.graph.entities[0])} holding?", answer="a ball"),
            ),
        )
        return Looked(graph=scene.graph, told=told)

    return look


def with_looks(lab: Lab, seed: int = 0) -> Lab:
    """Return the lab, in which a seed's scenes are looked at."""
    looks_of(lab, seed, teller(home_of(lab, seed)))
    return lab


def named(entity: Entity) -> str:
    face = FACES.get(entity.feeling or "")
    return f"{face} {entity.noun}" if face else entity.noun


def caption(entity: Entity) -> str:
    return f"a {named(entity)}"
