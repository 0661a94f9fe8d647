"""Pictures of any shape lie in the square, and boxes lie on the same things."""

import numpy as np
import pytest
from PIL import Image

from models.embedded.picture import PADDING, fit, inside, to_pixels
from models.records import Box


@pytest.mark.parametrize("size", [(300, 100), (100, 300), (64, 64), (17, 900)])
def test_a_box_covers_the_same_pixels_before_and_after(size: tuple[int, int]) -> None:
    width, height = size
    picture = Image.new("RGB", size, "black")
    box = Box(width * 0.25, height * 0.5, width * 0.75, height)
    picture.paste("red", tuple(round(side) for side in box))

    fitted = fit(picture, 160)

    red = np.asarray(fitted.image)[..., 0] > 128
    red &= np.asarray(fitted.image)[..., 1] < 60
    rows, columns = np.nonzero(red)
    x0, y0, x1, y1 = (160 * share for share in fitted.placement.place(box, 160))
    assert [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1] == pytest.approx([x0, y0, x1, y1], abs=1.6)


def test_what_is_beside_the_picture_is_grey() -> None:
    fitted = fit(Image.new("RGB", (200, 100), "white"), 160)

    assert fitted.image.getpixel((80, 5)) == PADDING
    assert fitted.image.getpixel((80, 80)) == (255, 255, 255)


def test_pixels_run_from_minus_one_to_one() -> None:
    pixels = to_pixels([Image.new("RGB", (4, 4), "white"), Image.new("RGB", (4, 4), "black")])

    assert pixels.shape == (2, 3, 4, 4)
    assert (pixels.max().item(), pixels.min().item()) == (1, -1)


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        (Box(10, 5, 30, 20), Box(10, 5, 30, 20)),
        (Box(-8, -3, 70, 90), Box(0, 0, 60, 40)),
        (Box(80, 50, 90, 70), Box(59, 39, 60, 40)),  # beside the picture: its last pixel
        (Box(10, 10, 10.2, 10.3), Box(10, 10, 11, 11)),
    ],
)
def test_boxes_are_brought_inside_and_stay_a_pixel_wide(box: Box, expected: Box) -> None:
    assert inside(box, Image.new("RGB", (60, 40))) == expected
