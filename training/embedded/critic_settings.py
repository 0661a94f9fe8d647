"""Everything that decides a training run of the embedded critic; printed at its start and saved with its outputs."""

from typing import Literal

from pydantic import Field

from training.embedded.settings import RunSettings

Shown = Literal["pictures", "grey", "other pictures", "no regions"]
CONTROLS: tuple[Shown, ...] = ("grey", "other pictures", "no regions")


class CriticTraining(RunSettings):
    """One run: in each step `each` labelled candidates of every picture. `scenes` is how many labelled pictures there
    are, which the labels say.

    The critic has so many `voters`, `hidden` wide; the table of words learns at `table_rate` times the rate. Beside the
    loss of acceptance the squared errors of both ratings count by their weights. `shown` is for controls: a grey
    picture, every time another picture than the one that the text is about, or the picture without the regions that the
    text names.
    """

    scenes: int = Field(default=1, gt=0)
    steps: int = Field(default=1_400, gt=0)
    each: int = Field(default=8, gt=0)
    rate: float = 2e-3
    warm_up: int = 40
    decay_from: float = 0.3
    weight_decay: float = 0.05
    average: float = 0.99
    table_rate: float = Field(default=4.0, gt=0)
    qa_weight: float = Field(default=0.5, ge=0)
    rationale_weight: float = Field(default=0.5, ge=0)
    voters: int = Field(default=6, gt=0)
    hidden: int = Field(default=96, gt=0)
    text_words: int = Field(default=160, gt=0)
    shown: Shown = "pictures"
