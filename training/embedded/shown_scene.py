"""Show the student and the chooser a drawn scene, as one of their steps does."""

import random

from PIL import Image

from models.embedded.picture import PADDING, Fitted
from models.marks import draw_regions
from models.records import Region
from training.embedded.augment import vary
from training.embedded.settings import TrainingSettings
from training.scenes.graph import SceneGraph


def shown_scene(
    image: Image.Image, graph: SceneGraph, ids: dict[int, int], settings: TrainingSettings, rng: random.Random
) -> Fitted:
    """Return a picture of a scene in the square that is learned from; `ids` are those of regions by entity.

    Regions are drawn into the share `marked` of all. Who learns from questions alone is shown an empty picture.
    """
    if rng.random() < settings.marked and settings.blind == "no":
        regions = [Region(id=slot, box=graph.entities[entity].box) for entity, slot in ids.items()]
        image = draw_regions(image, regions, settings.student.mark_style)
    fitted = vary(image, settings.student.pixels, rng)
    if settings.blind == "question":
        return fitted._replace(image=Image.new("RGB", fitted.image.size, PADDING))
    return fitted
