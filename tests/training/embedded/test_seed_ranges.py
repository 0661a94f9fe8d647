"""Two trunks, never mixed: students and verbalizers learn from other scenes, and nothing goes from one to the other."""

import json
import re
from itertools import combinations
from pathlib import Path

import pytest

import models.embedded
from models.embedded.folder import CARD, SETTINGS
from models.embedded.weights import Stage
from models.errors import BadSetting
from training.embedded.chooser_settings import ChooserTraining
from training.embedded.scene_cache import open_scenes
from training.embedded.seed_ranges import CORPORA, CRITICS, HAND_MADE, STUDENTS, VERBALIZERS, seeds_text
from training.embedded.settings import ReaderTraining, TrainingSettings
from training.embedded.verbalizer_settings import VerbalizerTraining

SHIPPED = sorted(path.parent.name for path in Path(models.embedded.__path__[0]).glob(f"*/{SETTINGS}"))
OF_A_CORPUS = "those of the corpus"
_SEEDS = re.compile(r"train (\d+) to (\d+)")


def stages_of(name: str) -> list[Stage]:
    settings = json.loads((Path(models.embedded.__path__[0]) / name / SETTINGS).read_text("utf-8"))
    return [Stage.model_validate(stage) for stage in settings["training"]["chain"]]


def test_the_ranges_do_not_overlap() -> None:
    for one, other in combinations((STUDENTS, VERBALIZERS, CRITICS, CORPORA, HAND_MADE), 2):
        assert one.stop <= other.start or other.stop <= one.start


def test_what_is_trained_by_default_fits_into_its_range() -> None:
    assert TrainingSettings().scenes <= len(STUDENTS)
    assert ReaderTraining().scenes <= len(STUDENTS)
    assert ChooserTraining().scenes <= len(STUDENTS)
    assert VerbalizerTraining().scenes <= len(VERBALIZERS)


def test_scenes_of_the_verbalizers_are_theirs(tmp_path: Path) -> None:
    cache = open_scenes(tmp_path, count=2, pixels=32, among=VERBALIZERS)

    assert all(graph.seed in VERBALIZERS and graph.split == "train" for graph in cache.graphs)
    assert seeds_text(VERBALIZERS[:2]) == f"train {cache.graphs[0].seed} to {cache.graphs[1].seed}"


def test_no_more_scenes_can_be_had_than_the_range_holds(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="--scenes"):
        open_scenes(tmp_path, count=len(VERBALIZERS) + 1, pixels=32, among=VERBALIZERS)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_has_learned_from_its_own_scenes(name: str) -> None:
    for stage in stages_of(name):
        own = {"verbalizers": VERBALIZERS, "critic": CRITICS}.get(stage.name, STUDENTS)
        if stage.seeds != OF_A_CORPUS:
            assert_within(own, stage.seeds)


def test_the_corpus_of_the_distilled_student_is_about_scenes_of_corpora() -> None:
    card = (Path(models.embedded.__path__[0]) / "distilled" / CARD).read_text("utf-8")

    assert [stage.name for stage in stages_of("distilled") if stage.seeds == OF_A_CORPUS] == ["student"]
    assert_within(CORPORA, card.partition("Its corpus is about other scenes: ")[2])


def assert_within(own: range, told: str) -> None:
    found = _SEEDS.findall(told)
    assert found, told
    assert all(int(seed) in own for each in found for seed in each), told


@pytest.mark.parametrize("name", SHIPPED)
def test_no_stage_of_one_trunk_comes_from_the_other(name: str) -> None:
    names = {stage.name for stage in stages_of(name)}

    assert ("verbalizers" in names) == (name in ("verbalizers", "critic", "distilled"))
    assert name != "verbalizers" or names == {"verbalizers"}
    assert name != "critic" or names == {"verbalizers", "critic"}
    # A mark reader learned where marks are, and nothing else; what the distilled student learned from is a corpus.
    assert name != "distilled" or names == {"mark reader", "verbalizers", "student"}
