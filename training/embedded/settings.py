"""Everything that decides a training run of the embedded student; printed at its start and saved with its outputs."""

from pydantic import Field

from models.embedded.mark_reader import ReaderSettings
from models.embedded.settings import Blind, StudentSettings
from training.loop.settings import LoopSettings

WORD_GRAPHS = 3000  # scenes from whose texts a run learns its words


class RunSettings(LoopSettings):
    """What every run on drawn scenes has: `pictures` in each of its steps, of so many `scenes`."""

    scenes: int = Field(default=20_000, gt=0)
    scene_pixels: int = 256
    steps: int = Field(default=5_800, gt=0)
    pictures: int = 16


class TrainingSettings(RunSettings):
    """One run of the student. Boxes are jittered with a Gaussian whose deviation is drawn from 0 to `jitter` of the
    box's size, except for the share `exact_boxes` of the pictures.

    `blind` trains a control that sees nothing but the question, or no regions; its questions are the same."""

    scenes: int = Field(default=24_000, gt=0)
    questions: int = 12
    jitter: float = Field(default=0.16, ge=0)
    exact_boxes: float = 0.25
    marked: float = 0.25
    withheld: float = 0.03
    rationale_weight: float = 0.5
    side_weight: float = 2.0
    cell_weight: float = 0.3
    proposal_weight: float = 0.3
    blind: Blind = "no"
    student: StudentSettings = StudentSettings(
        surroundings=True,
        relations=True,
        comparisons=True,
        relation_words=True,
        relations_said=True,
        notices=6,
        tallies=True,
    )


class ReaderTraining(RunSettings):
    """A run of the mark reader. Beside the ids that are drawn into a picture, `absent` others are looked for in it;
    the share `bare` of the pictures carries no mark."""

    scenes: int = Field(default=1_200, gt=0)
    scene_pixels: int = 320
    steps: int = Field(default=900, gt=0)
    pictures: int = 8
    rate: float = 4e-3
    last_rate: float = 0.01
    warm_up: int = 50
    decay_from: float = 0.0
    weight_decay: float = 0.01
    average: float = 0.0
    absent: int = 2
    bare: float = 0.12
    reader: ReaderSettings = ReaderSettings()
