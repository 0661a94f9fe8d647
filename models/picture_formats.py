"""Tell what a file is by its first bytes, and what a whole PNG or JPEG must look like.

Only the formats in READABLE are ever given to a decoder; for the others a person is told what the file is and what to
do. Nothing here decodes pixels.
"""

import re
import zlib

# Pillow's names. MPO, the two-picture JPEG of phones, is opened by the JPEG plugin.
READABLE = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
}

_SAVE = "; save it as PNG or JPEG"
_FRAME = "; save one frame of it as PNG or JPEG"
_NO_PICTURE = ", not a picture; give a PNG or JPEG"

_SIGNATURES = (
    (b"%!PS", "an EPS or PostScript page" + _SAVE),
    (b"\xc5\xd0\xd3\xc6", "an EPS or PostScript page" + _SAVE),
    (b"%PDF-", "a PDF document; save its page as PNG or JPEG"),
    (b"SIMPLE  =", "a FITS file of measurements" + _SAVE),
    (b"8BPS", "a Photoshop document (PSD)" + _SAVE),
    (b"gimp xcf", "a GIMP document (XCF)" + _SAVE),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture" + _SAVE),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture" + _SAVE),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture" + _SAVE),
    (b"\xff\x0a", "a JPEG XL picture" + _SAVE),
    (b"\x00\x00\x01\x00", "a Windows icon (ICO)" + _SAVE),
    (b"icns", "a macOS icon (ICNS)" + _SAVE),
    (b"DDS ", "a DirectDraw texture (DDS)" + _SAVE),
    (b"qoif", "a QOI picture" + _SAVE),
    (b"#?RADIANCE", "a high dynamic range picture (HDR)" + _SAVE),
    (b"\x76\x2f\x31\x01", "a high dynamic range picture (OpenEXR)" + _SAVE),
    (b"FUJIFILMCCD-RAW", "a camera raw file" + _SAVE),
    (b"IIU\x00", "a camera raw file" + _SAVE),
    (b"PK\x03\x04", "a ZIP archive or an office document" + _NO_PICTURE),
    (b"\x1f\x8b", "a gzip archive" + _NO_PICTURE),
    (b"\x1aE\xdf\xa3", "a video" + _FRAME),
    (b"OggS", "a sound or a video" + _NO_PICTURE),
    (b"ID3", "a sound" + _NO_PICTURE),
    (b"{\\rtf", "a text document (RTF)" + _NO_PICTURE),
)
_BRANDS = {
    **dict.fromkeys(
        (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "a HEIC photograph" + _SAVE
    ),
    **dict.fromkeys((b"avif", b"avis"), "an AVIF picture" + _SAVE),
    b"crx ": "a camera raw file" + _SAVE,
}
_TEXT = "a text file" + _NO_PICTURE
_NETPBM = re.compile(rb"P[1-7fF]\s")
_MARKUP = (
    (re.compile(rb"<svg[\s>]", re.IGNORECASE), "an SVG drawing" + _SAVE),
    (re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE), "a web page (HTML)" + _NO_PICTURE),
    (re.compile(rb"^\s*<\?xml", re.IGNORECASE), "an XML file" + _NO_PICTURE),
)


def foreign_format(data: bytes) -> str | None:
    """Name what a file is that is not one of the readable formats, and the way out; None when unknown."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "a video" + _FRAME)
    if data[:4] == b"RIFF" and data[8:12] != b"WEBP":
        return "a sound or a video" + _NO_PICTURE
    if _NETPBM.match(data):
        return "a Netpbm picture (PBM, PGM or PPM)" + _SAVE
    return None if begins_like_a_picture(data) else _text_format(data[:4096])


def begins_like_a_picture(data: bytes) -> bool:
    """Say whether a file starts like one of the readable formats."""
    starts = (b"\xff\xd8", b"\x89PNG", b"RIFF", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
    # "BM" also begins words; a bitmap has bytes that no text has.
    return data.startswith(starts) and not (data.startswith(b"BM") and _text_format(data[:64]))


def _text_format(head: bytes) -> str | None:
    for markup, name in _MARKUP:
        if markup.search(head):
            return name
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _TEXT
    try:
        text = head.decode("utf-8", errors="strict")
    except UnicodeDecodeError as problem:
        # The head may end within a character.
        if problem.start < len(head) - 4:
            return None
        text = head[: problem.start].decode("utf-8")
    return _TEXT if text and all(c.isprintable() or c.isspace() for c in text) else None


def png_damage(data: bytes) -> str | None:
    """Say what is wrong with a PNG's chunks, or None. Decoders do not check the checksums of the pixel data."""
    position = 8
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4])
        end = position + 8 + length
        if end + 4 > len(data):
            return "it is cut off"
        if zlib.crc32(memoryview(data)[position + 4 : end]) != int.from_bytes(data[end : end + 4]):
            return "its checksums do not match"
        if data[position + 4 : position + 8] == b"IEND":
            return None
        position = end + 4
    return "it is cut off"
