"""A finished chooser has a temperature, figures and a card that says them."""

from pathlib import Path

import pytest
import torch

from models.embedded.chooser import load_chooser
from models.embedded.chooser_network import ChooserNetwork, StackSettings
from models.embedded.chooser_weights import open_chooser, save_chooser
from models.embedded.settings import StudentSettings
from tests.fakes.tiny_student import tiny_vocabulary
from training.embedded.chooser_finish import QUICK_CHOOSER, ChooserMeasures, finish_chooser
from training.embedded.chooser_run import described
from training.embedded.chooser_settings import ChooserTraining
from training.embedded.chooser_temperature import fit_temperature
from training.embedded.chooser_trainer import ChooserTrainer
from training.embedded.finish import FIGURES
from training.embedded.scene_cache import open_scenes


def test_the_temperature_makes_certainty_as_large_as_it_is_right() -> None:
    # Scores of 4 against 0: right in 3 of 4 two-choice items asks for log-odds of log 3.
    scores = torch.tensor([[4.0, 0.0]] * 4)

    temperature = fit_temperature(scores, torch.tensor([0, 0, 0, 1]))

    assert temperature == pytest.approx(4 / torch.tensor(3.0).log().item(), rel=0.02)


def test_a_finished_chooser_tells_its_figures(tmp_path: Path) -> None:
    vocabulary = tiny_vocabulary()
    sizes = {"pixels": 64, "glance": 64, "width": 32, "heads": 2, "vision_layers": 1, "vocabulary": len(vocabulary)}
    settings = ChooserTraining(
        scenes=2,
        scene_pixels=64,
        student=StudentSettings.model_validate(sizes),
        stack=StackSettings(queries=4, layers=1, contrast=16, text_words=200),
    )
    trainer = ChooserTrainer(settings, open_scenes(tmp_path / "scenes", count=2, pixels=64), vocabulary)
    folder = tmp_path / "chooser"
    network = ChooserNetwork(settings.student, settings.stack)
    save_chooser(folder, network, vocabulary, training=described(trainer))

    measures = finish_chooser(folder, name="embedded:chooser", effort=QUICK_CHOOSER)

    card = (folder / "card.md").read_text("utf-8")
    assert "deixis train embedded --only chooser --seed 0 --steps 0 --scenes 2\n" in card
    assert "true questions, answers and rationales of the drawn world" in card
    assert f"| {100 * measures.scenes.figures.answer.value:.1f} (" in card
    assert "{" not in card
    assert ChooserMeasures.model_validate_json((folder / FIGURES).read_bytes()) == measures
    assert open_chooser(folder).settings.temperature != 1.0
    assert load_chooser("chooser", folder).stored.settings.training["scenes"] == 2
