"""The temperature of the likelihood scorer is fitted on drawn answer items."""

from pathlib import Path

from models.embedded.likelihood import load_likelihood
from models.embedded.weights import save_student
from tests.fakes.tiny_student import tiny_network, tiny_vocabulary
from training.embedded.likelihood_temperature import likelihood_temperature


def test_a_student_that_knows_nothing_is_told_to_be_unsure(tmp_path: Path) -> None:
    save_student(tmp_path, tiny_network(answer_words=64), tiny_vocabulary())
    scorer = load_likelihood("tiny", tmp_path)

    fitted = likelihood_temperature(scorer, count=6)

    assert fitted == likelihood_temperature(scorer, count=6)
    assert 0.05 <= fitted <= 20.0
