"""A picture that several things are asked about: looked over once, and once at every arrangement of its regions."""

from collections.abc import Callable, Mapping

from PIL import Image

from models.embedded.student import Looked
from models.embedded.vision import Seen
from models.records import Region


class Looking:
    """A picture that was looked over, and what was seen of regions in it so far."""

    def __init__(self, looked: Looked, look_at: Callable[[Looked, Mapping[int, Region]], Seen]) -> None:
        self._looked = looked
        self._look_at = look_at
        self._seen: dict[tuple[tuple[int, Region], ...], Seen] = {}

    @property
    def image(self) -> Image.Image:
        return self._looked.image

    def at(self, regions: Mapping[int, Region]) -> Seen:
        """Return what is seen with these regions in these slots."""
        key = tuple(sorted(regions.items(), key=lambda each: each[0]))
        if key not in self._seen:
            self._seen[key] = self._look_at(self._looked, regions)
        return self._seen[key]
