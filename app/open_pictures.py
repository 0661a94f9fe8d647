"""The pictures that were looked at last, decoded, so that the next question about one begins at once."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from PIL import Image

PIXELS = 60_000_000  # 180 MB; one picture of the largest size and a few of the usual one


class OpenPictures:
    """A small cache of decoded pictures. They are shared, so nobody may draw into them."""

    def __init__(self, decode: Callable[[str], Image.Image], *, pixels: int = PIXELS) -> None:
        self._decode = decode
        self._pixels = pixels
        self._pictures: OrderedDict[str, Image.Image] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, image_id: str) -> Image.Image:
        """Return the picture with RGB pixels as the boxes count them."""
        with self._lock:
            if image_id in self._pictures:
                self._pictures.move_to_end(image_id)
                return self._pictures[image_id]
        image = self._decode(image_id)
        with self._lock:
            self._pictures[image_id] = image
            while len(self._pictures) > 1 and self._total() > self._pixels:
                self._pictures.popitem(last=False)
        return image

    def forget(self, image_id: str) -> None:
        with self._lock:
            self._pictures.pop(image_id, None)

    def _total(self) -> int:
        return sum(image.width * image.height for image in self._pictures.values())
