"""Which embedded scorer a name means: a trained chooser, or a student by the likelihood of its words."""

from collections.abc import Callable, Sequence
from pathlib import Path

from models.base import Answerer, Scorer
from models.embedded.chooser import load_chooser
from models.embedded.chooser_weights import CHOOSER_FORMAT
from models.embedded.folder import HOME, names_of
from models.embedded.likelihood import LikelihoodScorer, load_likelihood
from models.embedded.student import EmbeddedStudent
from models.embedded.weights import STUDENT_FORMAT
from models.errors import ModelUnavailable


def load_scorer(name: str = "", home: Path = HOME) -> Scorer:
    """Load the scorer in the folder `name`; without a name the chooser if there is one, else the student.

    Raises ModelUnavailable when the name is unknown or its folder damaged.
    """
    choosers, students = names_of(CHOOSER_FORMAT, home), names_of(STUDENT_FORMAT, home)
    name = name or _unnamed(choosers)
    # Compared with what is there, not joined first: a name must not lead out of the folder.
    if name in students:
        return load_likelihood(name, home / name)
    if name in choosers:
        return load_chooser(name, home / name)
    known = ", ".join(f"embedded:{each}" for each in sorted({*choosers, *students})) or "none"
    raise ModelUnavailable(f'There is no embedded model "{name}" that can choose. In {home} there is: {known}.')


def share_student(name: str, load: Callable[[], Answerer], home: Path = HOME) -> LikelihoodScorer | None:
    """Return the scorer of that name made of the student that `load` gives, so that its weights are loaded once.

    None where the name means no student: then `load_scorer` has other weights to load, or says what is wrong.
    """
    if (name or _unnamed(names_of(CHOOSER_FORMAT, home))) not in names_of(STUDENT_FORMAT, home):
        return None
    student = load()
    return LikelihoodScorer(student.stored, student.name) if isinstance(student, EmbeddedStudent) else None


def _unnamed(choosers: Sequence[str]) -> str:
    return "chooser" if "chooser" in choosers else "student"
