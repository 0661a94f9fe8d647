"""One picture, several names: the id by which it is the same in whatever file speaks of it.

A picture of COCO is known by its number there. COCO's own names hold it, and with them those of RefCOCO and Localized
Narratives; Visual Genome has numbers of its own, and its `image_data.json` says which of its pictures are COCO's. Any
other is known by its file's name, in whatever folder it lies: Sherlock so names pictures of Visual Genome and of VCR.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

_DIGITS = 12  # of a number of COCO in a name
_COCO = re.compile(rf"(?:COCO_[a-z]+\d{{4}}_)?(\d{{{_DIGITS}}})(?:\.\w+)?", re.ASCII)
_VISUAL_GENOME = "VG_100K"  # how its folders begin, `VG_100K` and `VG_100K_2`


class PictureIds:
    """Returns the id of a picture by a name. `coco` has numbers of COCO by the names of Visual Genome's files, None for
    a picture that is none of COCO's."""

    def __init__(self, coco: Mapping[str, int | None] = MappingProxyType({})) -> None:
        self._coco = coco

    def __call__(self, image: str) -> str:
        """Return the id.

        >>> ids = PictureIds({"2371713.jpg": 9})
        >>> {ids(name) for name in ("COCO_train2014_000000000009.jpg", "000000000009", "VG_100K/2371713.jpg")}
        {'COCO 9'}
        >>> ids("VG_100K_2/7.jpg"), ids("vcr1images/movie/a@0.jpg")
        ('7.jpg', 'a@0.jpg')
        """
        name = image.rpartition("/")[2]
        if found := _COCO.fullmatch(name):
            return f"COCO {int(found[1])}"
        number = self._coco.get(name) if _is_of_visual_genome(image) else None
        return name if number is None else f"COCO {number}"

    def cannot_tell(self, image: str) -> bool:
        """Tell whether a picture may be one of COCO's and nobody says so: no `image_data.json` speaks of it."""
        return _is_of_visual_genome(image) and image.rpartition("/")[2] not in self._coco


def coco_name(number: int | str) -> str:
    """Return how COCO calls a picture's file, without its ending.

    >>> coco_name("137576")
    '000000137576'
    """
    return str(number).zfill(_DIGITS)


def _is_of_visual_genome(image: str) -> bool:
    return image.rpartition("/")[0].rpartition("/")[2].startswith(_VISUAL_GENOME)
