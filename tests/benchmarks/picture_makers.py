"""Write picture files by hand where Pillow cannot, so that what is expected does not come from the code under test."""

import io
import struct
import zlib
from collections.abc import Sequence

import numpy as np
from PIL import Image

Pixels = np.ndarray  # (height, width) or (height, width, channels), uint8 or uint16


def saved(image: Image.Image, kind: str, **settings: object) -> bytes:
    """Return the file that Pillow writes."""
    file = io.BytesIO()
    image.save(file, kind, **settings)
    return file.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(
    pixels: Pixels, colour_type: int, *, depth: int = 8, extra: Sequence[tuple[bytes, bytes]] = (), adam7: bool = False
) -> bytes:
    """Write a PNG of colour type 0 grey, 2 RGB, 3 palette, 4 grey + alpha or 6 RGBA; `extra` goes before the data."""
    height, width = pixels.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, int(adam7))
    steps = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    passes = [pixels[y::dy, x::dx] for y, x, dy, dx in steps] if adam7 else [pixels]
    rows = b"".join(b"\0" + _packed(row, depth) for part in passes if part.size for row in part)
    chunks = [(b"IHDR", header), *extra, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, body) for name, body in chunks)


def _packed(row: Pixels, depth: int) -> bytes:
    if depth >= 8:
        return row.astype(">u2" if depth == 16 else "u1").tobytes()
    bits = np.unpackbits(row.astype(np.uint8)[:, None], axis=1)[:, 8 - depth :]
    return np.packbits(bits.reshape(-1)).tobytes()


def png_header(width: int, height: int, *, extra: bytes = b"") -> bytes:
    """Write a PNG that promises a size and holds almost nothing: a bomb when the size is large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), extra, chunk(b"IDAT", zlib.compress(bytes(1000))), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def tiff(tags: dict[int, tuple[int, int | Sequence[int]]], body: bytes, *, big_endian: bool = False) -> bytes:
    """Write a one-strip TIFF: tag -> (type, value or values); the strip's place and length are filled in."""
    order = ">" if big_endian else "<"
    tags = {**tags, 273: (4, 8), 279: (4, len(body))}
    place = 8 + len(body) + len(body) % 2
    entries, heap = b"", b""
    heap_place = place + 2 + 12 * len(tags) + 4
    for tag in sorted(tags):
        kind, value = tags[tag]
        values = (value,) if isinstance(value, int) else tuple(value)
        code = {1: "B", 3: "H", 4: "I"}[kind]
        packed = struct.pack(f"{order}{len(values)}{code}", *values)
        if len(packed) > 4:
            packed, heap = struct.pack(f"{order}I", heap_place + len(heap)), heap + packed
        entries += struct.pack(f"{order}HHI", tag, kind, len(values)) + packed.ljust(4, b"\0")
    start = (b"MM\0*" if big_endian else b"II*\0") + struct.pack(f"{order}I", place)
    listing = struct.pack(f"{order}H", len(tags)) + entries + bytes(4)
    return start + body.ljust(place - 8, b"\0") + listing + heap


def bmp_rle8(indexes: Pixels, palette: Pixels) -> bytes:
    """Write a run-length encoded bitmap of palette indexes, one run per pixel."""
    height, width = indexes.shape
    rows = b"".join(b"".join(bytes((1, index)) for index in row) + b"\0\0" for row in indexes[::-1].tolist()) + b"\0\1"
    colours = b"".join(bytes((b, g, r, 0)) for r, g, b in palette.tolist())
    start = 14 + 40 + len(colours)
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, 1, len(rows), 2835, 2835, len(palette), 0)
    return b"BM" + struct.pack("<IHHI", start + len(rows), 0, 0, start) + info + colours + rows


def bmp_top_down(pixels: Pixels) -> bytes:
    """Write a 24-bit bitmap whose first row is the top one (a negative height)."""
    height, width = pixels.shape[:2]
    stride = -(-width * 3 // 4) * 4
    rows = b"".join(row[:, ::-1].tobytes().ljust(stride, b"\0") for row in pixels)
    info = struct.pack("<IiiHHIIiiII", 40, width, -height, 1, 24, 0, len(rows), 2835, 2835, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(rows), 0, 0, 54) + info + rows


def icc(space: bytes, connection: bytes, tags: dict[bytes, bytes], *, device: bytes = b"mntr") -> bytes:
    """Write an ICC version 2 profile (ICC.1:2001-04, section 6)."""
    place = 128 + 4 + 12 * len(tags)
    table, heap = struct.pack(">I", len(tags)), b""
    for name, body in tags.items():
        table += name + struct.pack(">II", place + len(heap), len(body))
        heap += body.ljust(-(-len(body) // 4) * 4, b"\0")
    head = struct.pack(">I4sI4s4s4s", place + len(heap), b"none", 0x02100000, device, space, connection)
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _xyz_number(0.9642, 1.0, 0.8249)
    return head.ljust(128, b"\0") + table + heap


def _xyz_number(*values: float) -> bytes:
    return struct.pack(">3i", *(round(value * 65536) for value in values))


def icc_linear_grey() -> bytes:
    """Return the profile of a grey whose numbers are proportional to light."""
    white = b"XYZ " + bytes(4) + _xyz_number(0.9642, 1.0, 0.8249)
    return icc(b"GRAY", b"XYZ ", {b"wtpt": white, b"kTRC": b"curv" + bytes(8)})


def icc_swapped_rgb(srgb: bytes) -> bytes:
    """Return sRGB's profile with the primaries of red and green exchanged."""
    return srgb.replace(b"rXYZ", b"tXYZ").replace(b"gXYZ", b"rXYZ").replace(b"tXYZ", b"gXYZ")


def icc_grey_cmyk() -> bytes:
    """Return a CMYK profile whose inks are all grey: L* = 100 (1 - (C + M + Y) / 3) (1 - K), a* = b* = 0."""
    nodes = []
    for node in range(16):
        c, m, y, k = (node >> 3) & 1, (node >> 2) & 1, (node >> 1) & 1, node & 1
        nodes.append(bytes((round(255 * (1 - (c + m + y) / 3) * (1 - k)), 128, 128)))
    identity = bytes(range(256))
    matrix = struct.pack(">9i", *(65536 * value for value in (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    table = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + matrix + identity * 4 + b"".join(nodes) + identity * 3
    white = b"XYZ " + bytes(4) + _xyz_number(0.9642, 1.0, 0.8249)
    return icc(b"CMYK", b"Lab ", {b"wtpt": white, b"A2B0": table}, device=b"prtr")
