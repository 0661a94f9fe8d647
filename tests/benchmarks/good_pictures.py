"""Picture files that must be read, each with the pixels that it must give.

The expected pixels are worked out here in numpy from what was written into the file, never read back from it.
"""

import struct
import zlib

import numpy as np
from PIL import Image, ImageCms

from tests.benchmarks import picture_makers as make
from tests.benchmarks.good_tiffs import good_tiffs
from tests.benchmarks.picture_samples import (
    ALPHA,
    GREY,
    HEIGHT,
    INDEXES,
    PALETTE,
    RGB,
    WIDTH,
    Good,
    grey3,
    on_white,
    written,
)


def turned_back(pixels: np.ndarray, orientation: int) -> np.ndarray:
    """Return the pixels as a camera stores them that tags this EXIF orientation (CIPA DC-008, tag 0x0112)."""
    stored = {
        1: lambda a: a,
        2: lambda a: a[:, ::-1],
        3: lambda a: a[::-1, ::-1],
        4: lambda a: a[::-1],
        5: lambda a: a.swapaxes(0, 1),
        6: lambda a: np.rot90(a, 1),
        7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
        8: lambda a: np.rot90(a, -1),
    }
    return np.ascontiguousarray(stored[orientation](pixels))


def good_pictures() -> list[Good]:
    return [
        *_jpegs(),
        *_pngs(),
        *_profiles(),
        *_gifs(),
        *_bitmaps(),
        *good_tiffs(),
        *_webps(),
        *_orientations(),
        *_shapes(),
    ]


def _jpegs() -> list[Good]:
    fine = {"quality": 97, "subsampling": 0}
    cmyk = np.concatenate([255 - RGB, np.zeros_like(RGB[..., :1])], axis=-1)
    dark = cmyk.copy()
    dark[..., 3] = 128
    second = Image.fromarray(255 - RGB)
    return [
        Good("jpeg", written(RGB, "JPEG", **fine), RGB, 4),
        Good("jpeg_quality_75", written(RGB, "JPEG"), RGB, 40),
        Good("jpeg_progressive", written(RGB, "JPEG", progressive=True, **fine), RGB, 4),
        Good("jpeg_restart_markers", written(RGB, "JPEG", restart_marker_blocks=2, **fine), RGB, 4),
        Good("jpeg_grey", written(GREY, "JPEG", quality=97), grey3(GREY), 4),
        Good("jpeg_cmyk", make.saved(Image.fromarray(cmyk, "CMYK"), "JPEG", quality=97), RGB, 4),
        Good("jpeg_cmyk_with_black", make.saved(Image.fromarray(dark, "CMYK"), "JPEG", quality=97), RGB // 2, 4),
        Good("jpeg_rgb_kept", written(RGB, "JPEG", keep_rgb=True, **fine), RGB, 4),
        Good("jpeg_two_pictures", written(RGB, "MPO", save_all=True, append_images=[second], **fine), RGB, 4, "first"),
        Good("jpeg_long_comment", written(RGB, "JPEG", comment=b"A" * 60_000, **fine), RGB, 4),
        Good("jpeg_trailing_bytes", written(RGB, "JPEG", **fine) + b"trailer" * 100, RGB, 4),
        Good("jpeg_standard_tables", written(RGB, "JPEG", **fine).replace(b"\xff\xc4", b"\xff\xfe"), RGB, 4),
    ]


def _pngs() -> list[Good]:
    grey16 = GREY.astype(np.uint16) * 257
    palette = [(b"PLTE", PALETTE.tobytes())]
    steps = np.array([0, 85, 170, 255], dtype=np.uint8)[INDEXES]
    rgba, la = np.dstack([RGB, ALPHA]), np.dstack([GREY, ALPHA])
    keyed = np.where((RGB[20, 30] == RGB).all(-1, keepdims=True), 255, RGB).astype(np.uint8)
    key = struct.pack(">3H", *RGB[20, 30].tolist())
    partial = np.array([255, 128, 0, 255], dtype=np.uint8)
    white = "on white"
    return [
        Good("png", make.png(RGB, 2), RGB, 0),
        Good("png_interlaced", make.png(RGB, 2, adam7=True), RGB, 0),
        Good("png_rgba", make.png(rgba, 6), on_white(RGB, ALPHA), 1, white),
        Good("png_rgba_opaque", make.png(np.dstack([RGB, np.full_like(GREY, 255)]), 6), RGB, 0),
        Good("png_grey", make.png(GREY, 0), grey3(GREY), 0),
        Good("png_grey_alpha", make.png(la, 4), on_white(grey3(GREY), ALPHA), 1, white),
        Good("png_grey_1_bit", make.png(INDEXES % 2, 0, depth=1), grey3((INDEXES % 2) * 255), 0),
        Good("png_grey_2_bit", make.png(INDEXES, 0, depth=2), grey3(steps), 0),
        Good("png_grey_4_bit", make.png(GREY // 16, 0, depth=4), grey3(GREY // 16 * 17), 0),
        Good("png_grey_16_bit", make.png(grey16, 0, depth=16), grey3(GREY), 0),
        Good("png_grey_16_bit_dark", make.png(grey16 // 8, 0, depth=16), grey3(np.round(GREY / 8).astype(np.uint8)), 1),
        Good(
            "png_grey_16_bit_key",
            make.png(grey16, 0, depth=16, extra=[(b"tRNS", struct.pack(">H", int(grey16[20, 30])))]),
            grey3(np.where(GREY[20, 30] == GREY, 255, GREY).astype(np.uint8)),
            0,
            white,
        ),
        Good(
            "png_grey_key",
            make.png(GREY, 0, extra=[(b"tRNS", struct.pack(">H", int(GREY[20, 30])))]),
            grey3(np.where(GREY[20, 30] == GREY, 255, GREY).astype(np.uint8)),
            0,
            white,
        ),
        Good("png_rgb_16_bit", make.png(RGB.astype(np.uint16) * 257, 2, depth=16), RGB, 1),
        Good("png_rgba_16_bit", make.png(rgba.astype(np.uint16) * 257, 6, depth=16), on_white(RGB, ALPHA), 2, white),
        Good(
            "png_la_16_bit", make.png(la.astype(np.uint16) * 257, 4, depth=16), on_white(grey3(GREY), ALPHA), 2, white
        ),
        Good("png_rgb_key", make.png(RGB, 2, extra=[(b"tRNS", key)]), keyed, 0, white),
        Good("png_palette", make.png(INDEXES, 3, extra=palette), PALETTE[INDEXES], 0),
        Good("png_palette_2_bit", make.png(INDEXES, 3, depth=2, extra=palette), PALETTE[INDEXES], 0),
        Good(
            "png_palette_one_clear",
            make.png(INDEXES, 3, extra=[*palette, (b"tRNS", bytes((0,)))]),
            on_white(PALETTE[INDEXES], np.where(INDEXES == 0, 0, 255)),
            0,
            white,
        ),
        Good(
            "png_palette_half_clear",
            make.png(INDEXES, 3, extra=[*palette, (b"tRNS", partial.tobytes())]),
            on_white(PALETTE[INDEXES], partial[INDEXES]),
            1,
            white,
        ),
        Good(
            "png_animated",
            written(RGB, "PNG", save_all=True, append_images=[Image.fromarray(255 - RGB)]),
            RGB,
            0,
            "first frame",
        ),
        Good("png_text_chunks", make.png(RGB, 2, extra=[(b"tEXt", b"Comment\0<script>alert(1)</script>")]), RGB, 0),
    ]


def _profiles() -> list[Good]:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    light = np.linspace(0, 1, 256)
    # IEC 61966-2-1: the sRGB curve from light to numbers.
    curve = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    as_srgb = np.round(curve * 255).astype(np.uint8)
    ink = Image.new("CMYK", (WIDTH, HEIGHT), (255, 0, 0, 0))
    # L* = 100 (1 - 1/3): light is ((L* + 16) / 116)^3.
    ink_grey = round(255 * float(np.interp(((170 / 2.55 + 16) / 116) ** 3, light, curve)))
    ink_pixels = np.full((HEIGHT, WIDTH, 3), ink_grey, dtype=np.uint8)
    note = "colour profile"
    la = np.dstack([GREY, ALPHA])
    damaged = zlib.compress(b"no profile at all")
    return [
        Good("icc_srgb", written(RGB, "PNG", icc_profile=srgb), RGB, 1),
        Good("icc_swapped", written(RGB, "PNG", icc_profile=make.icc_swapped_rgb(srgb)), RGB[..., (1, 0, 2)], 2),
        Good(
            "icc_swapped_jpeg",
            written(RGB, "JPEG", quality=97, subsampling=0, icc_profile=make.icc_swapped_rgb(srgb)),
            RGB[..., (1, 0, 2)],
            5,
        ),
        Good(
            "icc_swapped_alpha",
            make.saved(Image.fromarray(np.dstack([RGB, ALPHA])), "PNG", icc_profile=make.icc_swapped_rgb(srgb)),
            on_white(RGB[..., (1, 0, 2)], ALPHA),
            3,
            "on white",
        ),
        Good(
            "icc_swapped_palette",
            make.saved(Image.fromarray(RGB).quantize(256), "PNG", icc_profile=make.icc_swapped_rgb(srgb)),
            RGB[..., (1, 0, 2)],
            16,
        ),
        Good("icc_grey", written(GREY, "PNG", icc_profile=make.icc_linear_grey()), grey3(as_srgb[GREY]), 2),
        Good(
            "icc_grey_alpha",
            written(la, "PNG", icc_profile=make.icc_linear_grey()),
            on_white(grey3(as_srgb[GREY]), ALPHA),
            3,
            "on white",
        ),
        Good("icc_cmyk", make.saved(ink, "JPEG", quality=97, icc_profile=make.icc_grey_cmyk()), ink_pixels, 4),
        Good("icc_cmyk_tiff", make.saved(ink, "TIFF", icc_profile=make.icc_grey_cmyk()), ink_pixels, 4),
        Good("icc_damaged", written(RGB, "PNG", icc_profile=b"no profile at all"), RGB, 0, note),
        Good("icc_damaged_jpeg", written(RGB, "JPEG", quality=97, subsampling=0, icc_profile=srgb[:200]), RGB, 4, note),
        Good("icc_of_other_space", written(RGB, "PNG", icc_profile=make.icc_grey_cmyk()), RGB, 0, note),
        Good("icc_chunk_odd_name", make.png(RGB, 2, extra=[(b"iCCP", b"x" * 79 + b"\0\0" + damaged)]), RGB, 0, note),
    ]


def _gifs() -> list[Good]:
    indexed = Image.fromarray(INDEXES)
    indexed.putpalette(PALETTE.tobytes())
    other = Image.fromarray((INDEXES + 1) % 4)
    other.putpalette(PALETTE.tobytes())
    clear = on_white(PALETTE[INDEXES], np.where(INDEXES == 2, 0, 255))
    animated = make.saved(indexed, "GIF", save_all=True, append_images=[other] * 3)
    return [
        Good("gif", make.saved(indexed, "GIF", interlace=0), PALETTE[INDEXES], 0),
        Good("gif_interlaced", make.saved(indexed, "GIF", interlace=1), PALETTE[INDEXES], 0),
        Good("gif_transparent", make.saved(indexed, "GIF", transparency=2), clear, 0, "on white"),
        Good("gif_animated", animated, PALETTE[INDEXES], 0, "first frame"),
        Good("gif_grey", written(GREY, "GIF"), grey3(GREY), 0),
    ]


def _bitmaps() -> list[Good]:
    indexed = Image.fromarray(INDEXES)
    indexed.putpalette(PALETTE.tobytes())
    return [
        Good("bmp", written(RGB, "BMP"), RGB, 0),
        Good("bmp_top_down", make.bmp_top_down(RGB), RGB, 0),
        Good("bmp_palette", make.saved(indexed, "BMP"), PALETTE[INDEXES], 0),
        Good("bmp_run_lengths", make.bmp_rle8(INDEXES, PALETTE), PALETTE[INDEXES], 0),
        Good("bmp_grey", written(GREY, "BMP"), grey3(GREY), 0),
        Good(
            "bmp_1_bit", make.saved(Image.fromarray(INDEXES % 2 * 255).convert("1"), "BMP"), grey3(INDEXES % 2 * 255), 0
        ),
    ]


def _webps() -> list[Good]:
    animated = written(RGB, "WEBP", lossless=True, save_all=True, append_images=[Image.fromarray(255 - RGB)])
    return [
        Good("webp", written(RGB, "WEBP", quality=95), RGB, 40),
        Good("webp_lossless", written(RGB, "WEBP", lossless=True), RGB, 0),
        Good(
            "webp_alpha",
            written(np.dstack([RGB, ALPHA]), "WEBP", lossless=True, exact=True),
            on_white(RGB, ALPHA),
            1,
            "on white",
        ),
        Good("webp_animated", animated, RGB, 0, "first frame"),
    ]


def _orientations() -> list[Good]:
    cases = []
    for kind, tolerance, settings in (
        ("JPEG", 4, {"quality": 97, "subsampling": 0}),
        ("TIFF", 0, {}),
        ("PNG", 0, {}),
        ("WEBP", 0, {"lossless": True}),
    ):
        for orientation in range(1, 9):
            exif = Image.Exif()
            exif[0x0112] = orientation
            stored = Image.fromarray(turned_back(RGB, orientation))
            data = make.saved(stored, kind, exif=exif, **settings)
            cases.append(Good(f"{kind.lower()}_orientation_{orientation}", data, RGB, tolerance))
    odd = Image.Exif()
    odd[0x0112] = 9
    cases.append(Good("png_orientation_9", written(RGB, "PNG", exif=odd), RGB, 0))
    cases.append(Good("png_exif_damaged", make.png(RGB, 2, extra=[(b"eXIf", b"II*\0\xff\xff\xff\xff")]), RGB, 0))
    return cases


def _shapes() -> list[Good]:
    small, narrow = RGB[:8, 20:28], np.tile(RGB[:8, :40], (1, 10, 1))
    return [
        Good("smallest", make.png(small, 2), small, 0),
        Good("widest", make.png(narrow, 2), narrow, 0),
        Good("tallest", make.png(np.ascontiguousarray(narrow.swapaxes(0, 1)), 2), narrow.swapaxes(0, 1), 0),
    ]
