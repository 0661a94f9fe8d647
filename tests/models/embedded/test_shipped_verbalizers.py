"""The verbalizers in the repository are as good as their card says, and far better than not looking."""

import json
from pathlib import Path

import pytest

from models.embedded.folder import CARD, HOME, WEIGHTS
from models.embedded.verbalizers import NAME, EmbeddedVerbalizers, load_verbalizers
from training.embedded.finish import FIGURES
from training.embedded.shipping import MOST_MEBIBYTES
from training.embedded.verbalizer_measures import VerbalizerMeasures, find_regions
from training.evaluation.captions import evaluate_captions
from training.evaluation.narratives import evaluate_narratives
from training.evaluation.replies import evaluate_replies
from training.evaluation.table import percent

FOLDER = HOME / NAME
PICTURES = 16
SEED = 99
ALLOWANCE = 0.1  # two standard errors of what is measured here, which is several hundred facts of few pictures


@pytest.fixture(scope="module")
def verbalizers() -> EmbeddedVerbalizers:
    return load_verbalizers()


@pytest.fixture(scope="module")
def card() -> VerbalizerMeasures:
    return VerbalizerMeasures.model_validate_json((FOLDER / FIGURES).read_text("utf-8"))


def test_captions_are_as_true_as_the_card_says(verbalizers: EmbeddedVerbalizers, card: VerbalizerMeasures) -> None:
    report = evaluate_captions(verbalizers, pictures=PICTURES, seed=SEED)

    assert report.all_facts.told.value >= card.scenes.captions.all_facts.told.value - ALLOWANCE
    assert report.all_facts.told.value > report.all_facts.of_another.value + 0.1
    assert report.different > report.captions / 3


def test_narratives_are_as_true_as_the_card_says(verbalizers: EmbeddedVerbalizers, card: VerbalizerMeasures) -> None:
    report = evaluate_narratives(verbalizers, pictures=PICTURES, seed=SEED)

    assert report.mentioned.value >= card.scenes.narratives.mentioned.value - ALLOWANCE
    assert report.mentioned.value > report.of_another.value + 0.1
    assert report.equal < 0.1


def test_answers_are_as_right_as_the_card_says(verbalizers: EmbeddedVerbalizers, card: VerbalizerMeasures) -> None:
    report = evaluate_replies(verbalizers, pictures=PICTURES, seed=SEED, learning_scenes=8)

    assert report.right >= card.scenes.replies.right - 1.5 * ALLOWANCE
    assert card.scenes.replies.right > card.scenes.replies.majority


def test_regions_are_found_as_the_card_says(verbalizers: EmbeddedVerbalizers, card: VerbalizerMeasures) -> None:
    report = find_regions(verbalizers, pictures=PICTURES, seed=SEED, split="evaluate")

    assert report.recall.value >= card.scenes.regions.recall.value - ALLOWANCE


def test_the_card_is_that_of_the_figures(card: VerbalizerMeasures) -> None:
    text = (FOLDER / CARD).read_text("utf-8")
    training = json.loads((FOLDER / "settings.json").read_text("utf-8"))["training"]

    assert percent(card.scenes.captions.all_facts.told.value) in text
    assert percent(card.heldout.replies.right) in text
    assert f"--seed {training['seed']} --steps {training['steps']} --scenes {training['scenes']}" in text


def test_the_weights_are_small_enough() -> None:
    assert Path(FOLDER / WEIGHTS).stat().st_size <= MOST_MEBIBYTES * 2**20
