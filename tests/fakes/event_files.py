"""What TensorBoard would draw of a run's event files: the curves of its figures."""

import struct
from collections.abc import Iterator
from pathlib import Path

from training.loop.events import crc32c

Fields = dict[int, list[bytes | int | float]]


def read_curves(folder: Path) -> dict[str, dict[int, float]]:
    """Return the figures by name and step. Where a run began again, what it left from that step on no longer counts."""
    curves: dict[str, dict[int, float]] = {}
    for path in sorted(folder.iterdir()):
        for event in map(_fields, _records(path.read_bytes())):
            step = int(event.get(2, [0])[0])
            if 7 in event:
                curves = {name: {at: each for at, each in own.items() if at < step} for name, own in curves.items()}
            for value in map(_fields, _fields(event[5][0]).get(1, [])) if 5 in event else ():
                curves.setdefault(value[1][0].decode(), {})[step] = value[2][0]
    return curves


def _records(data: bytes) -> Iterator[bytes]:
    """Yield the records of a file; one that a crash cut off is left out."""
    while len(data) >= 12:
        (length,) = struct.unpack("<Q", data[:8])
        if len(data) < 16 + length:
            return
        assert _masked(data[:8]) == data[8:12]
        assert _masked(data[12 : 12 + length]) == data[12 + length : 16 + length]
        yield data[12 : 12 + length]
        data = data[16 + length :]


def _masked(data: bytes) -> bytes:
    value = crc32c(data)
    return struct.pack("<I", ((value >> 15 | value << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def _fields(data: bytes) -> Fields:
    found: Fields = {}
    while data:
        head, data = _varint(data)
        number, kind = head >> 3, head & 7
        if kind == 0:
            value, data = _varint(data)
        elif kind == 2:
            length, data = _varint(data)
            value, data = data[:length], data[length:]
        else:
            size, code = (8, "<d") if kind == 1 else (4, "<f")
            value, data = struct.unpack(code, data[:size])[0], data[size:]
        found.setdefault(number, []).append(value)
    return found


def _varint(data: bytes) -> tuple[int, bytes]:
    value = 0
    for place, byte in enumerate(data):
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, data[place + 1 :]
    raise AssertionError("a number without an end")
