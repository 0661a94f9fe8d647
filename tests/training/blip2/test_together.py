"""Two processes, started as torchrun starts them, learn what one process learns from the same batches."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from tests.fakes.event_files import read_curves
from tests.fakes.tiny_critic import leave_labelled
from tests.fakes.tiny_first_stage import blip2_itm
from tests.fakes.tiny_models import llava
from tests.fakes.tiny_statements import leave_corpus
from training.loop.checkpoint import CHECKPOINT
from training.loop.running import LOGS

PROCESSES = 2


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Runs of a student, a critic and a student that writes, together and alone: one start of torch for all."""
    home = tmp_path_factory.mktemp("together")
    blip2_itm(home / "init", dropout=0.0)
    llava(home / "writer")
    corpus = leave_corpus(home / "corpus")
    (corpus.parent / "pictures" / "5.png").write_bytes(b"damaged")  # both meet it
    leave_labelled(home / "labels", 3)
    command = [sys.executable, "-m", "tests.fakes.learn_together", str(home)]
    alone = {name: value for name, value in os.environ.items() if name not in ("RANK", "WORLD_SIZE", "LOCAL_RANK")}
    subprocess.run(command, check=True, capture_output=True, env={**alone, "OMP_NUM_THREADS": "1"})
    return home


def test_there_are_two_and_both_end_with_the_same_weights(home: Path) -> None:
    ranks = [(home / f"rank-{rank}.txt").read_text("utf-8") for rank in range(PROCESSES)]

    assert ranks == ["0 of 2", "1 of 2"]
    first, second = (load_file(home / f"own-{rank}") for rank in range(PROCESSES))
    assert all(value.equal(second[name]) for name, value in first.items())


def test_the_first_speaks_for_both_of_a_damaged_picture(home: Path) -> None:
    noted = [(home / f"together-noted-{rank}.txt").read_text("utf-8") for rank in range(PROCESSES)]

    assert [sentence.partition(" cannot")[0] for sentence in noted] == ['"5.png"', ""]


@pytest.mark.parametrize(("run", "least"), [("", 50), ("-critic", 50), ("-writer", 4)])
def test_they_learn_what_one_learns(home: Path, run: str, least: int) -> None:
    together, alone = (load_file(home / f"{name}{run}" / CHECKPOINT) for name in ("together", "alone"))
    curves, expected = (read_curves(home / f"{name}{run}" / LOGS) for name in ("together", "alone"))

    for name, curve in expected.items():
        if name.startswith("losses"):
            assert len(curve) == 3
            assert curves[name] == pytest.approx(curve, abs=1e-4)
    learned = [name for name in alone if name.startswith("parts.") and _is_moved(alone, name)]
    assert len(learned) >= least
    assert all(torch.allclose(together[name], alone[name], rtol=0, atol=1e-5) for name in learned)


def _is_moved(tensors: dict[str, torch.Tensor], name: str) -> bool:
    """Tell whether weights have gradients: those of keys' biases are only rounding, of which Adam makes steps."""
    moment = tensors.get(name.replace("parts.", "optimizer.") + ":exp_avg")
    return moment is not None and bool(moment.abs().max() > 1e-5)
