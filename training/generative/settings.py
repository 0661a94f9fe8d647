"""Everything that decides a training of a model that writes; printed at its start and saved with its outputs."""

from typing import Literal

from pydantic import Field

from models.blip2.manner import Manner
from models.statements import TextSettings
from training.blip2.settings import RegionTextSettings

Learns = Literal["connector", "lora"]
# As BLIP-2 is asked, in capitals and all: FlanT5's and OPT's words have them.
WRITING = TextSettings(rationale=1.0, prompt="Question: ", plain=False)


class GenerativeSettings(RegionTextSettings):
    """One run. What joins picture and words learns: the Q-Former of BLIP-2 with its projection, the projection of chat
    models. With "lora" the language model does, too, by matrices of `rank` beside its own (Hu et al., ICLR 2022), which
    are added to them when it is kept.

    Of BLIP-2's texts so many are `split` at random into a part to read and a part to say, as the paper has it; the
    others, and all of chat models, are question and reply. `side` is for BLIP-2; chat models have their own sizes.
    """

    steps: int = Field(default=20_000, gt=0)
    batch: int = Field(default=64, gt=0)
    learns: Learns = "connector"
    rank: int = Field(default=16, gt=0)
    split: float = Field(default=1.0, ge=0, le=1)
    manner: Manner = Manner(text=WRITING)
