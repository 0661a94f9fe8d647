"""Pictures with their regions, and texts that name them, as a first stage takes them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PIL import Image
from torch import Tensor

from models.blip2.manner import Manner
from models.judging import Candidate
from models.records import QAR, Region
from models.references import mentioned, renamed
from models.squares import marked_square, normalised

_SAYING = "[DEC]"  # stands in the place of the first word of a text that is said


class Words(NamedTuple):
    """The numbers of pieces of words [N, L], and 1 where one is."""

    numbers: Tensor
    mask: Tensor


class Placed(NamedTuple):
    """The regions that are drawn, by their new numbers, and how texts name them: by its place is a region known."""

    regions: tuple[Region, ...]
    names: Mapping[int, int]


class Teller:
    """Makes ready what is shown and told; it may be shared by threads."""

    def __init__(self, processor: Any, manner: Manner, side: int) -> None:  # Any: whichever processor the folder has
        self.manner = manner
        self.side = side
        self._tokenizer = processor.tokenizer
        self._mean = processor.image_processor.image_mean
        self._deviation = processor.image_processor.image_std

    def square(self, image: Image.Image, regions: Sequence[Region]) -> Tensor:
        """Return bytes [3, S, S] with the regions drawn."""
        manner = self.manner
        return marked_square(image, regions, manner.mark_style, self.side, mark_first=manner.mark_first)

    def numbers(self, squares: Tensor) -> Tensor:
        """Return bytes [B, 3, S, S] as the vision encoder wants them, where they are."""
        return normalised(squares, self._mean, self._deviation)

    def words(self, texts: Sequence[str]) -> Words:
        """Return texts as numbers; what is too long loses its end."""
        told = self._tokenizer(
            list(texts), padding="longest", truncation=True, max_length=self.manner.pieces, return_tensors="pt"
        )
        return Words(told["input_ids"], told["attention_mask"])

    def pieces(self, text: str) -> int:
        """Return of how many pieces a text is, however long it may be."""
        return len(self._tokenizer(text)["input_ids"])

    def said(self, words: Words) -> Tensor:
        """Return the words as they are said: a word of its own says that they are."""
        said = words.numbers.clone()
        said[:, 0] = self._saying
        return said

    @property
    def _saying(self) -> int:
        return self._tokenizer.get_vocab().get(_SAYING, self._tokenizer.bos_token_id)


def place(text: str, regions: Sequence[Region], most: int) -> Placed:
    """Number the regions that are to be drawn from 0, in their order: those that a text names, and others as long as
    there is room."""
    meant = mentioned(text)
    named = [region.id for region in regions if region.id in meant]
    others = [region.id for region in regions if region.id not in named][: max(0, most - len(named))]
    kept = [region for region in regions if region.id in (*named, *others)]
    names = {region.id: number for number, region in enumerate(kept)}
    return Placed(tuple(each.model_copy(update={"id": names[each.id]}) for each in kept), names)


def place_candidate(candidate: Candidate, most: int) -> Placed:
    """Number the regions that are drawn for a candidate."""
    return place(candidate.qar.text, candidate.regions, most)


def told(qar: QAR, placed: Placed) -> QAR:
    """Return texts that name regions by their places."""
    return QAR(**{name: renamed(text, placed.names) for name, text in qar})
