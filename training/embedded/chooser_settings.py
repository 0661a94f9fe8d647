"""Everything that decides a training run of the embedded chooser; printed at its start and saved with its outputs."""

from pydantic import Field

from models.embedded.chooser_network import StackSettings
from models.embedded.settings import StudentSettings
from training.embedded.settings import TrainingSettings


class ChooserTraining(TrainingSettings):
    """One run: the student's settings (`training/embedded/settings.py`; `student` holds the eye's sizes), and these.

    Of every picture `questions` statements are told, half of them rationales; up to `paired` of them, which tell what
    happens to somebody and so fit few other pictures, are also compared and matched, which costs more. The share
    `adversarial` of the pictures also brings `items` four-choice items, of which the matching scores must choose.
    Weights of the losses: `contrast_weight`, `matching_weight` (pairs and hard negatives), `items_weight`,
    `telling_weight`.
    `rationale_weight` is that of the words of rationales when telling. In the first `eye_first` steps only the eye
    learns, by naming what its region tokens show: four times as fast, for a run that starts from no student's eye. An
    eye that has learned already, there or as a student's, learns on at `eye_rate` of the rate.
    """

    steps: int = Field(default=5_000, gt=0)
    pictures: int = 12
    questions: int = 6
    paired: int = 2
    rate: float = 1e-3
    withheld: float = 0.06
    rationale_weight: float = 1.0
    adversarial: float = Field(default=0.34, ge=0, le=1)
    items: int = 10
    eye_first: int = Field(default=0, ge=0)
    eye_rate: float = Field(default=0.3, ge=0)
    contrast_weight: float = 0.25
    matching_weight: float = 0.5
    items_weight: float = 2.0
    telling_weight: float = 1.0
    # It looks at what is pointed at alone: nothing teaches it to find the rest.
    student: StudentSettings = TrainingSettings().student.model_copy(update={"notices": 0, "tallies": False})
    stack: StackSettings = StackSettings()
