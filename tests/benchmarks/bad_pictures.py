"""Files that cannot be shown rightly, each with the words that the refusal must hold."""

import gzip
import random
import struct
import zlib
from typing import NamedTuple

import numpy as np
from PIL import Image

from tests.benchmarks import picture_makers as make
from tests.benchmarks.picture_samples import GREY, HEIGHT, INDEXES, RGB, WIDTH, written


class Bad(NamedTuple):
    """A file and the words that the refusal must hold."""

    name: str
    data: bytes
    words: str


def bad_pictures() -> list[Bad]:
    return [*_no_pictures(), *_foreign_formats(), *_cut_off(), *_damaged(), *_sizes(), *_meaningless_pixels()]


def _no_pictures() -> list[Bad]:
    page = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
    return [
        Bad("empty.png", b"", "empty"),
        Bad("one_byte.jpg", b"\xff", "known format"),
        Bad("zeros.jpg", bytes(5000), "known format"),
        Bad("noise.png", random.Random(7).randbytes(5000), "known format"),
        Bad("notes.txt", b"not a picture", "text file"),
        Bad("umlaut.txt", "kein Bild, nur Wörter: 写真ではない".encode(), "text file"),
        Bad("utf16.txt", "not a picture".encode("utf-16"), "text file"),
        Bad("data.json", b'{"image": "a.png"}', "text file"),
        Bad("page.html", page, "web page"),
        Bad("page_called.png", b"\n\n" + page, "web page"),
        Bad("BM_begins_words.txt", b"BMW is a car maker, and this is no bitmap at all.", "text file"),
        Bad("only_magic.png", b"\x89PNG\r\n\x1a\n", "damaged"),
        Bad("only_magic.jpg", b"\xff\xd8\xff\xe0", "cannot be used"),
        Bad("only_magic.gif", b"GIF89a", "cannot be used"),
    ]


def _foreign_formats() -> list[Bad]:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>"

    def box(brand: bytes) -> bytes:
        return struct.pack(">I", 24) + b"ftyp" + brand + bytes(12) + bytes(100)

    raw = make.tiff({**_tiff_size(), 50706: (1, (1, 4, 0, 0))}, RGB.tobytes())
    return [
        Bad("drawing.svg", svg, "an SVG drawing; save it as PNG or JPEG"),
        Bad("drawing_with_head.svg", b"<?xml version='1.0'?>\n" + svg, "an SVG drawing"),
        Bad("drawing.svgz", gzip.compress(svg, mtime=0), "gzip"),
        Bad("page.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "EPS"),
        Bad("page_dos.eps", b"\xc5\xd0\xd3\xc6" + bytes(100), "EPS"),
        Bad("paper.pdf", b"%PDF-1.7\n", "PDF"),
        Bad("stars.fits", b"SIMPLE  =                    T" + b" " * 2850, "FITS"),
        Bad("phone.heic", box(b"heic"), "HEIC"),
        Bad("phone_called.jpg", box(b"mif1"), "HEIC"),
        Bad("web.avif", box(b"avif"), "AVIF"),
        Bad("film.mp4", box(b"isom"), "video"),
        Bad("camera.cr3", box(b"crx "), "camera raw"),
        Bad("camera.dng", raw, "camera raw"),
        Bad("layers.psd", b"8BPS" + bytes(100), "Photoshop"),
        Bad("layers.xcf", b"gimp xcf v011", "GIMP"),
        Bad("scan.jp2", b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(50), "JPEG 2000"),
        Bad("scan.jxl", b"\xff\x0a" + bytes(50), "JPEG XL"),
        Bad("site.ico", written(RGB, "ICO"), "icon"),
        Bad("plain.ppm", written(RGB, "PPM"), "Netpbm"),
        Bad("light.hdr", b"#?RADIANCE\n", "high dynamic range"),
        Bad("light.exr", b"\x76\x2f\x31\x01" + bytes(50), "high dynamic range"),
        Bad("report.docx", b"PK\x03\x04" + bytes(50), "office document"),
        Bad("sound.wav", b"RIFF\x24\0\0\0WAVEfmt " + bytes(50), "sound"),
    ]


def _cut_off() -> list[Bad]:
    wholes = {
        "photo.jpg": written(RGB, "JPEG", quality=95),
        "progressive.jpg": written(RGB, "JPEG", quality=95, progressive=True),
        "drawing.png": make.png(RGB, 2),
        "lossy.webp": written(RGB, "WEBP"),
        "bitmap.bmp": written(RGB, "BMP"),
        "scan.tif": written(RGB, "TIFF", compression="tiff_lzw"),
        "dots.gif": written(INDEXES, "GIF"),
    }
    return [
        Bad(f"cut_at_{share}_{name}", whole[: len(whole) * share // 100], "")
        for name, whole in wholes.items()
        for share in (10, 50, 90)
    ]


def _damaged() -> list[Bad]:
    whole = make.png(RGB, 2)
    data_at = whole.index(b"IDAT") + 40
    flipped = whole[:data_at] + bytes((whole[data_at] ^ 4,)) + whole[data_at + 1 :]
    photo = written(RGB, "JPEG", quality=95)
    most = photo[: len(photo) * 9 // 10]
    frame = photo.index(b"\xff\xc0")
    no_height = photo[: frame + 5] + b"\0\0" + photo[frame + 7 :]
    lossless = photo[: frame + 1] + b"\xc3" + photo[frame + 2 :]
    text_bomb = make.chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9))
    return [
        Bad("flipped_bit.png", flipped, "checksums"),
        Bad("no_end.png", whole[:-12], "cut off"),
        Bad("ends_early_with_end_mark.jpg", most + b"\xff\xd9", "cut off"),
        Bad("ends_early_with_trailer.jpg", most + b"\xff\xd9" + bytes(3000), "cut off"),
        Bad("no_end_mark.jpg", photo[:-2], "cut off"),
        Bad("no_height.jpg", no_height, "cannot be used"),
        Bad("lossless_process.jpg", lossless, "damaged"),
        Bad("no_quantisation.jpg", photo.replace(b"\xff\xdb", b"\xff\xfe"), "damaged"),
        Bad("text_bomb.png", make.png_header(64, 48, extra=text_bomb), "damaged"),
        Bad("no_palette.png", make.png(INDEXES, 3), "damaged"),
        Bad("ifd_points_nowhere.tif", b"II*\0\xff\xff\xff\x7f" + bytes(100), "damaged"),
        Bad("strip_points_nowhere.tif", make.tiff(_tiff_size(), RGB.tobytes()[:100]), "cut off"),
        Bad("riff_lies.webp", b"RIFF\xff\xff\xff\x7fWEBPVP8 " + bytes(100), "cannot be used"),
    ]


def _sizes() -> list[Bad]:
    long_bmp = struct.pack("<IHHI", 54, 0, 0, 54) + struct.pack(
        "<IiiHHIIiiII", 40, 30000, 30000, 1, 24, 0, 0, 0, 0, 0, 0
    )
    huge_canvas = bytearray(written(INDEXES, "GIF"))
    huge_canvas[6:10] = struct.pack("<HH", 65535, 65535)
    huge_webp = b"VP8L" + struct.pack("<I", 20) + b"\x2f" + struct.pack("<I", 16382 | 16382 << 14) + bytes(15)
    too_much = "million"
    return [
        Bad("bomb_60_megapixels.png", make.png_header(10000, 6000), "10000 x 6000 pixels and at most 50 million"),
        Bad("bomb_12000.png", make.png_header(12000, 12000), too_much),
        Bad("bomb_20000.png", make.png_header(20000, 20000), too_much),
        Bad("bomb_65535.png", make.png_header(65535, 65535), too_much),
        Bad("bomb_canvas.gif", bytes(huge_canvas), too_much),
        Bad("bomb.bmp", b"BM" + long_bmp + bytes(100), too_much),
        Bad("bomb.tif", make.tiff({**_tiff_size(), 256: (4, 60000), 257: (4, 60000)}, bytes(100)), too_much),
        Bad("bomb.webp", b"RIFF" + struct.pack("<I", 4 + len(huge_webp)) + b"WEBP" + huge_webp, "cannot be used"),
        Bad("no_width.png", make.png_header(0, 10), "cannot be used"),
        Bad("dot.png", make.png(RGB[:1, :1], 2), "at least 8"),
        Bad("seven.png", make.png(RGB[:7, :40], 2), "at least 8"),
        Bad("hair.png", make.png(np.zeros((20000, 1, 3), np.uint8), 2), "at least 8"),
        Bad("ribbon.png", make.png(np.zeros((8, 408, 3), np.uint8), 2), "at most 50 times"),
        Bad("33_megabytes.bmp", b"BM" + bytes(33 * 2**20), "at most 32 MB"),
    ]


def _meaningless_pixels() -> list[Bad]:
    floats = written(np.linspace(0, 1, WIDTH * HEIGHT, dtype=np.float32).reshape(HEIGHT, WIDTH), "TIFF")
    signed = make.tiff({**_tiff_size(bits=16, samples=1), 339: (3, 2)}, GREY.astype("<i2").tobytes())
    fax = make.saved(Image.fromarray(INDEXES % 2 * 255).convert("1"), "TIFF", compression="group4")
    thumbnail = make.tiff({**_tiff_size(), 254: (4, 1)}, RGB.tobytes())
    return [
        Bad("heights.tif", floats, "floating-point"),
        Bad("counts.tif", written(GREY.astype(np.int32) * 1000, "TIFF"), "32-bit or signed"),
        Bad("signed.tif", signed, "32-bit or signed"),
        Bad("fax.tif", fax, "fax compression"),
        Bad("thumbnail_first.tif", thumbnail, "thumbnail"),
    ]


def _tiff_size(*, bits: int = 8, samples: int = 3) -> dict[int, tuple[int, int | tuple[int, ...]]]:
    sample_bits = (bits,) * samples
    photometric = 2 if samples == 3 else 1
    return {
        256: (3, WIDTH), 257: (3, HEIGHT), 258: (3, sample_bits), 259: (3, 1), 262: (3, photometric),
        277: (3, samples), 278: (3, HEIGHT),
    }  # fmt: skip
