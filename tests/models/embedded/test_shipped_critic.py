"""The critic in the repository tells what is true from what is not as well as its card says."""

import json
import re
from pathlib import Path

import pytest

from models.embedded.critic import NAME, EmbeddedCritic, load_critic
from models.embedded.folder import CARD, HOME, SETTINGS, WEIGHTS
from training.embedded.critic_measures import MAJORITY, WORDS, CriticMeasures
from training.embedded.finish import FIGURES
from training.embedded.shipping import MOST_MEBIBYTES
from training.evaluation.critics import area
from training.evaluation.sampling import PIXELS, SEEDS_APART
from training.evaluation.table import percent
from training.experiments.critic_data import Maker, Part
from training.experiments.critic_labels import Judged, judge_entries
from training.scenes.world import DrawnScene, draw_scene

FOLDER = HOME / NAME
UNSEEN = Part("unseen", range(99 * SEEDS_APART, 99 * SEEDS_APART + 16), "evaluate")
ALLOWANCE = 0.12  # two standard errors of what is measured here
MOST_TOGETHER = 64  # MiB of all weights that ship


@pytest.fixture(scope="module")
def critic() -> EmbeddedCritic:
    return load_critic()


@pytest.fixture(scope="module")
def card() -> CriticMeasures:
    return CriticMeasures.model_validate_json((FOLDER / FIGURES).read_text("utf-8"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[DrawnScene, list[Judged]]]:
    """What the offline teacher writes about unseen scenes, and what is true of it."""
    maker = Maker(tmp_path_factory.mktemp("written"))
    scenes = {seed: draw_scene(seed, split=UNSEEN.split, size=PIXELS) for seed in UNSEEN.seeds}
    return [
        (scene, judge_entries(scene.graph, maker.make(UNSEEN, seed), pixels=PIXELS)) for seed, scene in scenes.items()
    ]


def test_what_is_true_scores_higher_as_the_card_says(
    critic: EmbeddedCritic, card: CriticMeasures, written: list[tuple[DrawnScene, list[Judged]]]
) -> None:
    scores: list[float] = []
    right: list[bool] = []
    for scene, judged in written:
        readable = [each for each in judged if each.answer is not None and each.rationale is not None]
        scores += critic.criticise(scene.image, [each.candidate for each in readable])
        right += [each.is_right for each in readable]

    found = area(scores, right)

    assert card.pictures.auc_right is not None
    assert found >= card.pictures.auc_right - ALLOWANCE
    assert found > 0.6


def test_the_picture_counts(critic: EmbeddedCritic, written: list[tuple[DrawnScene, list[Judged]]]) -> None:
    (first, judged), (other, _) = written[:2]
    candidates = [each.candidate for each in judged]

    assert critic.criticise(first.image, candidates) != critic.criticise(other.image, candidates)


def test_the_card_is_that_of_the_figures_and_the_cut_gains(card: CriticMeasures) -> None:
    text = (FOLDER / CARD).read_text("utf-8")
    training = json.loads((FOLDER / SETTINGS).read_text("utf-8"))["training"]

    assert f"--seed {training['seed']} --steps {training['steps']}" in text
    assert percent(card.pictures.auc) in text
    assert percent(card.pictures.exported.share) in text
    assert card.pictures.exported.accepted is not None
    assert card.pictures.exported.accepted > card.pictures.accepted
    for control in (card.simple[MAJORITY], card.simple[WORDS], *card.shown.values()):
        assert control.ahead is not None
        assert control.ahead[0] > 0


def test_the_table_in_the_documents_is_the_measured_one(card: CriticMeasures) -> None:
    text = (HOME.parents[1] / "docs/corpus.md").read_text("utf-8").split("## The embedded critic")[1].split("\n## ")[0]
    rows = [re.findall(r"\d+\.\d", row) for row in text.splitlines() if row.startswith("|")]
    cuts = [next(cut for cut in card.pictures.sweep if cut.threshold == float(each)) for each in rows[0]]

    assert rows[2] == [percent(cut.share) for cut in cuts]
    assert rows[3] == [percent(cut.accepted or 0) for cut in cuts]
    assert rows[4] == [percent(cut.right or 0) for cut in cuts]
    assert f"(AUC {percent(card.pictures.auc)})" in text
    assert f"(AUC {percent(card.simple[WORDS].figures.auc)})" in text


def test_the_weights_may_ship() -> None:
    assert (FOLDER / WEIGHTS).stat().st_size <= MOST_MEBIBYTES * 2**20
    together = sum(path.stat().st_size for path in Path(HOME).glob(f"*/{WEIGHTS}"))
    assert together <= MOST_TOGETHER * 2**20
