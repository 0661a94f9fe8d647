"""Pictures as bytes for a vision encoder."""

import io

import numpy as np
import pytest
import torch
from PIL import Image, ImageOps

from models.errors import BadPicture
from models.squares import normalised, square
from training.data.pixels import opened

SIDEWAYS = 6  # the orientation of EXIF in which a picture has to be turned to the right
SMOOTH = Image.radial_gradient("L").resize((600, 400)).convert("RGB")


def _file(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def test_a_picture_is_turned_upright_and_given_three_colours() -> None:
    exif = Image.Exif()
    exif[0x0112] = SIDEWAYS

    turned = opened(_file(SMOOTH, "JPEG", exif=exif), "a.jpg")

    assert turned.size == (400, 600)
    assert opened(_file(SMOOTH, "JPEG", xmp=XMP_SIDEWAYS), "a.jpg").size == (400, 600)
    assert opened(_file(SMOOTH.convert("P"), "PNG"), "a.png").mode == "RGB"


DETAILED = Image.effect_noise((97, 61), 60).convert("RGB").resize((331, 203), Image.Resampling.BICUBIC)
COLOURED = Image.merge(
    "RGB", (DETAILED.getchannel(0), ImageOps.mirror(DETAILED).getchannel(0), SMOOTH.resize(DETAILED.size).getchannel(0))
)
KINDS = {
    "usual": _file(COLOURED, "JPEG"),
    "all colours": _file(COLOURED, "JPEG", subsampling="4:4:4", quality=100),
    "half of the colours": _file(COLOURED, "JPEG", subsampling="4:2:2", quality=30),
    "progressive": _file(COLOURED, "JPEG", progressive=True),
    "colours as they are": _file(COLOURED, "JPEG", keep_rgb=True),
    "grey": _file(COLOURED.convert("L"), "JPEG"),
    "inks": _file(COLOURED.convert("CMYK"), "JPEG"),
    "one pixel": _file(COLOURED.resize((1, 1)), "JPEG"),
}
XMP_SIDEWAYS = b'<x:xmpmeta><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'


@pytest.mark.parametrize("kind", KINDS)
def test_the_pixels_are_those_that_pillow_decodes(kind: str) -> None:
    with Image.open(io.BytesIO(KINDS[kind])) as image:
        theirs = image.convert("RGB")

    ours = opened(KINDS[kind], "a.jpg")

    assert (ours.mode, ours.size) == ("RGB", theirs.size)
    assert ours.tobytes("raw", "RGBX") == theirs.tobytes("raw", "RGBX")  # the fourth byte, too


def test_pixels_are_the_same_where_pillow_keeps_pictures_in_several_pieces() -> None:
    block = Image.core.get_block_size()
    Image.core.set_block_size(4096)  # as PILLOW_BLOCK_SIZE does
    try:
        ours = opened(KINDS["usual"], "a.jpg")
    finally:
        Image.core.set_block_size(block)

    assert ours.tobytes() == opened(KINDS["usual"], "a.jpg").tobytes()


def test_what_is_in_a_jpeg_behind_a_picture_does_not_matter() -> None:
    assert opened(KINDS["usual"] + b"a note", "a.jpg").tobytes() == opened(KINDS["usual"], "a.jpg").tobytes()


@pytest.mark.parametrize("data", [b"", b"no picture", _file(SMOOTH, "JPEG")[:2000]])
def test_what_is_no_whole_picture_is_named(data: bytes) -> None:
    with pytest.raises(BadPicture, match=r'"a\.jpg" cannot be learned from'):
        opened(data, "a.jpg")


def test_a_picture_is_made_small_as_pillow_does_it() -> None:
    ours = square(SMOOTH, 96).permute(1, 2, 0).numpy().astype(int)

    theirs = np.asarray(SMOOTH.resize((96, 96), Image.Resampling.BICUBIC)).astype(int)
    assert np.abs(ours - theirs).mean() <= 1


def test_bytes_become_numbers_around_zero() -> None:
    pixels = torch.tensor([0, 128, 255], dtype=torch.uint8).view(1, 3, 1, 1).expand(2, 3, 4, 4)

    numbers = normalised(pixels, mean=(0.5, 0.5, 0.5), deviation=(0.25, 0.25, 0.5))

    assert numbers[1, :, 2, 2].tolist() == pytest.approx([-2, 4 * (128 / 255 - 0.5), 1], abs=1e-6)
