"""A run may start from another student's weights, and says so."""

from pathlib import Path

import pytest
import torch

from models.embedded.settings import StudentSettings
from models.embedded.vocabulary import learn_vocabulary
from models.embedded.weights import Stage, open_student, save_student
from models.errors import BadSetting
from tests.fakes.tiny_runs import SPEAKER
from tests.fakes.tiny_student import TEXTS, tiny_network, tiny_vocabulary
from training.embedded.run import Start, train_student
from training.embedded.settings import TrainingSettings
from training.embedded.starting import carry_over
from training.loop.running import RunFolders, Watch

TINY = TrainingSettings(
    scenes=3,
    scene_pixels=64,
    steps=2,
    pictures=2,
    questions=2,
    student=StudentSettings(**SPEAKER),
)


@pytest.fixture
def before(tmp_path: Path) -> Start:
    folder = tmp_path / "before"
    facts = {"seed": 5, "steps": 9, "minutes": 1.5, "scenes": 40}
    save_student(folder, tiny_network(seed=1, answer_words=20), tiny_vocabulary(), training=facts)
    return Start(open_student(folder), folder)


def test_words_are_matched_by_their_text_and_the_rest_is_copied(before: Start) -> None:
    vocabulary = learn_vocabulary(("a new word came first", *TEXTS), size=140, slots=6)
    network = tiny_network(seed=2, vocabulary=len(vocabulary))
    random_words = network.words.weight.clone()

    shared = carry_over(network, vocabulary, before.student, before.folder)

    old = before.student
    known = {piece: number for number, piece in enumerate(old.vocabulary.pieces)}
    assert 0 < shared < len(vocabulary)
    for number, piece in enumerate(vocabulary.pieces):
        expected = old.network.words.weight[known[piece]] if piece in known else random_words[number]
        assert torch.equal(network.words.weight[number], expected)
    assert torch.equal(network.inject.weight, old.network.inject.weight)
    # The old one had 20 places for the words of an answer, the new one has 24.
    assert torch.equal(network.answer_place[:, :20], old.network.answer_place)


def test_another_network_is_refused_in_words(before: Start) -> None:
    with pytest.raises(BadSetting, match="has another network"):
        carry_over(tiny_network(width=64), tiny_vocabulary(), before.student, before.folder)


def test_the_chain_lists_where_the_weights_came_from(before: Start, tmp_path: Path) -> None:
    folders = RunFolders(tmp_path / "scenes", tmp_path / "run")

    train_student(TINY, folders, Watch(), start=before)

    first, second = open_student(folders.run / "student").settings.chain
    assert first == Stage(
        name="student", seed=5, steps=9, minutes=1.5, scenes=40, supervision="scene truth", seeds="train 0 to 39"
    )
    assert (second.name, second.steps, second.seeds) == ("student", 2, "train 0 to 2")


def test_a_resumed_run_remembers_its_chain(before: Start, tmp_path: Path) -> None:
    folders = RunFolders(tmp_path / "scenes", tmp_path / "run")
    train_student(TINY, folders, Watch(), start=before)

    train_student(TINY.model_copy(update={"steps": 3}), folders, Watch(), resume=True)

    assert [stage.steps for stage in open_student(folders.run / "student").settings.chain] == [9, 3]
