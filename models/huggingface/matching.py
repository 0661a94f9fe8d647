"""A scorer made of a model that tells how well texts fit a picture: CLIP, SigLIP, BLIP, BLIP-2.

A picture is seen once for each arrangement of regions that is drawn into it, whatever is asked about it, and all
choices of a question are read together.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import torch
from PIL import Image
from torch import Tensor

from models.blip2.telling import place
from models.choices import Nature
from models.choosing import check_choices
from models.huggingface.failing import saying_what_fails
from models.marks import MarkStyle
from models.records import Question, Region
from models.references import renamed


class Matcher(Protocol):
    """A model that sees pictures, and weighs texts against what it saw."""

    mark_style: MarkStyle
    most_regions: int

    def see(self, image: Image.Image, regions: Sequence[Region]) -> Any:  # Any: whatever `weigh` takes
        """Return what is seen of a picture with the regions drawn into it."""
        ...

    def written(self, question: str, choice: str) -> str:
        """Return the text that a question and a choice are read as; the question is "" where there is none.

        Raises BadQuestion for a text that is too long to be read.
        """
        ...

    def weigh(self, seen: Any, texts: Sequence[str]) -> Tensor:
        """Return a score for every text [T]: log-odds, or a similarity over the model's temperature.

        Raises BadQuestion for texts that cannot be told apart.
        """
        ...


class MatchingScorer:
    """A loaded scorer; see `Scorer` and `LookingScorer`. Nothing in it changes, so threads may share it."""

    def __init__(self, name: str, matcher: Matcher, nature: Nature) -> None:
        self.name = name
        self.nature: Nature = nature
        self.mark_style = matcher.mark_style
        self.matcher = matcher

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
        """Return the share of belief of every choice: softmax of the scores.

        Raises BadQuestion for fewer than two choices, empty or equal ones, and text that is too long to be read,
        AnswerFailed when the model breaks down.
        """
        return self.look(image)(question, choices)

    def look(self, image: Image.Image) -> Callable[[Question, Sequence[str]], tuple[float, ...]]:
        """Return what scores choices about a picture as `score` does, and sees it once."""
        seen: dict[tuple[Region, ...], Any] = {}

        @torch.inference_mode()
        def score(question: Question, choices: Sequence[str]) -> tuple[float, ...]:
            check_choices(choices)
            placed = place(" ".join((question.text, *choices)), question.regions, self.matcher.most_regions)
            asked = renamed(question.text, placed.names)
            texts = [self.matcher.written(asked, renamed(each, placed.names)) for each in choices]
            with saying_what_fails(self.name, "choosing"):
                if placed.regions not in seen:
                    seen[placed.regions] = self.matcher.see(image, placed.regions)
                scores = self.matcher.weigh(seen[placed.regions], texts)
                return tuple(scores.double().softmax(0).tolist())

        return score

    def doubts(self, _image: Image.Image) -> tuple[str, ...]:
        """Return nothing: such models say of no picture that they do not know its like."""
        return ()
