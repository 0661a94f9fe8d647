"""The chooser in the repository chooses as its card says, and far better than chance and than without regions."""

from models.embedded.chooser import load_chooser
from models.embedded.folder import HOME, WEIGHTS
from training.embedded.chooser_finish import ChooserMeasures
from training.embedded.finish import FIGURES
from training.embedded.shipping import MOST_MEBIBYTES
from training.evaluation.choices import evaluate_choices

FOLDER = HOME / "chooser"
ITEMS = 60
ALLOWANCE = 0.12  # two standard errors of what is measured here


def test_it_chooses_as_its_card_says_and_needs_the_regions() -> None:
    card = ChooserMeasures.model_validate_json((FOLDER / FIGURES).read_text("utf-8"))

    report = evaluate_choices(load_chooser(), count=ITEMS, seed=99).report

    assert report.figures.answer.value >= card.scenes.figures.answer.value - ALLOWANCE
    assert report.figures.answer.value > report.no_boxes.answer.value + 0.2


def test_its_weights_may_ship() -> None:
    assert (FOLDER / WEIGHTS).stat().st_size <= MOST_MEBIBYTES * 2**20
