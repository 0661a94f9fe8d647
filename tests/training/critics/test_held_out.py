"""Which pictures are held out hangs on nothing but the picture."""

from pathlib import Path

from tests.fakes.tiny_critic import leave_labelled
from training.critics.held_out import ONE_IN, is_held_out, part
from training.embedded.critic_data import read_labelled


def test_one_picture_in_five_is_held_out() -> None:
    held_out = sum(is_held_out(f"{number:064x}") for number in range(5000))

    assert abs(held_out - 5000 / ONE_IN) < 100


def test_no_picture_has_labels_on_both_sides_whatever_else_there_is(tmp_path: Path) -> None:
    data = read_labelled(leave_labelled(tmp_path, 20))

    learned, held_out = part(data)
    some = part(data.only(data.pictures[:9]))

    assert {*learned.pictures, *held_out.pictures} == set(data.pictures)
    assert len(learned.labels) + len(held_out.labels) == len(data.labels)
    assert not set(learned.pictures) & set(held_out.pictures)
    assert set(some.held_out.pictures) == set(held_out.pictures) & set(data.pictures[:9])
