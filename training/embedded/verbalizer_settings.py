"""Everything that decides a training run of the verbalizers; printed at its start and saved with its outputs."""

from typing import Literal

from pydantic import Field

from models.embedded.verbalizer_network import VerbalizerSettings
from training.embedded.settings import RunSettings

Learns = Literal["all", "eye"]


class VerbalizerTraining(RunSettings):
    """One run. Of every picture `captions` regions are described, the whole is told once, and `questions` are answered;
    a picture with fewer regions has some of them described twice, in other words.

    Boxes are jittered as the student's are. The share `withheld` of the pictures is shown without any region, `few`
    with fewer than there are, and `stray` with one box around nothing, because a proposer errs, too. Words of answers
    count `answer_weight` times, for they are few; those of narratives `narrative_weight`, for they are many. The other
    weights are those of the losses: tags, proposals, and what is plain to see of a region (`verbalizer_sights.py`).

    Where only the eye `learns`, the words, the reader and the speaker stay those that the run begins with; what tags
    and what proposes from the eye's maps is taken to be part of it.
    """

    scenes: int = Field(default=12_000, gt=0)
    steps: int = Field(default=2_800, gt=0)
    captions: int = Field(default=6, gt=0)
    questions: int = Field(default=5, gt=0)
    jitter: float = Field(default=0.16, ge=0)
    exact_boxes: float = 0.25
    withheld: float = 0.1
    few: float = 0.2
    stray: float = 0.15
    answer_weight: float = 2.0
    narrative_weight: float = 0.6
    tag_weight: float = 0.5
    proposal_weight: float = 0.5
    sight_weight: float = 2.0
    learns: Learns = "all"
    network: VerbalizerSettings = VerbalizerSettings()
