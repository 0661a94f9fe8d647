"""What `training_kills` compares: a run to its end, in this process, and what would count as another outcome.

Killing itself is for the full size: a process that may be forked would have to import torch anew.
"""

import shutil
from pathlib import Path

import pytest
from safetensors.torch import load_file
from typer.testing import CliRunner

from app.cli import root
from tests.benchmarks.training_commands import COMMANDS, Command, leave, prepare
from tests.benchmarks.training_kills import outcome, same_tensors, was_keeping, went_wrong

FINE = {"same_weights": True, "same_curve": True, "left_behind": 0}


def train(command: Command, *more: str) -> None:
    done = CliRunner().invoke(root, [*command.words, *more])
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A short training of the embedded student, through to its end."""
    home = tmp_path_factory.mktemp("kills")
    material = prepare(home / "material")
    leave(material, ["embedded"])
    made = COMMANDS["embedded"](material, home / "data")._replace(steps=10)
    train(made, "--steps", "10")
    return made


def test_what_is_compared_is_all_that_was_learned_and_the_curve(command: Command) -> None:
    found = outcome(command)

    assert {name: list(own) for name, own in found.curves.items()} == {
        name: [2, 4, 6, 8, 10] for name in ("step", "steps", "words", "right", "rate", "cut")
    }
    files = (command.run / "checkpoint.safetensors", command.made / "model.safetensors")
    assert len(found.tensors) == sum(len(load_file(file)) for file in files)
    assert any(name.endswith("exp_avg_sq") for name in found.tensors)


def test_a_run_that_is_through_can_be_taken_up_and_comes_to_the_same(command: Command) -> None:
    before = outcome(command)

    train(command, "--steps", "10", "--resume")

    assert (outcome(command).curves, same_tensors(outcome(command).tensors, before.tensors)) == (before.curves, True)


def test_another_bit_or_another_type_is_another_outcome(command: Command) -> None:
    tensors = outcome(command).tensors
    name = next(iter(tensors))

    assert same_tensors(tensors, dict(tensors))
    assert not same_tensors(tensors, {**tensors, name: tensors[name].nextafter(tensors[name] + 1)})
    assert not same_tensors(tensors, {**tensors, name: tensors[name].double()})
    assert not same_tensors(tensors, {each: value for each, value in tensors.items() if each != name})


def test_a_kill_while_all_was_kept_is_known_by_what_it_left(command: Command, tmp_path: Path) -> None:
    data = shutil.copytree(command.data, tmp_path / "data")
    copied = command._replace(data=data, run=data / command.run.relative_to(command.data))

    after = was_keeping(copied)
    (copied.run / "checkpoint.safetensors").unlink()
    between = was_keeping(copied)
    (copied.run / "checkpoint.safetensors").touch()
    (copied.run / "checkpoint.safetensors.part").touch()

    assert (after, between, was_keeping(copied)) == (False, True, True)


@pytest.mark.parametrize("otherwise", [{"same_weights": False}, {"same_curve": False}, {"left_behind": 1}])
def test_a_run_that_ended_otherwise_is_a_fault(otherwise: dict[str, int]) -> None:
    assert not went_wrong({"student": FINE, "critic": FINE})
    assert went_wrong({"student": FINE, "critic": {**FINE, **otherwise}})
