"""What a training says of itself: its stages, in their order, for settings.json and the card."""

from models.embedded.weights import Stage, Training
from training.embedded.seed_ranges import STUDENTS, seeds_text
from training.embedded.settings import ReaderTraining, TrainingSettings

STUDENT, READER = "student", "mark reader"
SCENE_TRUTH = "scene truth"
EXACT_BOXES = "the boxes of the marks drawn in"
_BLIND = {"question": "a grey picture and no regions", "no boxes": "no regions"}


def student_stage(settings: TrainingSettings, steps: int, seconds: float) -> Stage:
    """Describe the main stage after so many steps."""
    return Stage(
        name=STUDENT,
        seed=settings.seed,
        steps=steps,
        minutes=round(seconds / 60, 1),
        scenes=settings.scenes,
        supervision=SCENE_TRUTH + shown(settings),
        seeds=seeds_text(STUDENTS[: settings.scenes]),
    )


def reader_stage(settings: ReaderTraining, steps: int, seconds: float) -> Stage:
    """Describe the mark reader's stage after so many steps."""
    return Stage(
        name=READER,
        seed=settings.seed,
        steps=steps,
        minutes=round(seconds / 60, 1),
        scenes=settings.scenes,
        supervision=EXACT_BOXES,
        seeds=seeds_text(STUDENTS[: settings.scenes]),
    )


def shown(settings: TrainingSettings) -> str:
    """Return what a blind one was shown, to be added to its supervision; nothing for one that sees."""
    return f", {_BLIND[settings.blind]} shown" if settings.blind != "no" else ""


def device_used(training: Training) -> str:
    """Return on what a model was trained, in words for its card."""
    return "a CUDA device" if training.get("device") == "cuda" else "a CPU"
