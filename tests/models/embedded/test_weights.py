"""A loaded student is the one that was saved; what is read of any folder is in test_folder.py."""

import json
from pathlib import Path

import pytest

from models.embedded.folder import SETTINGS
from models.embedded.student import EmbeddedStudent, load_student
from models.embedded.weights import open_student, save_student
from models.errors import ModelUnavailable
from tests.fakes.tiny_student import ask, noise, tiny_network, tiny_vocabulary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_student(tmp_path, tiny_network(), tiny_vocabulary(), training={"seed": 3})
    return tmp_path


def test_a_loaded_student_answers_like_the_saved_one(folder: Path) -> None:
    stored = open_student(folder)
    halved = tiny_network()
    halved.load_state_dict({name: value.half().float() for name, value in halved.state_dict().items()})
    question = ask("why is [0] sad?", 0, 1)

    saved = EmbeddedStudent(stored._replace(network=halved), "x").answer_all(noise(), [question])[0]
    loaded = load_student(folder=folder).answer_all(noise(), [question])[0]

    assert (loaded.text, loaded.rationale) == (saved.text, saved.rationale)


def test_a_folder_from_before_there_was_a_temperature_can_be_opened(folder: Path) -> None:
    settings = json.loads((folder / SETTINGS).read_text("utf-8"))
    del settings["choosing_temperature"]
    (folder / SETTINGS).write_text(json.dumps(settings), "utf-8")

    assert open_student(folder).settings.choosing_temperature is None


@pytest.mark.parametrize("name", ["nobody", "../student", ""])
def test_an_unknown_name_lists_the_known_ones(name: str) -> None:
    with pytest.raises(ModelUnavailable, match=r"embedded:student"):
        load_student(name)
