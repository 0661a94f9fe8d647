"""Everything that decides a training run of the embedded critic; printed at its start and saved with its outputs."""

from typing import Literal

from pydantic import Field

from training.embedded.settings import RunSettings

Shown = Literal["pictures", "grey", "other pictures", "no regions"]
CONTROLS: tuple[Shown, ...] = ("grey", "other pictures", "no regions")


class CriticTraining(RunSettings):
    """One run: in each step `each` labelled candidates of every picture. `scenes` is how many labelled pictures there
    are, which the labels say.

    The stack has so many `layers` and `queries`; the table of words learns at `table_rate` times the rate. `shown` is
    for controls: a grey picture, every time another picture than the one that the text is about, or the picture without
    the regions that the text names.
    """

    scenes: int = Field(default=1, gt=0)
    steps: int = Field(default=400, gt=0)
    pictures: int = 16
    each: int = Field(default=4, gt=0)
    rate: float = 8e-4
    warm_up: int = 40
    weight_decay: float = 0.05
    average: float = 0.99
    table_rate: float = Field(default=8.0, gt=0)
    queries: int = Field(default=12, gt=0)
    layers: int = Field(default=2, gt=0)
    text_words: int = Field(default=160, gt=0)
    shown: Shown = "pictures"
