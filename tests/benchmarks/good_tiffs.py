"""TIFF files that must be read: the format with the most ways to store a pixel."""

import io

import numpy as np
import tifffile
from PIL import Image

from tests.benchmarks import picture_makers as make
from tests.benchmarks.picture_samples import (
    ALPHA,
    GREY,
    HEIGHT,
    RGB,
    WIDTH,
    Good,
    grey3,
    on_white,
    written,
)


def _written_by_tifffile(pixels: np.ndarray, **settings: object) -> bytes:
    file = io.BytesIO()
    tifffile.imwrite(file, pixels, **settings)
    return file.getvalue()


def good_tiffs() -> list[Good]:
    size = {256: (3, WIDTH), 257: (3, HEIGHT), 259: (3, 1), 277: (3, 1), 278: (3, HEIGHT)}
    grey16 = GREY.astype(np.uint16) * 257
    grey12 = np.repeat(np.round(np.linspace(0, 4095, WIDTH)).astype(np.uint16)[None], HEIGHT, axis=0)
    pairs = grey12.reshape(-1, 2)
    packed12 = np.stack([pairs[:, 0] >> 4, (pairs[:, 0] & 15) << 4 | pairs[:, 1] >> 8, pairs[:, 1] & 255], -1)
    shown12 = np.round(grey12 * (255 / 4095)).astype(np.uint8)
    cmyk = np.concatenate([255 - RGB, np.zeros_like(RGB[..., :1])], axis=-1)
    pages = written(RGB, "TIFF", save_all=True, append_images=[Image.fromarray(255 - RGB)])
    return [
        Good("tiff", written(RGB, "TIFF"), RGB, 0),
        Good("tiff_lzw", written(RGB, "TIFF", compression="tiff_lzw"), RGB, 0),
        Good("tiff_deflate", written(RGB, "TIFF", compression="tiff_adobe_deflate"), RGB, 0),
        Good("tiff_packbits", written(RGB, "TIFF", compression="packbits"), RGB, 0),
        Good("tiff_jpeg", written(RGB, "TIFF", compression="jpeg", quality=97), RGB, 40),
        Good("tiff_tiled", _written_by_tifffile(RGB, tile=(16, 16), photometric="rgb"), RGB, 0),
        Good(
            "tiff_planes",
            _written_by_tifffile(np.moveaxis(RGB, -1, 0), photometric="rgb", planarconfig="separate"),
            RGB,
            0,
        ),
        Good("tiff_big", _written_by_tifffile(RGB, bigtiff=True, photometric="rgb"), RGB, 0),
        Good("tiff_rgb_16_bit", _written_by_tifffile(RGB.astype(np.uint16) * 257, photometric="rgb"), RGB, 1),
        Good("tiff_16_bit", _written_by_tifffile(grey16, photometric="minisblack"), grey3(GREY), 0),
        Good(
            "tiff_16_bit_big_endian",
            _written_by_tifffile(grey16, photometric="minisblack", byteorder=">"),
            grey3(GREY),
            0,
        ),
        Good("tiff_16_bit_white_is_zero", _written_by_tifffile(grey16, photometric="miniswhite"), grey3(255 - GREY), 0),
        Good("tiff_8_bit_white_is_zero", _written_by_tifffile(GREY, photometric="miniswhite"), grey3(255 - GREY), 0),
        Good(
            "tiff_12_bit",
            make.tiff({**size, 258: (3, 12), 262: (3, 1)}, packed12.astype(np.uint8).tobytes()),
            grey3(shown12),
            1,
        ),
        Good("tiff_cmyk", make.saved(Image.fromarray(cmyk, "CMYK"), "TIFF"), RGB, 0),
        Good("tiff_rgba", written(np.dstack([RGB, ALPHA]), "TIFF"), on_white(RGB, ALPHA), 1, "on white"),
        Good("tiff_palette", make.saved(Image.fromarray(RGB).quantize(256), "TIFF"), RGB, 40),
        Good(
            "tiff_lab_grey",
            make.saved(Image.merge("LAB", [Image.new("L", (WIDTH, HEIGHT), v) for v in (255, 128, 128)]), "TIFF"),
            np.full_like(RGB, 255),
            3,
        ),
        Good("tiff_pages", pages, RGB, 0, "first page"),
    ]
