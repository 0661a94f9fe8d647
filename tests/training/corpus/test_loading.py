"""Models are loaded when they are needed, once in every process."""

import pickle
from functools import partial
from pathlib import Path

import pytest

from models.errors import DeixisError
from models.registry import ModelOptions
from training.corpus.loading import Once, load_verbalizers
from training.corpus.run_settings import CorpusSettings, PictureSettings, VocabularyFile


def loaded(folder: Path) -> str:
    """Load a model, and leave a file that says so."""
    (folder / str(len(list(folder.iterdir())))).touch()
    return "model"


def test_a_model_is_loaded_when_it_is_first_called_for_and_not_again(tmp_path: Path) -> None:
    model = Once(partial(loaded, tmp_path))

    assert list(tmp_path.iterdir()) == []
    assert [model(), model()] == ["model", "model"]
    assert len(list(tmp_path.iterdir())) == 1


def test_another_process_loads_its_own(tmp_path: Path) -> None:
    model = Once(partial(loaded, tmp_path))
    model()

    sent = pickle.loads(pickle.dumps(model))  # noqa: S301 - our own

    assert [sent(), sent()] == ["model", "model"]
    assert len(list(tmp_path.iterdir())) == 2


def test_own_vocabularies_are_read_with_the_verbalizers(tmp_path: Path) -> None:
    words = tmp_path / "places.txt"
    words.write_text("park\nkitchen\n")
    pictures = PictureSettings(scenes=1)
    own = CorpusSettings(pictures=pictures, vocabularies=(VocabularyFile(file=str(words), taken=1),))

    read = load_verbalizers(own, ModelOptions()).vocabularies

    assert [(each.labels, each.taken) for each in read] == [(("park", "kitchen"), 1)]
    missing = own.model_copy(update={"vocabularies": (VocabularyFile(file=str(tmp_path / "none.txt"), taken=1),)})
    with pytest.raises(DeixisError, match=r"none\.txt"):
        load_verbalizers(missing, ModelOptions())
