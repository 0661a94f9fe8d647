"""What a student does not learn is fitted afterwards, and a model is installed whole."""

from pathlib import Path

import pytest

from models.embedded.folder import CARD, HOME, SETTINGS, WEIGHTS
from models.embedded.likelihood import load_likelihood
from models.embedded.weights import save_student
from tests.fakes.tiny_student import tiny_network, tiny_vocabulary
from training.embedded.finish import FIGURES, fit_student, install, is_installed
from training.embedded.likelihood_temperature import likelihood_temperature
from training.embedded.measures import QUICK, Measures

EFFORT = QUICK._replace(judged=2, fitted=8, held_out=4, weighed=5)


def test_a_student_gets_a_temperature_to_choose_by(tmp_path: Path) -> None:
    sizes = {"question_words": 140, "answer_words": 72}  # so small a vocabulary spells everything out
    save_student(tmp_path, tiny_network(**sizes), tiny_vocabulary(), training={"seed": 3})

    student = fit_student(tmp_path, name="embedded:student", effort=EFFORT)

    scorer = load_likelihood("student", tmp_path)
    assert scorer.temperature == likelihood_temperature(scorer, count=5)
    assert student.stored.settings.choosing_temperature == scorer.temperature
    assert student.stored.settings.calibration is not None
    assert student.stored.settings.training == {"seed": 3}
    assert student.detector is not None


def test_the_figures_of_an_older_student_can_still_be_read() -> None:
    figures = (HOME / "student" / FIGURES).read_bytes()
    assert Measures.model_validate_json(figures).scenes.n > 0


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    save_student(folder, tiny_network(), tiny_vocabulary())
    (folder / CARD).write_text("a card", "utf-8")
    return folder


def test_a_model_is_installed_where_all_its_files_are(model: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    before = is_installed(model, target)

    install(model, target)

    assert (before, is_installed(model, target)) == (False, True)


@pytest.mark.parametrize("name", [WEIGHTS, SETTINGS, CARD])
def test_a_model_with_another_file_in_its_place_is_not_installed(model: Path, tmp_path: Path, name: str) -> None:
    install(model, tmp_path / "target")
    there = tmp_path / "target" / name

    there.write_bytes(there.read_bytes()[::-1])

    assert not is_installed(model, tmp_path / "target")
