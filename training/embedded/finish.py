"""After training: fit detector and confidence, measure everything, write the card, put the student in its place."""

import shutil
from collections.abc import Callable
from pathlib import Path

from models.embedded.student import EmbeddedStudent
from models.embedded.weights import CARD, SETTINGS, TOKENIZER, WEIGHTS, open_student, save_student, write_whole
from training.embedded.calibration import FITTED_SEED, ask_for_outcomes, fit_calibration
from training.embedded.card import write_card
from training.embedded.measures import Effort, Measures, measure_student
from training.evaluation.domain import fit_on_scenes

FIGURES = "figures.json"
SEED = 4242


def finish_student(
    folder: Path, *, name: str, effort: Effort, report: Callable[[str], None] = lambda _line: None
) -> Measures:
    """Add detector, confidence, figures and card to a student's folder and return the figures."""
    stored = open_student(folder)
    report("fitting the domain detector")
    detector = fit_on_scenes(stored.network, fitted=effort.fitted, held_out=effort.held_out)
    report("fitting the confidence")
    outcomes = ask_for_outcomes(EmbeddedStudent(stored, name), count=effort.judged, seed=FITTED_SEED)
    save_student(
        folder,
        stored.network,
        stored.vocabulary,
        training=stored.settings.training,
        domain=detector.tensors(),
        reader=stored.reader,
        calibration=fit_calibration(outcomes),
    )
    student = EmbeddedStudent(open_student(folder), name)
    measures = measure_student(student, effort, seed=SEED, report=report)
    mebibytes = (folder / WEIGHTS).stat().st_size / 2**20
    write_whole(folder / CARD, write_card(stored.settings, measures, effort, mebibytes=mebibytes).encode())
    write_whole(folder / FIGURES, f"{measures.model_dump_json(indent=2)}\n".encode())
    return measures


def install_student(source: Path, target: Path) -> None:
    """Copy a student's files, each temp + rename; the weights go last, so that a reader finds what fits them."""
    target.mkdir(parents=True, exist_ok=True)
    for name in (TOKENIZER, SETTINGS, CARD, FIGURES, WEIGHTS):
        if (source / name).exists():
            part = target / f"{name}.part"
            shutil.copyfile(source / name, part)
            part.replace(target / name)
