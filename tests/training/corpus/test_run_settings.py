"""The settings of a corpus run: a TOML file, flags over it, and what means nothing."""

from pathlib import Path

import pytest

from models.errors import BadSetting
from training.corpus.run_settings import CorpusSettings, PictureSettings, read_corpus_settings

TOML = """
teacher = "local:small"

[pictures]
images = "photos"

[generate]
calls = 2
more = { counting = 500 }
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.toml"
    path.write_text(TOML)
    return path


def test_a_file_sets_what_it_names_and_leaves_the_rest(file: Path) -> None:
    settings = read_corpus_settings(file, {})

    assert settings.teacher == "local:small"
    assert settings.pictures.images == "photos"
    assert settings.generate.calls == 2
    assert settings.generate.more == {"counting": 500}
    assert settings.generate.each == 3


def test_flags_go_before_the_file(file: Path) -> None:
    settings = read_corpus_settings(file, {"teacher": "embedded", "generate.calls": 1})

    assert (settings.teacher, settings.generate.calls) == ("embedded", 1)


def test_equal_settings_have_one_name_and_others_another(file: Path) -> None:
    same, other = read_corpus_settings(file, {}), read_corpus_settings(file, {"generate.calls": 1})

    assert same.name == read_corpus_settings(file, {}).name
    assert same.name != other.name


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "pictures: Field required"),
        ({"pictures.scenes": 3, "pictures.images": "photos"}, "either a folder of images or how many scenes"),
        ({"pictures.seed": 3}, "either a folder of images or how many scenes"),
        ({"pictures.scenes": 3, "pictures.regions": "boxes.csv"}, "drawn scenes come without a file of regions"),
        ({"pictures.images": "a", "pictures.layout": "visual-genome"}, "image_data is a file that Visual Genome"),
        ({"pictures.scenes": 3, "generate.calls": 0}, "generate.calls: Input should be greater than or equal to 1"),
        ({"pictures.scenes": 3, "generate.cals": 2}, "generate.cals: Extra inputs are not permitted"),
    ],
)
def test_what_means_nothing_is_named(given: dict[str, object], said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        read_corpus_settings(None, given)


@pytest.mark.parametrize(("text", "said"), [("teacher = ", "is not TOML"), (b"\xff", "is not TOML")])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, text: str | bytes, said: str) -> None:
    path = tmp_path / "corpus.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(BadSetting, match=said):
        read_corpus_settings(path, {})


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"nowhere\.toml cannot be read"):
        read_corpus_settings(tmp_path / "nowhere.toml", {})


def test_settings_come_back_from_json() -> None:
    settings = CorpusSettings(pictures=PictureSettings(scenes=3))

    assert CorpusSettings.model_validate_json(settings.model_dump_json()) == settings
