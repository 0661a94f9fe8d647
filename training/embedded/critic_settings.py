"""Everything that decides a training run of the embedded critic; printed at its start and saved with its outputs."""

from typing import Literal

from pydantic import Field

from training.embedded.settings import RunSettings

Shown = Literal["pictures", "grey", "other pictures"]


class CriticTraining(RunSettings):
    """One run: in each step `each` labelled candidates of every picture. `scenes` is how many labelled pictures there
    are, which the labels say.

    The stack has so many `layers` and `queries`. `shown` is for controls, which learn to judge the text alone: a grey
    picture, or every time another picture than the one that the text is about.
    """

    scenes: int = Field(default=1, gt=0)
    steps: int = Field(default=1_500, gt=0)
    pictures: int = 16
    each: int = Field(default=4, gt=0)
    rate: float = 8e-4
    weight_decay: float = 0.05
    average: float = 0.995
    queries: int = Field(default=12, gt=0)
    layers: int = Field(default=3, gt=0)
    text_words: int = Field(default=160, gt=0)
    shown: Shown = "pictures"
