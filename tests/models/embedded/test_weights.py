"""A student's folder is read as it was written, or refused in words."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from models.embedded.student import EmbeddedStudent, load_student
from models.embedded.weights import SETTINGS, TOKENIZER, WEIGHTS, open_student, save_student
from models.errors import ModelUnavailable
from tests.fakes.tiny_student import ask, noise, tiny_network, tiny_vocabulary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_student(tmp_path, tiny_network(), tiny_vocabulary(), training={"seed": 3})
    return tmp_path


def test_a_second_round_trip_changes_nothing(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    again = tmp_path_factory.mktemp("again")
    stored = open_student(folder)

    save_student(again, stored.network, stored.vocabulary, training=stored.settings.training)

    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }


def test_a_loaded_student_answers_like_the_saved_one(folder: Path) -> None:
    stored = open_student(folder)
    halved = tiny_network()
    halved.load_state_dict({name: value.half().float() for name, value in halved.state_dict().items()})
    question = ask("why is [0] sad?", 0, 1)

    saved = EmbeddedStudent(stored._replace(network=halved), "x").answer_all(noise(), [question])[0]
    loaded = load_student(folder=folder).answer_all(noise(), [question])[0]

    assert (loaded.text, loaded.rationale) == (saved.text, saved.rationale)


@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER, SETTINGS])
def test_a_missing_file_is_named_with_the_way_out(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(ModelUnavailable, match=rf"{name}.*cannot be read.*deixis train embedded"):
        open_student(folder)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def turn_to_text(path: Path) -> None:
    path.write_text("not what it should be", "utf-8")


@pytest.mark.parametrize("damage", [cut_short, turn_to_text])
@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER, SETTINGS])
def test_a_damaged_file_is_named(folder: Path, name: str, damage: Callable[[Path], None]) -> None:
    damage(folder / name)

    with pytest.raises(ModelUnavailable, match=rf"{name} is damaged"):
        open_student(folder)


def test_weights_of_another_network_are_refused(folder: Path) -> None:
    tensors = load_file(folder / WEIGHTS)
    tensors["words.weight"] = torch.zeros(3, 3)
    save_file(tensors, folder / WEIGHTS)

    with pytest.raises(ModelUnavailable, match=r"not those of the network"):
        open_student(folder)


@pytest.mark.parametrize("name", ["nobody", "../student", ""])
def test_an_unknown_name_lists_the_known_ones(name: str) -> None:
    with pytest.raises(ModelUnavailable, match=r"embedded:student"):
        load_student(name)
