"""Nobody, for work of verbalizers that is to be left out: no labels, no regions."""

from collections.abc import Sequence

from PIL import Image

from models.records import Detection, Tag

NAME = "none"


class Nobody:
    """A tagger and detector that says nothing of any picture."""

    name = NAME

    def tag(self, image: Image.Image, labels: Sequence[str], top: int) -> tuple[Tag, ...]:
        """Return no labels."""
        del image, labels, top
        return ()

    def detect(self, image: Image.Image) -> tuple[Detection, ...]:
        """Return no regions."""
        del image
        return ()
