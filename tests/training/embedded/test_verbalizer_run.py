"""A run of the verbalizers learns, goes on after an interruption, is measured, and stays apart from the students'."""

import math
import re
import shutil
from pathlib import Path

import pytest
import torch

from models.embedded.folder import CARD
from models.embedded.settings import StudentSettings
from models.embedded.verbalizer_network import VerbalizerSettings
from models.embedded.verbalizer_weights import open_verbalizers
from models.embedded.verbalizers import load_verbalizers
from models.embedded.weights import save_student
from models.errors import BadSetting, ModelUnavailable
from models.records import Box, Detection
from tests.fakes.tiny_student import tiny_network, tiny_vocabulary
from training.embedded.finish import FIGURES
from training.embedded.seed_ranges import VERBALIZERS
from training.embedded.verbalizer_card import write_verbalizer_card
from training.embedded.verbalizer_finish import f_measure, finish_verbalizers
from training.embedded.verbalizer_measures import QUICK_VERBALIZERS, VerbalizerEffort, VerbalizerMeasures
from training.embedded.verbalizer_run import train_verbalizers
from training.embedded.verbalizer_settings import VerbalizerTraining
from training.embedded.verbalizer_trainer import VerbalizerProgress, VerbalizerTrainer
from training.evaluation.intervals import share
from training.evaluation.recall import Truth
from training.loop.running import RunFolders, Watch

TINY = VerbalizerTraining(
    scenes=3,
    scene_pixels=64,
    steps=6,
    pictures=2,
    captions=2,
    questions=2,
    warm_up=2,
    rate=3e-3,
    network=VerbalizerSettings(
        contrast=8,
        teller=StudentSettings(
            pixels=64,
            glance=32,
            width=32,
            heads=2,
            vision_layers=1,
            reading_layers=1,
            speaking_layers=1,
            vocabulary=600,
            answer_words=112,
        ),
    ),
)


@pytest.fixture(scope="module")
def through(scenes: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[VerbalizerTrainer, RunFolders]:
    folders = RunFolders(scenes, tmp_path_factory.mktemp("through"))
    return train_verbalizers(TINY, folders, Watch()), folders


@pytest.fixture(scope="module")
def finished(
    through: tuple[VerbalizerTrainer, RunFolders], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, VerbalizerMeasures]:
    folder = shutil.copytree(through[1].run / "verbalizers", tmp_path_factory.mktemp("finished") / "verbalizers")
    return folder, finish_verbalizers(folder, effort=QUICK_VERBALIZERS)


def stop_after(steps: int) -> Watch[VerbalizerProgress]:
    reports: list[VerbalizerProgress] = []
    return Watch(progress=reports.append, should_stop=lambda: len(reports) >= steps, every=1, keep_every=2)


def test_an_interrupted_run_ends_with_the_same_weights(
    scenes: Path, tmp_path: Path, through: tuple[VerbalizerTrainer, RunFolders]
) -> None:
    folders = RunFolders(scenes, tmp_path)

    first = train_verbalizers(TINY, folders, stop_after(3))
    second = train_verbalizers(TINY, folders, Watch(), resume=True)

    assert (first.step, second.step) == (3, 6)
    for name, value in second.averaged.items():
        assert torch.equal(value, through[0].averaged[name])


def test_every_part_learns_and_is_reported_apart(scenes: Path, tmp_path: Path) -> None:
    reports: list[VerbalizerProgress] = []
    settings = TINY.model_copy(update={"steps": 16, "decay_from": 1.0})

    train_verbalizers(settings, RunFolders(scenes, tmp_path), Watch(progress=reports.append, every=4))

    first, last = reports[0], reports[-1]
    assert last.words["caption"] < first.words["caption"]
    assert last.words["narrative"] < first.words["narrative"]
    assert last.tags < first.tags
    assert last.proposals < first.proposals
    assert last.sight < first.sight
    assert last.cut == 0
    assert not math.isnan(last.sights["noun"])


def test_a_second_run_in_the_folder_is_refused(through: tuple[VerbalizerTrainer, RunFolders]) -> None:
    with pytest.raises(BadSetting, match="--resume"):
        train_verbalizers(TINY, through[1], Watch())


def test_what_is_kept_tells_supervision_and_seeds(through: tuple[VerbalizerTrainer, RunFolders]) -> None:
    stored = open_verbalizers(through[1].run / "verbalizers")

    stage = stored.settings.chain[-1]
    assert stage.seeds == f"train {VERBALIZERS.start} to {VERBALIZERS.start + 2}"
    assert "captions" in stage.supervision
    assert "no causes" in stage.supervision
    assert stored.settings.training["steps"] == 6


def test_a_run_may_start_from_verbalizers(
    scenes: Path, tmp_path: Path, through: tuple[VerbalizerTrainer, RunFolders]
) -> None:
    source = through[1].run / "verbalizers"

    trainer = train_verbalizers(TINY, RunFolders(scenes, tmp_path), stop_after(1), init=source)

    assert [stage.steps for stage in trainer.earlier] == [6]
    kept = open_verbalizers(tmp_path / "verbalizers")
    assert [stage.name for stage in kept.settings.chain] == ["verbalizers", "verbalizers"]
    name = "teller.numbers"
    near = trainer.averaged[name] - open_verbalizers(source).network.state_dict()[name]
    assert near.abs().max() < 0.02


def test_where_only_the_eye_learns_words_reader_and_speaker_stay_also_after_an_interruption(
    scenes: Path, tmp_path: Path, through: tuple[VerbalizerTrainer, RunFolders]
) -> None:
    source = through[1].run / "verbalizers"
    settings = TINY.model_copy(update={"learns": "eye", "steps": 3})
    whole, broken = RunFolders(scenes, tmp_path / "whole"), RunFolders(scenes, tmp_path / "broken")

    train_verbalizers(settings, whole, Watch(), init=source)
    train_verbalizers(settings, broken, stop_after(1), init=source)
    train_verbalizers(settings, broken, Watch(), init=source, resume=True)

    before, after, again = (
        open_verbalizers(folder).network.state_dict()
        for folder in (source, whole.run / "verbalizers", broken.run / "verbalizers")
    )
    assert all(torch.equal(value, again[name]) for name, value in after.items())
    changed = {name for name, value in before.items() if not torch.equal(value, after[name])}
    assert {name.split(".")[0] for name in changed} == {"teller", "tags", "proposals"}
    assert all(name.startswith("teller.eye.") for name in changed if name.startswith("teller."))
    assert "teller.eye.stem.fine.0.0.weight" in changed


@pytest.mark.parametrize("name", ["student", "nothing"])
def test_what_are_no_verbalizers_is_no_start_and_refused_before_anything_is_drawn(tmp_path: Path, name: str) -> None:
    save_student(tmp_path / "student", tiny_network(), tiny_vocabulary())
    folders = RunFolders(tmp_path / "scenes", tmp_path / "run")

    with pytest.raises(ModelUnavailable, match="verbalizers"):
        train_verbalizers(TINY, folders, Watch(), init=tmp_path / name)

    assert not folders.scenes.exists()


def test_another_network_is_no_start(
    scenes: Path, tmp_path: Path, through: tuple[VerbalizerTrainer, RunFolders]
) -> None:
    wider = TINY.model_copy(update={"network": TINY.network.model_copy(update={"contrast": 16})})

    with pytest.raises(BadSetting, match="another network"):
        train_verbalizers(wider, RunFolders(scenes, tmp_path), Watch(), init=through[1].run / "verbalizers")


def test_weights_too_large_to_ship_are_refused_before_the_first_step(scenes: Path, tmp_path: Path) -> None:
    teller = TINY.network.teller.model_copy(update={"question_words": 300_000})  # of 32 numbers each: 18 MiB
    large = TINY.model_copy(update={"network": TINY.network.model_copy(update={"teller": teller})})
    begun: list[str] = []

    with pytest.raises(BadSetting, match=r"may have 15\.25 MiB"):
        train_verbalizers(large, RunFolders(scenes, tmp_path), Watch(begun=begun.append))

    assert begun == []


def test_finishing_measures_all_five_and_writes_the_card(finished: tuple[Path, VerbalizerMeasures]) -> None:
    folder, measures = finished

    card = (folder / CARD).read_text("utf-8")
    for heading in ("Captions", "Narratives", "Answers", "Tags", "Regions", "Limits"):
        assert f"# {heading}\n" in card
    assert f"train {VERBALIZERS.start} to {VERBALIZERS.start + 2}" in card
    assert "--seed 0 --steps 6 --scenes 3" in card
    assert re.search(r"""Of "one place", the 12 kinds .* and (0|50|100)\.0 % of the pictures have""", card)
    assert VerbalizerMeasures.model_validate_json((folder / FIGURES).read_text("utf-8")) == measures
    assert {measures.scenes.captions.split, measures.scenes.replies.split} == {"evaluate"}
    assert {measures.heldout.captions.split, measures.heldout.narratives.split} == {"heldout"}
    assert load_verbalizers(folder).stored.settings.threshold > 0


def test_a_card_says_nothing_of_figures_that_there_are_not(finished: tuple[Path, VerbalizerMeasures]) -> None:
    folder, whole = finished
    figures = whole.scenes
    silent = figures.narratives.model_copy(update={"mentioned": share(0, 0), "hallucinated": None})
    precision = {name: each for name, each in figures.tags.precision.items() if name != "one place"}
    older = figures.tags.model_copy(update={"precision": precision})
    measures = figures.model_copy(update={"narratives": silent, "tags": older})

    card = write_verbalizer_card(
        open_verbalizers(folder).settings, VerbalizerMeasures(scenes=measures, heldout=measures), mebibytes=1.0
    )

    assert "mentioned - % are seen in the picture, **- %** are not" in card
    assert "one place" not in card


def test_of_combinations_as_much_is_measured_in_every_way() -> None:
    assert VerbalizerEffort(combined=7, learning=3).of_combinations() == VerbalizerEffort(
        captioned=7, narrated=7, asked=7, tagged=7, searched=7, combined=7, learning=3
    )


def test_a_threshold_is_better_that_leaves_out_what_is_not_there() -> None:
    box, elsewhere = Box(0, 0, 10, 10), Box(50, 50, 60, 60)
    found = [[Detection(box, 0.6, "person"), Detection(elsewhere, 0.2, "person")]]
    truth = [[Truth(box, "person", "small")]]

    assert f_measure(found, truth, 0.4) == 1.0
    assert f_measure(found, truth, 0.1) == pytest.approx(3.25 * 0.5 / (2.25 * 0.5 + 1))
    assert f_measure(found, truth, 0.9) == 0.0
