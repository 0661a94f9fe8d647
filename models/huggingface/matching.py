"""Weigh choices with a model that tells how well texts fit a picture: CLIP, SigLIP, BLIP, BLIP-2.

A picture is seen once for each arrangement of regions that is drawn into it, whatever is asked about it, and all
choices of a question are read together.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from PIL import Image
from torch import Tensor

from models.blip2.telling import place
from models.choices import Nature
from models.huggingface.weighing import Seen, WeighingScorer
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


class Matching:
    """A weigher made of a matcher; see `Weigher`. Regions are named by their place among those that are drawn."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self.mark_style = matcher.mark_style

    def scores(self, image: Image.Image, question: Question, choices: Sequence[str], seen: Seen) -> Tensor:
        """Return what the matcher gives every choice with its question [N]; raises as it does."""
        placed = place(" ".join((question.text, *choices)), question.regions, self.matcher.most_regions)
        asked = renamed(question.text, placed.names)
        texts = [self.matcher.written(asked, renamed(each, placed.names)) for each in choices]
        if placed.regions not in seen:
            seen[placed.regions] = self.matcher.see(image, placed.regions)
        return self.matcher.weigh(seen[placed.regions], texts)


def matching_scorer(name: str, matcher: Matcher, nature: Nature) -> WeighingScorer:
    """Return the scorer that chooses by what a matcher gives."""
    return WeighingScorer(name, Matching(matcher), nature)
