"""Pictures stand in a page as small JPEGs with their regions drawn in."""

import base64
import io

import numpy as np
from PIL import Image

from models.records import Box, Region
from training.pages.pictures import marked_picture


def opened(address: str) -> Image.Image:
    kind, _, data = address.partition(",")
    assert kind == "data:image/jpeg;base64"
    return Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")


def test_a_picture_is_made_smaller_with_its_boxes() -> None:
    region = Region(id=0, box=Box(400, 200, 800, 600))

    shown = opened(marked_picture(Image.new("RGB", (800, 600), "white"), [region], longest=400))

    assert shown.size == (400, 300)
    pixels = np.asarray(shown)
    red, green, blue = pixels[250, 201]  # the left edge of the box, in the colour #e8308c
    assert red > 180
    assert green < 130
    assert blue > 80
    assert (pixels[50, 50] == 255).all()


def test_a_small_picture_stays_as_it_is() -> None:
    assert opened(marked_picture(Image.new("RGB", (30, 20)), [])).size == (30, 20)
