"""A model's folder tells which pictures it learned from."""

from pathlib import Path

import pytest

from models.errors import BadSetting
from training.data.learned_pictures import FILE, all_learned, read_learned, write_learned
from training.data.picture_ids import PictureIds

NUMBERED = PictureIds({"7.jpg": 9})
IMAGES = ("VG_100K/7.jpg", "VG_100K/8.jpg", "vcr1images/movie/a@0.jpg")


def test_what_was_learned_from_is_known_by_all_names(tmp_path: Path) -> None:
    write_learned(tmp_path, all_learned(IMAGES, NUMBERED))

    assert (tmp_path / FILE).read_text() == "7.jpg\n8.jpg\nCOCO 9\na@0.jpg\n"
    for ids in (NUMBERED, PictureIds()):
        learned = read_learned(tmp_path, ids)
        assert learned is not None
        assert all(image in learned for image in (*IMAGES, "COCO_train2014_000000000009.jpg"))
        assert "VG_100K/6.jpg" not in learned


def test_what_had_no_number_when_it_was_learned_is_found_by_its_name(tmp_path: Path) -> None:
    write_learned(tmp_path, all_learned(IMAGES, PictureIds()))

    learned = read_learned(tmp_path, NUMBERED)

    assert learned is not None
    assert "VG_100K/7.jpg" in learned


def test_who_goes_on_has_also_learned_what_was_learned_before(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for folder in (before, after):
        folder.mkdir()
    write_learned(before, all_learned(IMAGES[:1], NUMBERED, begun_with=tmp_path))

    write_learned(after, all_learned(IMAGES[1:], NUMBERED, begun_with=before))

    assert (after / FILE).read_text() == "7.jpg\n8.jpg\nCOCO 9\na@0.jpg\n"


def test_a_folder_may_say_nothing_but_not_nonsense(tmp_path: Path) -> None:
    assert read_learned(tmp_path, NUMBERED) is None

    (tmp_path / FILE).write_bytes(b"\xff\xfe")
    with pytest.raises(BadSetting, match="nobody knows what the model learned from"):
        read_learned(tmp_path, NUMBERED)
    with pytest.raises(BadSetting, match="nobody knows what the model learned from"):
        all_learned(IMAGES, NUMBERED, begun_with=tmp_path)
