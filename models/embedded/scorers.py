"""Which embedded scorer a name means: a trained chooser, or a student by the likelihood of its words."""

from collections.abc import Callable
from pathlib import Path

from models.base import Answerer, Scorer
from models.embedded.chooser import load_chooser
from models.embedded.chooser_weights import CHOOSER_FORMAT
from models.embedded.folder import HOME, find_folder, names_of
from models.embedded.likelihood import LikelihoodScorer, load_likelihood
from models.embedded.student import EmbeddedStudent
from models.embedded.weights import STUDENT_FORMAT

_UNNAMED = "student"


def load_scorer(name: str = "", home: Path = HOME) -> Scorer:
    """Load the scorer in the folder `name`; without a name the student, which knows right answers better than the
    chooser does (their cards say how well).

    Raises ModelUnavailable when the name is unknown or its folder damaged.
    """
    name = name or _UNNAMED
    folder = find_folder(name, "scorer", STUDENT_FORMAT, CHOOSER_FORMAT, home=home)
    return load_likelihood(name, folder) if _is_student(name, home) else load_chooser(name, folder)


def share_student(name: str, load: Callable[[], Answerer], home: Path = HOME) -> LikelihoodScorer | None:
    """Return the scorer of that name made of the student that `load` gives, so that its weights are loaded once.

    None where the name means no student: then `load_scorer` has other weights to load, or says what is wrong.
    """
    return share_loaded(load) if _is_student(name or _UNNAMED, home) else None


def share_loaded(load: Callable[[], Answerer]) -> LikelihoodScorer | None:
    """Return the scorer made of the embedded student that `load` gives; None where it is another kind of model."""
    student = load()
    return LikelihoodScorer(student.stored, student.name) if isinstance(student, EmbeddedStudent) else None


def _is_student(name: str, home: Path) -> bool:
    return name in names_of(STUDENT_FORMAT, home=home)
