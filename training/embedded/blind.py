"""Students trained blind, for the bias audit: one on the question only, one on the picture without its regions."""

from collections.abc import Callable
from pathlib import Path

from models.embedded.settings import Blind
from models.embedded.student import load_student
from training.embedded.run import begin, train_student
from training.embedded.running import CHECKPOINT, RunFolders, Watch
from training.embedded.trainer import Progress
from training.evaluation.audit import BlindStudents

_RUNS: dict[str, Blind] = {"question-only": "question", "no-boxes": "no boxes"}


def train_blind_students(scenes: Path, work: Path, *, minutes: float, report: Callable[[str], None]) -> None:
    """Train each blind student about so long; a run that is over is kept, one that was interrupted goes on.

    `scenes` keeps the rendered pictures, `work` the runs.
    """
    for name, blind in _RUNS.items():
        folders = RunFolders(scenes, work / name)
        going_on = (folders.run / CHECKPOINT).exists()
        settings = begin(folders, resume=going_on)
        if not going_on:
            settings = settings.model_copy(update={"blind": blind})

        def tell(at: Progress, name: str = name) -> None:
            report(f"{name}: step {at.step}/{at.steps}, words {at.words:.3f}")

        train_student(
            settings, folders, Watch(progress=tell), minutes=None if going_on else minutes, resume=going_on, threads=1
        )


def open_blind_students(work: Path) -> BlindStudents | None:
    """Return the blind students of a folder, None where it does not hold both."""
    students = [work / name / "student" for name in _RUNS]
    if not all((folder / "settings.json").exists() for folder in students):
        return None
    question_only, no_boxes = (load_student("student", folder) for folder in students)
    return BlindStudents(question_only=question_only, no_boxes=no_boxes)
