"""A chooser's run learns, is the same every time, and goes on after an interruption as if there had been none."""

from pathlib import Path

import pytest
import torch

from models.embedded.chooser_network import StackSettings
from models.embedded.chooser_weights import open_chooser
from models.embedded.settings import StudentSettings
from models.embedded.weights import save_student
from models.errors import BadSetting
from tests.fakes.tiny_student import tiny_network, tiny_vocabulary
from training.embedded.chooser_run import ChooserWatch, choose_settings, chooser_folder, train_chooser
from training.embedded.chooser_settings import ChooserTraining
from training.embedded.chooser_trainer import ChooserProgress, ChooserTrainer
from training.embedded.run import RunFolders
from training.embedded.scene_cache import open_scenes
from training.embedded.trainer import rate_at
from training.embedded.word_list import learn_words

TINY = ChooserTraining(
    scenes=4,
    scene_pixels=64,
    steps=6,
    pictures=4,
    questions=3,
    paired=1,
    items=4,
    adversarial=0.5,
    warm_up=4,
    rate=3e-3,
    student=StudentSettings(pixels=64, glance=64, width=32, heads=2, vision_layers=1, vocabulary=900),
    stack=StackSettings(queries=4, layers=1, contrast=16),
)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> None:
    # Sums over several threads may come in any order, which the last bits show.
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scenes")


def stop_after(steps: int) -> ChooserWatch:
    reports: list[ChooserProgress] = []
    return ChooserWatch(progress=reports.append, should_stop=lambda: len(reports) >= steps, every=1, keep_every=3)


def weights(trainer: ChooserTrainer) -> dict[str, torch.Tensor]:
    return {**trainer.parts.state_dict(), **{f"averaged.{name}": value for name, value in trainer.averaged.items()}}


def test_an_interrupted_run_ends_with_the_same_weights(scenes: Path, tmp_path: Path) -> None:
    through = train_chooser(TINY, RunFolders(scenes, tmp_path / "through"), ChooserWatch())
    folders = RunFolders(scenes, tmp_path / "interrupted")

    first = train_chooser(TINY, folders, stop_after(4))
    second = train_chooser(TINY, folders, ChooserWatch(), resume=True)

    assert first.step == 4
    assert second.step == 6
    expected = weights(through)
    assert all(torch.equal(value, expected[name]) for name, value in weights(second).items())


def test_a_run_keeps_a_chooser_that_can_be_opened(scenes: Path, tmp_path: Path) -> None:
    folders = RunFolders(scenes, tmp_path)

    trainer = train_chooser(TINY, folders, ChooserWatch())

    stored = open_chooser(chooser_folder(folders))
    kept = trainer.averaged["words.weight"].half().float()
    torch.testing.assert_close(stored.network.state_dict()["words.weight"], kept, rtol=0, atol=0)
    chain = stored.settings.training["chain"]
    assert isinstance(chain, tuple)
    (stage,) = chain
    assert stage.steps == 6
    assert stage.seeds == "train 0 to 3"
    assert "answers and rationales of the drawn world" in stage.supervision


def test_a_folder_that_holds_a_run_is_not_overwritten(scenes: Path, tmp_path: Path) -> None:
    train_chooser(TINY, RunFolders(scenes, tmp_path), stop_after(1))

    with pytest.raises(BadSetting, match="--resume"):
        train_chooser(TINY, RunFolders(scenes, tmp_path), ChooserWatch())


def test_a_resumed_run_takes_up_its_own_settings(scenes: Path, tmp_path: Path) -> None:
    folders = RunFolders(scenes, tmp_path)
    train_chooser(TINY, folders, stop_after(1))

    settings = choose_settings(folders, resume=True, steps=9, seed=None)

    assert settings.steps == 9
    assert settings.pictures == TINY.pictures


def test_a_run_starts_from_what_fits_of_a_student(scenes: Path, tmp_path: Path) -> None:
    student = tiny_network(glance=64)
    save_student(tmp_path / "student", student, tiny_vocabulary())
    said: list[str] = []

    train_chooser(
        TINY.model_copy(update={"rate": 0.0, "steps": 1}),
        RunFolders(scenes, tmp_path / "run"),
        ChooserWatch(begun=said.append),
        init=tmp_path / "student",
    )

    taken = open_chooser(tmp_path / "run" / "chooser").network
    assert torch.equal(taken.eye.region.from_place.weight, student.eye.region.from_place.weight.half().float())
    reading = student.reading[0].to_qkv.weight.half().float()  # type: ignore[reportAttributeAccessIssue]
    assert torch.equal(taken.layers[0].to_qkv.weight, reading)  # type: ignore[reportAttributeAccessIssue]
    assert any("starting from" in line for line in said)


def test_a_folder_without_an_eye_is_refused_as_a_start(scenes: Path, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="cannot be started from"):
        train_chooser(TINY, RunFolders(scenes, tmp_path / "run"), ChooserWatch(), init=tmp_path)


def test_a_tiny_network_learns_four_scenes(scenes: Path, tmp_path: Path) -> None:
    changes = {"steps": 80, "marked": 0.0, "jitter": 0.0, "withheld": 0.0, "adversarial": 0.3, "items": 12}
    reports: list[ChooserProgress] = []

    train_chooser(
        TINY.model_copy(update={**changes, "average": 0.9}),
        RunFolders(scenes, tmp_path),
        ChooserWatch(progress=reports.append, every=16, keep_every=80),
    )

    assert reports[-1].telling < 0.85 * reports[0].telling
    assert reports[-1].side < 0.5 * reports[0].side
    assert reports[-1].items < reports[0].items
    assert reports[-1].chosen > 0.35  # chance is 0.25


def test_an_eye_that_has_learned_goes_on_slowly_and_the_rest_warms_up(scenes: Path) -> None:
    settings = TINY.model_copy(update={"eye_first": 2, "eye_rate": 0.25})
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
