"""The memory in which Pillow keeps a picture, as an array: copying it twice took a third as long as decoding a JPEG.

Pillow lends it by the Arrow PyCapsule interface (arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html):
a list of four bytes for each pixel, whose values are a child of their own. `models/squares.py` makes pictures small
from it.
"""

import ctypes
from typing import NamedTuple

import numpy as np
from PIL import Image

_WRITABLE = 0x200  # PyBUF_WRITE: torch warns of memory that it may not write to
_PADDED = "RGBX"


class Lent(NamedTuple):
    """`pixels` [H, W, 4] uint8, the fourth byte meaningless; only while `lender` is kept. To be read, but for who has
    just made the picture."""

    pixels: np.ndarray
    lender: object


class _Array(ctypes.Structure):
    """ArrowArray, as far as it is read here."""


_Array._fields_ = (
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
)

_pointer_in = ctypes.pythonapi.PyCapsule_GetPointer
_pointer_in.restype, _pointer_in.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
_view_of = ctypes.pythonapi.PyMemoryView_FromMemory
_view_of.restype, _view_of.argtypes = ctypes.py_object, (ctypes.c_void_p, ctypes.c_ssize_t, ctypes.c_int)


def lend(image: Image.Image) -> Lent:
    """Return the memory of an RGB picture, or a copy where Pillow keeps it in several pieces (over 16 MB), or with gaps
    between its lines (by PILLOW_ALIGNMENT in the environment), of which the interface tells nothing."""
    shape = (image.height, image.width, 4)
    capsule = _capsule(image) if Image.core.get_alignment() == 1 else None
    if capsule is None:
        return Lent(np.frombuffer(bytearray(image.tobytes("raw", _PADDED)), np.uint8).reshape(shape), None)
    values = _Array.from_address(_pointer_in(capsule, b"arrow_array")).children[0].contents
    memory = _view_of(values.buffers[1], values.length, _WRITABLE)
    return Lent(np.frombuffer(memory, np.uint8).reshape(shape), capsule)


def _capsule(image: Image.Image) -> object | None:
    try:
        return image.__arrow_c_array__()[1]
    except ValueError:
        return None
