"""A scene in words, as a test needs it."""

from collections.abc import Sequence

from models.corpus import Exchange, Labels, Picture, Verbalization
from models.records import Box, ImageRecord, Region, Tag

PLAIN = (
    "a crying child in a red shirt",
    "dropped pink ice cream",
    "a smiling adult in a blue coat",
    "a barking dog",
)


def told_scene(
    captions: Sequence[str] = PLAIN,
    *,
    exchanges: Sequence[tuple[str, str]] = (("Where is this?", "a park"),),
    narratives: Sequence[str] = ("We are in a park by day, and there are two people.",),
    places: Sequence[str] = ("park", "outdoors"),
    number: int = 0,
) -> Verbalization:
    """Return a scene whose regions stand side by side, each with its caption; pictures differ by `number`."""
    width = 1000 / max(1, len(captions))
    regions = tuple(
        Region(id=place, box=Box(place * width, 100, (place + 1) * width - 40, 900), description=caption[:2000])
        for place, caption in enumerate(captions)
    )
    image = ImageRecord(id=f"{number:064x}", width=1000, height=1000)
    return Verbalization(
        picture=Picture(image=image, path=f"{number}.png", regions=regions),
        labels=(Labels(vocabulary="places", tags=tuple(Tag(place, 0.5) for place in places)),),
        narratives=tuple(narratives),
        exchanges=tuple(Exchange(question=question, answer=answer) for question, answer in exchanges),
        origin={"captioner": "tests"},
    )
