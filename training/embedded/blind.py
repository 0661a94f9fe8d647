"""Students trained blind, for the bias audit: one on the question only, one on the picture without its regions.

Both begin as the student that sees: they know the language and all that is ever answered, so that the minutes that
follow teach them what can be guessed. From scratch they would still be learning to spell.
"""

from collections.abc import Callable
from pathlib import Path

from models.embedded.settings import Blind
from models.embedded.student import load_student
from training.embedded.run import Start, begin, train_student
from training.embedded.trainer import Progress
from training.evaluation.audit import BlindStudents
from training.loop.running import CHECKPOINT, RunFolders, Watch

_RUNS: dict[str, Blind] = {"question-only": "question", "no-boxes": "no boxes"}


def train_blind_students(
    scenes: Path, work: Path, *, minutes: float, report: Callable[[str], None], start: Start | None = None
) -> None:
    """Train each blind student about so long; a run that is over is kept, one that was interrupted goes on.

    `scenes` keeps the rendered pictures, `work` the runs; `start` is the student that sees.
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
            settings,
            folders,
            Watch(progress=tell),
            minutes=None if going_on else minutes,
            resume=going_on,
            threads=1,
            start=start,
        )


def open_blind_students(work: Path) -> BlindStudents | None:
    """Return the blind students of a folder, None where it does not hold both."""
    students = [work / name / "student" for name in _RUNS]
    if not all((folder / "settings.json").exists() for folder in students):
        return None
    question_only, no_boxes = (load_student("student", folder) for folder in students)
    return BlindStudents(question_only=question_only, no_boxes=no_boxes)
