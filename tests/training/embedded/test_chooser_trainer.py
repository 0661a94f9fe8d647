"""The chooser learns, from a student's eye or from nothing; how its runs are kept is in test_running.py."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from models.embedded.chooser_weights import open_chooser
from models.embedded.folder import TOKENIZER, WEIGHTS
from models.embedded.weights import save_student
from models.errors import BadSetting
from tests.fakes.tiny_runs import BY_HEART, TINY_CHOOSER
from tests.fakes.tiny_student import tiny_network, tiny_vocabulary
from training.embedded.chooser_run import train_chooser
from training.embedded.chooser_trainer import ChooserProgress, ChooserTrainer
from training.embedded.scene_cache import open_scenes
from training.embedded.word_list import learn_words
from training.loop.running import RunFolders, Watch
from training.loop.settings import rate_at


def test_a_run_starts_from_what_fits_of_a_student(scenes: Path, tmp_path: Path) -> None:
    student = tiny_network()
    save_student(tmp_path / "student", student, tiny_vocabulary())
    said: list[str] = []

    train_chooser(
        TINY_CHOOSER.model_copy(update={"rate": 0.0, "steps": 1}),
        RunFolders(scenes, tmp_path / "run"),
        Watch(begun=said.append),
        init=tmp_path / "student",
    )

    taken = open_chooser(tmp_path / "run" / "chooser").network
    assert torch.equal(taken.eye.region.from_place.weight, student.eye.region.from_place.weight.half().float())
    reading = student.reading[0].to_qkv.weight.half().float()  # type: ignore[reportAttributeAccessIssue]
    assert torch.equal(taken.layers[0].to_qkv.weight, reading)  # type: ignore[reportAttributeAccessIssue]
    assert any("starting from" in line for line in said)


def take_it_away(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def damage_the_tokenizer(folder: Path) -> None:
    (folder / TOKENIZER).write_text("no tokenizer", "utf-8")


def damage_the_weights(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes(b"no weights")


def take_out_the_eye(folder: Path) -> None:
    save_file({"words.weight": torch.zeros(3, 3)}, folder / WEIGHTS)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (take_it_away, "student cannot be started from .* Name a student's or a chooser's folder"),
        (damage_the_tokenizer, "student cannot be started from .* Name a student's or a chooser's folder"),
        (damage_the_weights, "student cannot be started from .* Name a student's or a chooser's folder"),
        (take_out_the_eye, "Nothing of the eye in .*student fits"),
    ],
)
def test_what_cannot_be_started_from_is_refused_before_anything_is_drawn(
    tmp_path: Path, damage: Callable[[Path], None], said: str
) -> None:
    save_student(tmp_path / "student", tiny_network(), tiny_vocabulary())
    damage(tmp_path / "student")
    folders = RunFolders(tmp_path / "scenes", tmp_path / "run")

    with pytest.raises(BadSetting, match=said):
        train_chooser(TINY_CHOOSER, folders, Watch(), init=tmp_path / "student")

    assert not folders.scenes.exists()


def test_a_run_that_starts_from_a_chooser_tells_its_stages_too(scenes: Path, tmp_path: Path) -> None:
    once = TINY_CHOOSER.model_copy(update={"steps": 1})
    train_chooser(once, RunFolders(scenes, tmp_path / "first"), Watch())

    train_chooser(once, RunFolders(scenes, tmp_path / "second"), Watch(), init=tmp_path / "first" / "chooser")

    stages = open_chooser(tmp_path / "second" / "chooser").settings.chain
    assert [(stage.name, stage.steps) for stage in stages] == [("chooser", 1), ("chooser", 1)]


def test_a_folder_without_an_eye_is_refused_as_a_start(scenes: Path, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="cannot be started from"):
        train_chooser(TINY_CHOOSER, RunFolders(scenes, tmp_path / "run"), Watch(), init=tmp_path)


def test_a_tiny_network_learns_four_scenes(scenes: Path, tmp_path: Path) -> None:
    changes = {**BY_HEART, "rate": 8e-3, "steps": 24, "adversarial": 0.3, "items": 6, "average": 0.9}
    reports: list[ChooserProgress] = []

    train_chooser(
        TINY_CHOOSER.model_copy(update=changes),
        RunFolders(scenes, tmp_path),
        Watch(progress=reports.append, every=6, keep_every=24),
    )

    assert reports[-1].telling < 0.85 * reports[0].telling
    assert reports[-1].side < 0.7 * reports[0].side
    assert reports[-1].items < reports[0].items
    assert reports[-1].chosen > 0.35  # chance is 0.25


def test_an_eye_that_has_learned_goes_on_slowly_and_the_rest_warms_up(scenes: Path) -> None:
    settings = TINY_CHOOSER.model_copy(update={"eye_first": 2, "eye_rate": 0.25})
    cache = open_scenes(scenes, count=4, pixels=64)
    vocabulary = learn_words(cache.graphs, size=900, slots=6)
    fitting = settings.student.model_copy(update={"vocabulary": len(vocabulary)})
    trainer = ChooserTrainer(settings.model_copy(update={"student": fitting}), cache, vocabulary)

    rates = []
    for step in range(1, 5):
        trainer.run(step)
        group = {each["eye"]: each["lr"] for each in trainer._optimizer.param_groups}
        rates.append((group[True] / rate_at(step - 1, settings), group[False] / rate_at(step - 1, settings)))

    assert rates == [(1.0, 1.0), (1.0, 1.0), (0.25, 0.25), (0.25, 0.5)]
