"""Verbalizers that say what a test tells them, whatever they see, and count how often they are asked."""

from collections import Counter
from collections.abc import Sequence

from PIL import Image

from models.records import Box, Detection, Region, Tag
from models.verbalizing.verbalize import Verbalizers
from models.verbalizing.vocabularies import Vocabulary


class Teller:
    """Does the work of all verbalizers. `captions` are by the left edge of a box; what has none is "a brown dog"."""

    name = "tests:teller"

    def __init__(self, captions: dict[int, str], *, found: Sequence[Box] = ()) -> None:
        self._captions = captions
        self._found = found
        self.asked: Counter[str] = Counter()
        self.drawn: tuple[float, float, int] | None = None  # temperature, nucleus and seed of the last narratives

    def caption(self, image: Image.Image, regions: Sequence[Region]) -> tuple[str, ...]:
        assert image.mode == "RGB"
        self.asked["caption"] += len(regions)
        return tuple(self._captions.get(int(region.box.x0), "a brown dog") for region in regions)

    def narrate(
        self, image: Image.Image, count: int = 5, *, temperature: float = 1.1, nucleus: float = 0.95, seed: int = 0
    ) -> tuple[str, ...]:
        assert image.mode == "RGB"
        self.drawn = (temperature, nucleus, seed)
        self.asked["narrate"] += count
        return tuple(f"We are in a park, says number {number}." for number in range(count))

    def tag(self, image: Image.Image, labels: Sequence[str], top: int) -> tuple[Tag, ...]:
        assert image.mode == "RGB"
        self.asked["tag"] += 1
        return tuple(Tag(label, 0.5) for label in labels[:top])

    def reply(self, image: Image.Image, questions: Sequence[str]) -> tuple[str, ...]:
        assert image.mode == "RGB"
        self.asked["reply"] += len(questions)
        return tuple("a park" for _ in questions)

    def detect(self, image: Image.Image) -> tuple[Detection, ...]:
        assert image.mode == "RGB"
        self.asked["detect"] += 1
        return tuple(Detection(box, 0.9, "object") for box in self._found)


def verbalizers(teller: Teller) -> Verbalizers:
    places = Vocabulary(name="places", labels=("park", "beach"), taken=1)
    return Verbalizers(teller, teller, teller, teller, (places,), teller)
