"""Find the region that a click means: a known one, else the object that stands out around the point."""

from collections.abc import Iterable

from PIL import Image

from models.records import Box, Point, Region
from models.regions import box_around, clamp, clamp_point, contains

_SMALL = 0.15  # side of the box around a point where nothing stands out, as a share of the shorter side
_LEAST_SIDE = 8.0


def known_region_at(point: Point, known: Iterable[Region]) -> Region | None:
    """Return the smallest known region that holds the point."""
    holding = [region for region in known if contains(region.box, point)]
    return min(holding, key=lambda region: region.box.area, default=None)


class ClassicalProposer:
    """Boxes the object at a point by contrast and edges, on any picture, without a model on disk."""

    name = "classical"

    def region_at(self, image: Image.Image, point: Point) -> Region:
        """Return the region under the point, with id 0. Raises ValueError when the point is not a number.

        A point outside is moved to the picture's border. Where nothing stands out (a plain sky), the region is a small
        box around the point.
        """
        # Importing scikit-image takes a moment that a command which never proposes should not wait for.
        from models.objectness import likeliest_box

        place = clamp_point(point, *image.size)
        box = likeliest_box(image if image.mode == "RGB" else image.convert("RGB"), place) or self._small_box(
            image, place
        )
        return Region(id=0, kind="point", box=clamp(box, *image.size))

    def _small_box(self, image: Image.Image, point: Point) -> Box:
        side = max(_LEAST_SIDE, _SMALL * min(image.size))
        return box_around(point, side, *image.size)
