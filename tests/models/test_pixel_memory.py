"""Pillow lends the memory of a picture, whatever its size."""

import gc
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.pixel_memory import lend


@pytest.mark.parametrize("size", [(1, 1), (7, 3), (480, 360), (2300, 2300)])  # the last one is kept in several pieces
def test_what_is_lent_are_the_pixels(size: tuple[int, int]) -> None:
    image = Image.linear_gradient("L").resize(size).convert("RGB")

    pixels, lender = lend(image)

    assert pixels.shape == (size[1], size[0], 4)
    assert np.array_equal(pixels[..., :3], np.asarray(image))
    assert (lender is None) == (size[0] * size[1] * 4 > 2**24)


def test_lines_with_gaps_between_them_are_copied() -> None:
    Image.core.set_alignment(64)  # as PILLOW_ALIGNMENT does
    try:
        image = Image.linear_gradient("L").resize((7, 3)).convert("RGB")
        pixels, lender = lend(image)
    finally:
        Image.core.set_alignment(1)

    assert np.array_equal(pixels[..., :3], np.asarray(image))
    assert lender is None


def test_memory_stays_while_the_lender_is_kept() -> None:
    lent = [lend(Image.new("RGB", (64, 64), (number, 2, 3))) for number in range(50)]
    gc.collect()

    assert [each.pixels[5, 5, :3].tolist() for each in lent] == [[number, 2, 3] for number in range(50)]


def test_a_picture_that_is_not_loaded_yet_is_loaded(tmp_path: Path) -> None:
    Image.new("RGB", (20, 10), (9, 8, 7)).save(tmp_path / "a.png")

    with Image.open(tmp_path / "a.png") as image:
        pixels, _ = lend(image)

        assert pixels.shape == (10, 20, 4)
        assert (pixels[..., :3] == (9, 8, 7)).all()
