"""The student learns; how its runs are kept and taken up again is in test_running.py."""

from pathlib import Path

import pytest
import torch

from models.embedded.settings import Blind
from models.embedded.weights import open_student
from tests.fakes.tiny_runs import BY_HEART, TINY_STUDENT
from training.embedded.batches import draw_batch
from training.embedded.run import train_student
from training.embedded.scene_cache import open_scenes
from training.embedded.trainer import Progress
from training.embedded.word_list import learn_words
from training.loop.running import RunFolders, Watch


def test_a_tiny_network_learns_four_scenes(scenes: Path, tmp_path: Path) -> None:
    settings = TINY_STUDENT.model_copy(update={**BY_HEART, "steps": 30, "questions": 4})
    reports: list[Progress] = []

    train_student(settings, RunFolders(scenes, tmp_path), Watch(progress=reports.append, every=5, keep_every=30))

    assert reports[-1].words < 0.8 * reports[0].words
    assert reports[-1].side < 0.75 * reports[0].side
    assert reports[-1].tags["kind"] > reports[0].tags["kind"] + 0.15


def test_a_batch_depends_on_seed_and_step_only(scenes: Path) -> None:
    cache = open_scenes(scenes, count=4, pixels=64)
    words = learn_words(cache.graphs, size=900, slots=6)

    once, again = draw_batch(cache, words, TINY_STUDENT, 7), draw_batch(cache, words, TINY_STUDENT, 7)
    other = draw_batch(cache, words, TINY_STUDENT.model_copy(update={"seed": 1}), 7)

    assert torch.equal(once.pictures, again.pictures)
    assert torch.equal(once.answers, again.answers)
    assert once.answers.shape != other.answers.shape or not torch.equal(once.answers, other.answers)


@pytest.mark.parametrize("blind", ["question", "no boxes"])
def test_a_blind_run_makes_a_student_that_is_blind(scenes: Path, tmp_path: Path, blind: Blind) -> None:
    folders = RunFolders(scenes, tmp_path)

    train_student(TINY_STUDENT.model_copy(update={"blind": blind, "steps": 2}), folders, Watch())

    stored = open_student(folders.run / "student")
    assert stored.settings.student.blind == blind
    assert "shown" in stored.settings.chain[0].supervision
