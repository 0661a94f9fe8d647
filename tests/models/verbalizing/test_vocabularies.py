"""Vocabularies ship with the package, and a user's own is read with clear complaints."""

from pathlib import Path

import pytest

from models.errors import BadSetting
from models.verbalizing.vocabularies import default_vocabularies, read_vocabulary, sought_labels
from training.scenes.describing import VOCABULARIES


def test_two_places_three_objects_and_three_concepts_are_taken() -> None:
    assert [(each.name, each.taken) for each in default_vocabularies()] == [
        ("places", 2),
        ("objects", 3),
        ("concepts", 3),
    ]


@pytest.mark.parametrize(("name", "least"), [("places", 200), ("objects", 400), ("concepts", 300)])
def test_the_words_are_many_short_plain_and_each_there_once(name: str, least: int) -> None:
    (labels,) = (each.labels for each in default_vocabularies() if each.name == name)

    assert len(labels) == len(set(map(str.lower, labels))) >= least
    assert all(label == " ".join(label.split()) and len(label.split()) <= 5 for label in labels)
    assert all(letter.isalpha() or letter in " -'" for label in labels for letter in label)


def test_the_vocabularies_have_words_for_drawn_scenes_too() -> None:
    words = {each.name: set(each.labels) for each in default_vocabularies()}

    plain = {label for label in VOCABULARIES["objects"] if " " not in label}
    assert set(VOCABULARIES["places"][:14]) <= words["places"]
    assert len(plain & words["objects"]) > 0.8 * len(plain)
    assert {"smiling face", "crying child", "running person", "blond hair"} <= words["concepts"]


def test_detectors_of_any_words_look_for_people_first() -> None:
    assert sought_labels()[0] == "person"


def test_a_file_of_labels_is_read_in_order_without_remarks_and_doubles(tmp_path: Path) -> None:
    path = tmp_path / "tools.txt"
    path.write_text("\ufeff# mine\nred hammer\n\n  saw \nred hammer\n", "utf-8")

    vocabulary = read_vocabulary(path, taken=2)

    assert (vocabulary.name, vocabulary.labels, vocabulary.taken) == ("tools", ("red hammer", "saw"), 2)


def test_the_version_tells_other_labels_and_another_order_apart(tmp_path: Path) -> None:
    versions = set()
    for text in ("a\nb", "b\na", "a\nb\nc", "a\nb\n"):
        (tmp_path / "x.txt").write_text(text, "utf-8")
        versions.add(read_vocabulary(tmp_path / "x.txt", taken=1).version)

    assert len(versions) == 3


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"cat\n--\n", 'x.txt, line 2: the label "--" has no words'),
        (b"cat\n" + b"long " * 30, "line 2: a label has at most 80 characters"),
        (b"# nothing\n", "has 0 labels, and 1 are taken"),
        (b"\xff\xfe\x00", "not UTF-8 text"),
    ],
)
def test_a_file_that_is_no_vocabulary_is_refused_with_the_line(tmp_path: Path, data: bytes, complaint: str) -> None:
    (tmp_path / "x.txt").write_bytes(data)

    with pytest.raises(BadSetting) as refused:
        read_vocabulary(tmp_path / "x.txt", taken=1)

    assert complaint in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"none\.txt cannot be read: No such file"):
        read_vocabulary(tmp_path / "none.txt", taken=1)
