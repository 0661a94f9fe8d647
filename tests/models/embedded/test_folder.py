"""A model's folder is read as it was written, or refused in words, whatever kind of model it holds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch
from safetensors.torch import load_file, save_file

from models.embedded.chooser_network import ChooserNetwork, StackSettings
from models.embedded.chooser_weights import CHOOSER_FORMAT, open_chooser, save_chooser
from models.embedded.folder import SETTINGS, TOKENIZER, WEIGHTS, find_folder, names_of, weights_name
from models.embedded.vocabulary import learn_vocabulary
from models.embedded.weights import STUDENT_FORMAT, open_student, save_student
from models.errors import ModelUnavailable
from tests.fakes.tiny_student import TEXTS, tiny_network, tiny_settings, tiny_vocabulary


class Kind(NamedTuple):
    name: str
    save: Callable[[Path], None]
    open: Callable[[Path], Any]
    save_again: Callable[[Any, Path], None]


def save_a_chooser(folder: Path) -> None:
    torch.manual_seed(0)
    network = ChooserNetwork(tiny_settings(), StackSettings(queries=4, layers=1, contrast=16))
    save_chooser(folder, network, tiny_vocabulary(), temperature=0.5, training={"seed": 3})


STUDENT = Kind(
    "student",
    lambda folder: save_student(folder, tiny_network(), tiny_vocabulary(), training={"seed": 3}),
    open_student,
    lambda it, folder: save_student(folder, it.network, it.vocabulary, training=it.settings.training),
)
CHOOSER = Kind(
    "chooser",
    save_a_chooser,
    open_chooser,
    lambda it, folder: save_chooser(
        folder, it.network, it.vocabulary, temperature=it.settings.temperature, training=it.settings.training
    ),
)


@pytest.fixture(params=[STUDENT, CHOOSER], ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture
def folder(kind: Kind, tmp_path: Path) -> Path:
    kind.save(tmp_path / "model")
    return tmp_path / "model"


def test_a_second_round_trip_changes_nothing(kind: Kind, folder: Path, tmp_path: Path) -> None:
    kind.save_again(kind.open(folder), tmp_path / "again")

    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }


@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER, SETTINGS])
def test_a_missing_file_is_named_with_the_way_out(kind: Kind, folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(ModelUnavailable, match=rf"{kind.name}'s.*{name} cannot be read.*--only {kind.name}"):
        kind.open(folder)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def turn_to_text(path: Path) -> None:
    path.write_text("not what it should be", "utf-8")


@pytest.mark.parametrize("damage", [cut_short, turn_to_text])
@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER, SETTINGS])
def test_a_damaged_file_is_named(kind: Kind, folder: Path, name: str, damage: Callable[[Path], None]) -> None:
    damage(folder / name)

    with pytest.raises(ModelUnavailable, match=rf"{kind.name}'s.*{name} is damaged"):
        kind.open(folder)


def test_weights_of_another_network_are_refused(kind: Kind, folder: Path) -> None:
    tensors = load_file(folder / WEIGHTS)
    tensors["words.weight"] = torch.zeros(3, 3)
    save_file(tensors, folder / WEIGHTS)

    with pytest.raises(ModelUnavailable, match=r"not those of the network"):
        kind.open(folder)


def test_a_tokenizer_of_another_size_is_refused(kind: Kind, folder: Path) -> None:
    learn_vocabulary(TEXTS, size=60, slots=6).save(folder / TOKENIZER)

    with pytest.raises(ModelUnavailable, match=r"tokenizer.json is damaged: it has \d+ pieces and the network \d+"):
        kind.open(folder)


def test_one_kind_is_not_taken_for_another(tmp_path: Path) -> None:
    STUDENT.save(tmp_path / "student")
    CHOOSER.save(tmp_path / "chooser")

    with pytest.raises(ModelUnavailable, match=f'settings.json .*another kind of model ."{CHOOSER_FORMAT}"'):
        open_student(tmp_path / "chooser")
    with pytest.raises(ModelUnavailable, match=f'settings.json .*another kind of model ."{STUDENT_FORMAT}"'):
        open_chooser(tmp_path / "student")


def test_names_are_those_of_the_kind_and_of_what_is_damaged(tmp_path: Path) -> None:
    for name, text in (
        ("a", json.dumps({"format": STUDENT_FORMAT})),
        ("b", json.dumps({"format": CHOOSER_FORMAT})),
        ("c", "{"),
        ("d", "[]"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / SETTINGS).write_text(text, "utf-8")
    (tmp_path / "empty").mkdir()

    assert names_of(STUDENT_FORMAT, home=tmp_path) == ["a", "c", "d"]
    assert names_of(CHOOSER_FORMAT, home=tmp_path) == ["b", "c", "d"]
    assert names_of(STUDENT_FORMAT, CHOOSER_FORMAT, home=tmp_path) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("name", ["nobody", "../student", "", "a/../a"])
def test_an_unknown_name_lists_the_known_ones(tmp_path: Path, name: str) -> None:
    STUDENT.save(tmp_path / "a")
    CHOOSER.save(tmp_path / "b")

    with pytest.raises(ModelUnavailable, match=r"no embedded student .*there is: embedded:a\."):
        find_folder(name, "student", STUDENT_FORMAT, home=tmp_path)
    assert find_folder("a", "student", STUDENT_FORMAT, home=tmp_path) == tmp_path / "a"


def test_where_there_is_none_none_is_listed(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="there is: none"):
        find_folder("chooser", "chooser", CHOOSER_FORMAT, home=tmp_path)


def test_weights_are_named_by_their_bytes_and_not_by_their_folder(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "same", "other")]
    for folder, weights in zip(folders, (b"1", b"1", b"2"), strict=True):
        folder.mkdir()
        (folder / WEIGHTS).write_bytes(weights)
    one, same, other = map(weights_name, folders)

    assert one == same != other
    assert weights_name(folders[0], folders[2]) not in {one, other}
