"""A picture has one id, whatever it is called."""

import doctest

import pytest

import training.data.picture_ids
from training.data.picture_ids import PictureIds, coco_name


def test_the_examples_hold() -> None:
    assert doctest.testmod(training.data.picture_ids) == (0, 4)


@pytest.mark.parametrize(
    ("image", "picture"),
    [
        (f"val2017/{coco_name(9)}.jpg", "COCO 9"),
        ("COCO_val2014_000000000009.jpg", "COCO 9"),
        ("COCO_train2014_000000000009_5.jpg", "COCO_train2014_000000000009_5.jpg"),
        ("1000092795", "1000092795"),
        ("ADE_train_00000001", "ADE_train_00000001"),
        ("VG_100K_2/7.jpg", "COCO 9"),
        ("elsewhere/7.jpg", "7.jpg"),
        ("VG_100K/8.jpg", "8.jpg"),
    ],
)
def test_only_what_is_of_coco_has_a_number_of_it(image: str, picture: str) -> None:
    assert PictureIds({"7.jpg": 9, "8.jpg": None})(image) == picture


def test_what_no_list_speaks_of_may_be_of_coco() -> None:
    images = ("VG_100K/7.jpg", "VG_100K/8.jpg", "VG_100K/6.jpg", "000000000009.jpg", "vcr1images/movie/a@0.jpg")
    ids = PictureIds({"7.jpg": 9, "8.jpg": None})

    assert [ids.cannot_tell(image) for image in images] == [False, False, True, False, False]
    assert PictureIds().cannot_tell("VG_100K/7.jpg")
