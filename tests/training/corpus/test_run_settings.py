"""The settings of a corpus run: a TOML file, flags over it, and what means nothing."""

import re
from pathlib import Path
from typing import get_args

import pytest

from models.errors import BadSetting
from models.records import Record
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
    assert settings.pictures.images == str(file.parent / "photos")
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
        ({}, "pictures: name either a folder of images or how many scenes"),
        ({"pictures.scenes": 3, "pictures.images": "photos"}, "either a folder of images or how many scenes"),
        ({"pictures.seed": 3}, "either a folder of images or how many scenes"),
        ({"pictures.scenes": 3, "pictures.regions": "boxes.csv"}, "drawn scenes come without a file of regions"),
        ({"pictures.images": "a", "pictures.layout": "visual-genome"}, "image_data is a file that Visual Genome"),
        ({"pictures.scenes": 3, "generate.calls": 0}, "generate.calls: Input should be greater than or equal to 1"),
        (
            {"pictures.scenes": 3, "generate.cals": 2},
            "generate.cals: there is no such setting; there are kinds, calls, each",
        ),
    ],
)
def test_what_means_nothing_is_named(given: dict[str, object], said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        read_corpus_settings(None, given)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "teacher = 'a'\ncritik = ''\n[pictures]\nscenes = 1",
            "line 2: critik: there is no such setting; there are pict",
        ),
        ("[pictures]\nscenes = 1\n\n[generate]\n# many\ncalls = 0", "line 6: generate.calls: Input should be greater"),
        ("pictures.scenes = 1\nverbalize.thinning.region = 3", "line 2: verbalize.thinning.region: there is no such"),
        (
            "[pictures]\nscenes = 1\n[[vocabularies]]\nfile = 'a'\ntake = 3",
            "vocabularies.0.take: there is no such setting; there are file, taken",
        ),
        ("teacher = 'a'\npictures = 'photos'", "line 2: pictures: Input should be a valid dictionary"),
        ("teacher = 'a'", "toml: pictures: name either a folder"),
        ("[picture]\nscenes = 3", "line 1: picture: there is no such setting; there are pictures, verb"),
        ("[pictures]\nimages = 'a'\nlayout = 'coco'", "the layout coco is that of a file of regions; name the file"),
        ("[pictures]\nimages = 'a'\nscenes = 3", "line 1: pictures: name either a folder"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "corpus.toml"
    path.write_text(text)

    with pytest.raises(BadSetting) as refused:
        read_corpus_settings(path, {"pictures.seed": 0} if "scenes" in text else {})

    assert said in str(refused.value)


def test_a_flag_that_means_nothing_is_not_told_as_a_line_of_the_file(file: Path) -> None:
    with pytest.raises(BadSetting, match=r"corpus\.toml: generate\.calls: Input should be greater"):
        read_corpus_settings(file, {"generate.calls": 0})


def test_paths_in_a_file_begin_at_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "corpus.toml"
    path.write_text(
        "vocabularies = [{ file = 'places.txt', taken = 2 }]\n[pictures]\nimages = '/photos'\nregions = 'boxes/all.csv'"
    )

    settings = read_corpus_settings(path, {})

    assert settings.vocabularies[0].file == str(tmp_path / "places.txt")
    assert (settings.pictures.images, settings.pictures.regions) == ("/photos", str(tmp_path / "boxes/all.csv"))


def test_a_file_can_say_that_nothing_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "corpus.toml"
    path.write_text("questions = false\n[pictures]\nscenes = 1\n[verbalizers]\ntagger = 'none'")

    settings = read_corpus_settings(path, {})

    assert settings.questions is None
    assert settings.verbalizers.tagger == "none"
    assert CorpusSettings.model_validate_json(settings.model_dump_json()) == settings


PAGE = (Path(__file__).parents[3] / "docs/corpus.md").read_text("utf-8")


def test_every_setting_stands_in_the_documented_file_with_its_default(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "corpus.toml"
    path.write_text(block)

    named = {line.removeprefix("# ").partition("=")[0].strip() for line in block.splitlines() if "=" in line}

    own = {"pictures"}  # of [generate]: how many there are, which the run sets itself
    assert names_of(CorpusSettings) - named == own
    documented = read_corpus_settings(path, {}).model_dump(exclude={"pictures", "teacher"})
    assert documented == CorpusSettings(pictures=PictureSettings(scenes=1)).model_dump(exclude={"pictures", "teacher"})


def names_of(record: type[Record]) -> set[str]:
    """Return the names of all settings, of tables those of what is in them."""
    names: set[str] = set()
    for name, field in record.model_fields.items():
        inner = [each for each in (field.annotation, *get_args(field.annotation)) if isinstance(each, type)]
        tables = [each for each in inner if issubclass(each, Record)]
        names |= names_of(tables[0]) if tables and name != "vocabularies" else {name}
    return names


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
