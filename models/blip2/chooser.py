"""A student that compares: a first stage of BLIP-2 tells which of several answers fits a question about a picture."""

from collections.abc import Sequence

import torch
from PIL import Image

from models.blip2.loading import Asked, load_first_stage
from models.blip2.telling import place
from models.choosing import check_choices
from models.errors import BadQuestion
from models.records import QAR, Question
from models.references import renamed
from models.registry import ModelOptions
from models.statements import STUDENT, written


class Blip2Chooser:
    """A loaded student. Nothing in it changes after loading, so threads may share it."""

    def __init__(self, asked: Asked, name: str) -> None:
        self.name = name
        self.mark_style = asked.teller.manner.mark_style
        self._asked = asked

    @torch.inference_mode()
    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
        """Return the share of belief of every choice: softmax of how much more it matches than not; see `Scorer`.

        Raises BadQuestion for fewer than two choices, equal ones, and text that is too long to be read.
        """
        check_choices(choices)
        stage, teller, placement, _ = self._asked
        placed = place(" ".join((question.text, *choices)), question.regions, teller.manner.regions)
        texts = [self._written(renamed(question.text, placed.names), renamed(each, placed.names)) for each in choices]
        square = teller.square(image, placed.regions)[None].to(placement.device)
        seen = stage.see(teller.numbers(square).to(placement.torch_dtype)).expand(len(texts), -1, -1)
        words = teller.words(texts)
        scores = stage.match(seen, words.numbers.to(placement.device), words.mask.to(placement.device))
        means = scores.double().mean(1)
        return tuple((means[:, 1] - means[:, 0]).softmax(0).tolist())

    def _written(self, question: str, choice: str) -> str:
        teller = self._asked.teller
        settings = teller.manner.text
        whole = settings.model_copy(update={"words": 10**6})
        text = written(QAR(question=question, answer=choice, rationale=""), whole, rationale=False)
        if (count := teller.pieces(text)) > teller.manner.pieces:
            raise BadQuestion(
                f"{self.name} reads a question and a choice of up to {teller.manner.pieces} pieces of words together, "
                f"and these have {count}. Write them shorter."
            )
        return text


def load_blip2_chooser(folder: str, options: ModelOptions) -> Blip2Chooser:
    """Load the student. Raises ModelUnavailable, in a sentence, for what cannot choose."""
    name = f"hf:{folder}"
    return Blip2Chooser(load_first_stage(folder, name, options, text=STUDENT), name)
