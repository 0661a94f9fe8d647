"""A drawn scene as a picture that people judge: a PNG file, named by its bytes, and regions without a word."""

import hashlib
import io
from typing import NamedTuple

from PIL import Image

from models.records import Region
from training.evaluation.sampling import regions_of
from training.scenes.export import shown_ids
from training.scenes.graph import SceneGraph
from training.scenes.world import draw_scene

PIXELS = 640


class DrawnPicture(NamedTuple):
    """Pixels, the same as a PNG `png` whose sha256 is `image_id`, and the graph with its region ids by entity index.

    `regions` have no labels: a label is an answer.
    """

    image: Image.Image
    png: bytes
    image_id: str
    graph: SceneGraph
    ids: dict[int, int]
    regions: tuple[Region, ...]


def draw_picture(seed: int) -> DrawnPicture:
    """Return the picture of a scene, 640 pixels a side."""
    image, graph = draw_scene(seed, size=PIXELS)
    ids = shown_ids(graph)
    file = io.BytesIO()
    image.save(file, "PNG")
    png = file.getvalue()
    return DrawnPicture(image, png, hashlib.sha256(png).hexdigest(), graph, ids, regions_of(graph, ids))
