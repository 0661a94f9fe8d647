"""Training runs that are over in a moment."""

from typing import Any

from models.embedded.chooser_network import StackSettings
from models.embedded.settings import StudentSettings
from training.embedded.chooser_settings import ChooserTraining
from training.embedded.settings import TrainingSettings

# Any: values for settings of several kinds, which check them.
EYE: dict[str, Any] = {"pixels": 64, "glance": 64, "width": 32, "heads": 2, "vision_layers": 1, "vocabulary": 900}
SPEAKER: dict[str, Any] = {**EYE, "reading_layers": 1, "speaking_layers": 1}
STACK = StackSettings(queries=4, layers=1, contrast=16)
_FEW: dict[str, Any] = {
    "scenes": 4,
    "scene_pixels": 64,
    "steps": 6,
    "pictures": 3,
    "questions": 3,
    "warm_up": 4,
    "rate": 3e-3,
}

TINY_STUDENT = TrainingSettings(**_FEW, student=StudentSettings(**SPEAKER))
TINY_CHOOSER = ChooserTraining(**_FEW, paired=1, items=4, adversarial=0.5, student=StudentSettings(**EYE), stack=STACK)
# Every scene as it is, and fast: four of them can be learned by heart.
BY_HEART: dict[str, Any] = {"pictures": 4, "rate": 5e-3, "marked": 0.0, "jitter": 0.0, "withheld": 0.0}
