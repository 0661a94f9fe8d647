"""Figures of a run as TensorBoard reads them: `tensorboard --logdir FOLDER` draws the curves.

An event file is a row of records, each its length, the checksum of the length, its bytes, and their checksum; a record
is an `Event` in the wire format of protocol buffers (github.com/tensorflow/tensorboard, compat/proto/event.proto). The
five fields that are needed here are written out by hand: the package itself weighs more than all that reads them.
"""

import os
import struct
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

_POLYNOMIAL = 0x82F63B78  # CRC-32C (Castagnoli), its bits the other way round
_STARTED = 1  # of SessionLog.SessionStatus
_VARINT, _DOUBLE, _BYTES, _FLOAT = 0, 1, 2, 5  # wire types


def _table() -> tuple[int, ...]:
    values = list(range(256))
    for _ in range(8):
        values = [value >> 1 ^ _POLYNOMIAL if value & 1 else value >> 1 for value in values]
    return tuple(values)


_TABLE = _table()


class EventFile:
    """The figures of one run after a step. Figures of later steps that an interrupted run left behind no longer
    count."""

    def __init__(self, folder: Path, step: int, *, clock: Callable[[], float] = time.time) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._clock = clock
        # TensorBoard reads the files of a folder in the order of their names.
        path = folder / f"events.out.tfevents.{time.time_ns():020d}.{os.getpid()}"
        self._file: BinaryIO = path.open("wb")
        self._write(_field(3, _BYTES, b"brain.Event:2"))
        self._write(_step(step + 1) + _field(7, _BYTES, _field(1, _VARINT, _STARTED)))  # from there on anew

    def add(self, step: int, figures: Mapping[str, float]) -> None:
        """Write what is known after a step."""
        values = b"".join(_field(1, _BYTES, _value(name, figure)) for name, figure in figures.items())
        self._write(_step(step) + _field(5, _BYTES, values))

    def close(self) -> None:
        self._file.close()

    def _write(self, rest: bytes) -> None:
        event = _field(1, _DOUBLE, self._clock()) + rest
        length = struct.pack("<Q", len(event))
        self._file.write(length + _checksum(length) + event + _checksum(event))
        self._file.flush()


def figures_of(progress: Any) -> dict[str, float]:  # Any: a trainer's own named tuple
    """Return the numbers of a report by name; those of a part as `part/name`."""
    figures: dict[str, float] = {}
    for name, value in progress._asdict().items():
        if isinstance(value, Mapping):
            figures |= {f"{name}/{part}": float(number) for part, number in value.items()}
        elif isinstance(value, int | float):
            figures[name] = float(value)
    return figures


def crc32c(data: bytes) -> int:
    """Return the checksum that event files use (RFC 3720, appendix B.4)."""
    rest = 0xFFFFFFFF
    for byte in data:
        rest = _TABLE[(rest ^ byte) & 0xFF] ^ rest >> 8
    return rest ^ 0xFFFFFFFF


def _checksum(data: bytes) -> bytes:
    """Return a checksum, turned and shifted: one of data that hold checksums would say nothing."""
    value = crc32c(data)
    return struct.pack("<I", ((value >> 15 | value << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def _value(name: str, figure: float) -> bytes:
    return _field(1, _BYTES, name.encode()) + _field(2, _FLOAT, figure)


def _step(step: int) -> bytes:
    return _field(2, _VARINT, step)


def _field(number: int, kind: int, value: Any) -> bytes:  # Any: bytes, an integer or a number, as the kind says
    head = _varint(number << 3 | kind)
    if kind == _VARINT:
        return head + _varint(value)
    if kind == _BYTES:
        return head + _varint(len(value)) + value
    return head + struct.pack("<d" if kind == _DOUBLE else "<f", value)


def _varint(value: int) -> bytes:
    """Return a whole number seven bits at a time, the least first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
