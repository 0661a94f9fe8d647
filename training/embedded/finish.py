"""After training: fit what is not learned, measure everything, write the card, put a model in its place."""

import filecmp
from collections.abc import Callable
from pathlib import Path

from models.embedded.folder import CARD, SETTINGS, TOKENIZER, WEIGHTS
from models.embedded.likelihood import LikelihoodScorer
from models.embedded.student import EmbeddedStudent
from models.embedded.weights import open_student, save_student
from models.records import Record
from models.whole_file import write_whole
from training.embedded.calibration import ask_for_outcomes, fit_calibration
from training.embedded.card import write_card
from training.embedded.likelihood_temperature import likelihood_temperature
from training.embedded.measures import Effort, Measures, measure_student
from training.evaluation.domain import fit_on_scenes
from training.evaluation.sampling import FITTED_SEED, MEASURED_SEED

FIGURES = "figures.json"
# The weights go last into their place, so that a reader finds what fits them.
_FILES = (TOKENIZER, SETTINGS, CARD, FIGURES, WEIGHTS)


def finish_student(
    folder: Path, *, name: str, effort: Effort, report: Callable[[str], None] = lambda _line: None
) -> Measures:
    """Add detector, confidence, temperature, figures and card to a student's folder and return the figures."""
    student = fit_student(folder, name=name, effort=effort, report=report)
    measures = measure_student(student, effort, seed=MEASURED_SEED, report=report)
    mebibytes = (folder / WEIGHTS).stat().st_size / 2**20
    card = write_card(student.stored.settings, measures, effort, mebibytes=mebibytes)
    write_measured(folder, card, measures)
    return measures


def fit_student(
    folder: Path, *, name: str, effort: Effort, report: Callable[[str], None] = lambda _line: None
) -> EmbeddedStudent:
    """Add detector, confidence and the temperature of choosing to a student's folder and return the student."""
    stored = open_student(folder)
    report("fitting the domain detector")
    detector = fit_on_scenes(stored.network, fitted=effort.fitted, held_out=effort.held_out)
    report("fitting the confidence")
    outcomes = ask_for_outcomes(EmbeddedStudent(stored, name), count=effort.judged, seed=FITTED_SEED)
    report("fitting the temperature of choosing")
    temperature = likelihood_temperature(LikelihoodScorer(stored, name), count=effort.weighed)
    save_student(
        folder,
        stored.network,
        stored.vocabulary,
        training=stored.settings.training,
        domain=detector.tensors(),
        reader=stored.reader,
        calibration=fit_calibration(outcomes),
        choosing_temperature=temperature,
    )
    return EmbeddedStudent(open_student(folder), name)


def write_measured(folder: Path, card: str, measures: Record) -> None:
    """Write a model's card and figures into its folder."""
    write_whole(folder / CARD, card.encode())
    write_whole(folder / FIGURES, f"{measures.model_dump_json(indent=2)}\n".encode())


def install(source: Path, target: Path) -> None:
    """Copy a model's files, each whole or not at all."""
    target.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        if (source / name).exists():
            write_whole(target / name, (source / name).read_bytes())


def is_installed(source: Path, target: Path) -> bool:
    """Tell whether a model's files are all in a folder, as they are."""
    files = [name for name in _FILES if (source / name).exists()]
    same, _other, _missing = filecmp.cmpfiles(source, target, files, shallow=False)
    return same == files
