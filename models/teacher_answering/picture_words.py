"""Put pictures into words as people ask about them, and keep what was said.

The whole is put into words once for each picture, each of the user's regions once for each box.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PIL import Image

from models.corpus import Picture, Verbalization
from models.records import Box, ImageRecord, Region
from models.regions import iou
from models.verbalizing.verbalize import Verbalizers, VerbalizeSettings, verbalize

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_PICTURES = 16  # that are remembered
_CAPTIONS = 256
_SAME = 0.6  # IoU from which on a region that was found is the user's own


class PictureWords:
    """The verbalizers and what they said of the pictures asked about last. Threads may share one."""

    def __init__(self, by: Verbalizers, settings: VerbalizeSettings | None = None) -> None:
        self.by = by
        self._settings = settings or VerbalizeSettings()
        self._wholes: _Kept[str, Verbalization] = _Kept(_PICTURES)
        self._captions: _Kept[tuple[str, Box], str] = _Kept(_CAPTIONS)

    def whole(self, image: Image.Image, ask: Callable[[Verbalization], Verbalization]) -> Verbalization:
        """Return the picture in words, with the regions that a detector finds; a new picture's words go through `ask`,
        which has simple questions about it asked and answered."""
        key = _key(image)
        told = self._wholes.get(key)
        if told is None:
            record = ImageRecord(id=key, width=image.width, height=image.height)
            told = ask(verbalize(Picture(image=record, path=key), image, self.by, self._settings))
            self._wholes.keep(key, told)
        return told

    def described(self, image: Image.Image, regions: Sequence[Region]) -> tuple[Region, ...]:
        """Return the user's regions, each with a caption as its description."""
        key = _key(image)
        captions = {region.box: self._captions.get((key, region.box)) for region in regions}
        new = [region for region in regions if captions[region.box] is None]
        if new:
            for region, caption in zip(new, self.by.captioner.caption(image, new), strict=True):
                captions[region.box] = caption
                self._captions.keep((key, region.box), caption)
        return tuple(region.model_copy(update={"description": captions[region.box] or ""}) for region in regions)


def besides(found: Sequence[Region], own: Sequence[Region]) -> tuple[Region, ...]:
    """Return the regions that were found and are none of the user's own."""
    return tuple(each for each in found if all(iou(each.box, region.box) < _SAME for region in own))


def _key(image: Image.Image) -> str:
    return hashlib.sha256(repr(image.size).encode() + image.tobytes()).hexdigest()


class _Kept(Generic[Key, Value]):
    """What was said last, up to so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._said: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        with self._lock:
            if key in self._said:
                self._said.move_to_end(key)
            return self._said.get(key)

    def keep(self, key: Key, said: Value) -> None:
        with self._lock:
            self._said[key] = said
            while len(self._said) > self._most:
                self._said.popitem(last=False)
