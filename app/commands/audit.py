"""`deixis scenes audit`: can the drawn world's questions be answered without looking?"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import DeixisError

if TYPE_CHECKING:
    from training.evaluation.audit import BlindStudents


def audit(
    scenes: Annotated[int, typer.Option(min=10, help="How many scenes to count over.")] = 1000,
    questions: Annotated[int, typer.Option(min=38, help="How many questions to ask those who do not look.")] = 1900,
    seed: Annotated[int, typer.Option(min=0, help="Which scenes.")] = 77,
    train_minutes: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            help="Train two blind students too, each so long, from the one that ships; else none are measured.",
        ),
    ] = None,
    work: Annotated[Path | None, typer.Option(help="Folder of their runs; in the data folder if left out.")] = None,
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", help="Folder of the data; else DEIXIS_DATA_DIR, else ./data.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")] = False,
) -> None:
    """Measure what can be answered without looking, what single cues give away, and how varied the language is.

    Blind students that an earlier run trained in the same folder are taken as they are.
    """
    from app.settings import read_settings
    from training.evaluation.audit import audit_world
    from training.evaluation.audit_table import as_text

    try:
        home = read_settings(data_dir=data_dir).data_dir / "training"
        blind = _blind(home, work or home / "blind", train_minutes)
        found = audit_world(scenes=scenes, questions=questions, seed=seed, blind=blind, report=_say)
    except DeixisError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo(found.model_dump_json() if as_json else as_text(found))


def _blind(home: Path, work: Path, minutes: float | None) -> "BlindStudents | None":
    from models.embedded.folder import find_folder
    from models.embedded.weights import STUDENT_FORMAT, open_student
    from training.embedded.blind import open_blind_students, train_blind_students
    from training.embedded.run import Start

    if minutes is not None:
        folder = find_folder("student", "student", STUDENT_FORMAT)
        start = Start(open_student(folder), folder)
        train_blind_students(home / "scenes", work, minutes=minutes, report=_say, start=start)
    return open_blind_students(work)


def _say(line: str) -> None:
    typer.echo(line, file=sys.stderr)
