"""What every scorer of this folder does, whatever weighs the choices: look at a picture once, and share out belief.

    share(c) = exp(s(c)) / sum over all choices d of exp(s(d))

s(c) is what a matcher (matching.py) or a writer (likelihood.py) gives choice c.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import torch
from PIL import Image
from torch import Tensor

from models.choices import Nature
from models.choosing import check_choices
from models.huggingface.failing import saying_what_fails
from models.marks import MarkStyle
from models.records import Question, Region

# What was seen of one picture, by the regions that were drawn into it; Any: whatever the weigher makes of it.
Seen = dict[tuple[Region, ...], Any]


class Weigher(Protocol):
    """A model that weighs choices against a picture and a question."""

    @property
    def mark_style(self) -> MarkStyle:
        """How the model wants regions drawn."""
        ...

    def scores(self, image: Image.Image, question: Question, choices: Sequence[str], seen: Seen) -> Tensor:
        """Return s(c) of every choice [N]: mean log-probabilities, log-odds, or similarities over a temperature.

        `seen` holds what earlier calls saw of this picture, and gets what this one sees. Raises BadQuestion for text
        that is too long to be read, or that cannot be told apart.
        """
        ...


class WeighingScorer:
    """A loaded scorer; see `Scorer` and `LookingScorer`. Nothing in it changes, so threads may share it."""

    def __init__(self, name: str, weigher: Weigher, nature: Nature) -> None:
        self.name = name
        self.nature: Nature = nature
        self.mark_style = weigher.mark_style
        self.weigher = weigher

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
        """Return the share of belief of every choice.

        Raises BadQuestion for fewer than two choices, empty or equal ones, and text that is too long to be read,
        AnswerFailed when the model breaks down.
        """
        return self.look(image)(question, choices)

    def look(self, image: Image.Image) -> Callable[[Question, Sequence[str]], tuple[float, ...]]:
        """Return what scores choices about a picture as `score` does, and looks at it once for each arrangement of
        its regions."""
        seen: Seen = {}

        @torch.inference_mode()
        def score(question: Question, choices: Sequence[str]) -> tuple[float, ...]:
            check_choices(choices)
            with saying_what_fails(self.name, "choosing"):
                scores = self.weigher.scores(image, question, choices, seen)
                return tuple(scores.double().softmax(0).tolist())

        return score

    def doubts(self, _image: Image.Image) -> tuple[str, ...]:
        """Return nothing: such models say of no picture that they do not know its like."""
        return ()
