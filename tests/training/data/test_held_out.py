"""Pictures that something is measured on are never learned from."""

from training.data.held_out import ToLearn, is_held_out
from training.data.picture_ids import PictureIds, coco_name


def test_one_picture_in_twenty_is_held_out() -> None:
    assert 70 < sum(is_held_out(f"{number}.jpg") for number in range(2000)) < 130


def test_a_picture_that_is_held_out_under_one_name_is_so_under_all() -> None:
    same = {f"{number}.jpg": number + 5000 for number in range(1000)}
    to_learn = ToLearn(PictureIds(same))

    held = [number for number in range(1000) if not to_learn(f"VG_100K/{number}.jpg")]

    assert 30 < len(held) < 70
    assert held == [number for number in range(1000) if not to_learn(f"COCO_train2014_{coco_name(number + 5000)}.jpg")]
    assert to_learn.left_out == 0


def test_what_is_measured_on_is_not_learned_from() -> None:
    number = next(number for number in range(100) if not is_held_out(f"COCO {number}"))
    held = next(number for number in range(100) if is_held_out(f"COCO {number}"))
    to_learn = ToLearn(PictureIds({"7.jpg": number}), measured=[coco_name(number), coco_name(held)])

    assert not any(map(to_learn, ("VG_100K/7.jpg", f"COCO_train2014_{coco_name(number)}.jpg", coco_name(held))))
    assert to_learn("vcr1images/movie/a@1.jpg") != is_held_out("a@1.jpg")
    # One of the two would have been held out in any case.
    assert to_learn.left_out == 1
