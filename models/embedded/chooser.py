"""The embedded chooser: which of several answers fits a question about a drawn scene, on a CPU, offline."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from models.choices import Nature
from models.choosing import check_choices
from models.embedded.chooser_weights import CHOOSER_FORMAT, StoredChooser, open_chooser
from models.embedded.folder import find_folder
from models.embedded.looking import Looking
from models.embedded.picture import fit, inside, to_pixels
from models.embedded.slots import assign_slots
from models.embedded.student import Looked
from models.embedded.tensors import padded, place_boxes
from models.embedded.vision import Seen
from models.embedded.vocabulary import BECAUSE, END, START, Vocabulary
from models.errors import BadQuestion
from models.records import Question, Region


class EmbeddedChooser:
    """A loaded chooser. Nothing in it changes after loading, so threads may share it."""

    nature: Nature = "itm"

    def __init__(self, stored: StoredChooser, name: str) -> None:
        self.name = name
        self.stored = stored
        self.mark_style = stored.settings.student.mark_style
        self._network = stored.network
        self._vocabulary = stored.vocabulary
        self._limits = stored.settings.student

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
        """Return the share of belief of every choice: softmax of the matching scores over the fitted temperature.

        Raises BadQuestion for fewer than two choices, empty or equal ones, and text that is too long to be read.
        """
        return self.look(image)(question, choices)

    def look(self, image: Image.Image) -> Callable[[Question, Sequence[str]], tuple[float, ...]]:
        """Look a picture over once, and return what scores choices about it as `score` does."""
        looking = Looking(self._look_over(image), self._look_at)

        def score(question: Question, choices: Sequence[str]) -> tuple[float, ...]:
            check_choices(choices)
            odds = self._log_odds(looking, question, choices)
            shares = (odds.double() / self.stored.settings.temperature).softmax(0)
            return tuple(float(share) for share in shares)

        return score

    def doubts(self, _image: Image.Image) -> tuple[str, ...]:
        """Return nothing: the chooser says of no picture that it is out of its world."""
        return ()

    def log_odds(self, image: Image.Image, question: Question, choices: Sequence[str]) -> Tensor:
        """Return how much each choice matches rather than not, before any temperature; raises as `score`."""
        check_choices(choices)
        return self._log_odds(Looking(self._look_over(image), self._look_at), question, choices)

    def _log_odds(self, looking: Looking, question: Question, choices: Sequence[str]) -> Tensor:
        slots = assign_slots(" ".join((question.text, *choices)), question.regions, self._limits.regions)
        texts = [
            write_text(self._vocabulary, slots.to_slots(question.text), slots.to_slots(choice)) for choice in choices
        ]
        longest, limit = max(map(len, texts)), self.stored.settings.stack.text_words
        if longest > limit:
            raise BadQuestion(
                f"The embedded chooser reads a question and a choice of up to {limit} pieces of words together, and "
                f"these have {longest}. Write them shorter."
            )
        words = padded(texts)
        with torch.inference_mode():
            seen = looking.at(slots.regions)
            scores = self._network.match(seen, torch.zeros(len(texts), dtype=torch.long), words).mean(1)
            return scores[:, 1] - scores[:, 0]

    def _look_over(self, image: Image.Image) -> Looked:
        fitted = fit(image, self._limits.pixels)
        with torch.inference_mode():
            return Looked(image, fitted, self._network.eye.look_over(to_pixels([fitted.image])))

    def _look_at(self, looked: Looked, regions: Mapping[int, Region]) -> Seen:
        image, fitted, glance = looked
        side = self._limits.pixels
        placed = {slot: fitted.placement.place(inside(region.box, image), side) for slot, region in regions.items()}
        return self._network.look_at(glance, *place_boxes([placed], self._limits.regions))


def load_chooser(name: str = "chooser", folder: Path | None = None) -> EmbeddedChooser:
    """Load models/embedded/<name>, or a folder given. Raises ModelUnavailable when it is unknown or damaged."""
    folder = folder or find_folder(name, "chooser", CHOOSER_FORMAT)
    return EmbeddedChooser(open_chooser(folder), f"embedded:{name}")


def write_text(vocabulary: Vocabulary, context: str, statement: str) -> list[int]:
    """Return START, the context (a question, or question and answer), BECAUSE, the statement, END.

    Regions are written by slot; all is read in lower case, as people type choices in any.
    """
    return [START, *vocabulary.read_question(context), BECAUSE, *vocabulary.read_question(statement), END]
