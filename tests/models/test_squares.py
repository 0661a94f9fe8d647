"""What a vision encoder gets is the picture made small, and regions drawn on it or before."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from PIL import Image

from models.marks import MarkStyle, draw_regions
from models.marks_lskd import LSKD_MARKS
from models.records import Box, Region
from models.regions import scale
from models.squares import as_image, marked_square, square

SIDE = 56
REGIONS = (Region(id=4, box=Box(10, 20, 90, 70)), Region(id=1, box=Box(0, 0, 160, 120)))
THIN = (*REGIONS, Region(id=2, box=Box(30, 40, 35, 100)))


def picture(size: tuple[int, int] = (160, 120)) -> Image.Image:
    return Image.fromarray(np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8))


@pytest.mark.parametrize("size", [(160, 120), (30, 40), (SIDE, SIDE)])
def test_a_square_is_the_picture_by_antialiased_bicubic(size: tuple[int, int]) -> None:
    image = picture(size)
    numbers = torch.from_numpy(np.array(image)).permute(2, 0, 1)[None]
    expected = numbers[0]
    if size != (SIDE, SIDE):
        expected = F.interpolate(numbers, (SIDE, SIDE), mode="bicubic", antialias=True)[0]

    assert torch.equal(square(image, SIDE), expected)


@pytest.mark.parametrize(("shown", "marks"), [(REGIONS, MarkStyle()), (THIN, MarkStyle()), (REGIONS, LSKD_MARKS)])
@pytest.mark.parametrize("size", [(160, 120), (SIDE, SIDE)])
def test_regions_are_drawn_as_pillow_draws_them_on_what_is_small(
    size: tuple[int, int], shown: tuple[Region, ...], marks: MarkStyle
) -> None:
    image = picture(size)
    small = as_image(square(image, SIDE))
    across, down = SIDE / size[0], SIDE / size[1]
    regions = [Region(id=each.id, box=scale(each.box, across, down)) for each in shown]
    before = image.tobytes()

    pixels = marked_square(image, shown, marks, SIDE, mark_first=False)

    assert np.array_equal(pixels.permute(1, 2, 0), np.asarray(draw_regions(small, regions, marks)))
    assert image.tobytes() == before  # its memory was only lent


def test_regions_may_be_drawn_first() -> None:
    image = picture()

    pixels = marked_square(image, REGIONS, MarkStyle(), SIDE, mark_first=True)

    assert torch.equal(pixels, square(draw_regions(image, REGIONS), SIDE))
    assert torch.equal(marked_square(image, (), MarkStyle(), SIDE, mark_first=False), square(image, SIDE))
