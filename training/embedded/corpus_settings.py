"""Everything that decides a training run of a student on a corpus; printed at its start and saved with its outputs."""

from typing import Literal

from pydantic import Field

from models.embedded.settings import StudentSettings
from training.data.numbering import NumberingSettings
from training.loop.settings import LoopSettings

# What of the eye learns: nothing; the layers in which what was seen meets; or all of it, at the cost of looking again
# at every picture every time.
Learns = Literal["nothing", "layers", "all"]


class CorpusTraining(LoopSettings):
    """One run: `texts` in each of its steps, up to `together` of them about one picture.

    `named` is the share of texts that name regions by number, the others describing what they mean; None takes both as
    they come. Every box is looked at in `looks` slightly different places, a Gaussian of up to `jitter` of its size
    away, and no two visits need show the same regions under the same numbers (`numbering`). With an eye that learns
    whole, a picture and its boxes are other ones at every visit.

    What the student has beside the parts of the verbalizers says nothing before it has learned: words for what the eye
    sorts regions into (`labelled`), how regions that are named lie to each other (`compares`), and `notices` things
    that nobody points at. With `seen_at` it sees pictures only so large. Its sizes, `student`, follow from that, from
    the verbalizers and from the words of the corpus, of which it has up to `pieces` pieces.
    """

    steps: int = Field(default=1_500, gt=0)
    rate: float = 1e-3
    warm_up: int = 50
    decay_from: float = 0.3
    average: float = 0.99
    texts: int = Field(default=64, gt=0)
    together: int = Field(default=4, gt=0)
    named: float | None = Field(default=None, ge=0, le=1)
    eye: Learns = "nothing"
    looks: int = Field(default=3, gt=0)
    jitter: float = Field(default=0.12, ge=0)
    numbering: NumberingSettings = NumberingSettings(most=6)
    rationale_weight: float = Field(default=0.6, ge=0)
    pieces: int = Field(default=2_000, gt=0)
    labelled: bool = True
    compares: bool = True
    notices: int = Field(default=6, ge=0)
    seen_at: int | None = Field(default=None, gt=0)
    student: StudentSettings = StudentSettings()
