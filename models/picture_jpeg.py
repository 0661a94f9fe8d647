"""Notice damage inside a JPEG's pixel data, which decoders paint over without a word.

A JPEG has no checksum. Where the data of a scan ends early (a lost block, a stray end mark), libjpeg fills the rest
with grey; where the codes went out of step, it stops with data left over. Both are seen by feeding the decoder by
hand: the scan's bytes without what follows them, the last ones in drops. A short scan then ends in "truncated", and a
scan that is done too soon has drops left. Only sequential JPEGs in one scan (nearly all but the progressive ones) can
be told this way, and a changed byte that keeps the codes in step cannot be told by anyone.
"""

import io
import re

_FIRST_MARK_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_SEQUENTIAL = (0xC0, 0xC1)
_OTHER_FRAMES = frozenset(range(0xC2, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN = 0xDA
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
# libjpeg reads at most eight bytes ahead of the code that it needs (its bit buffer has 64 bits).
_AHEAD = 8
_DROP = 4
_DROPS_FROM_END = 64


class ScanFeed(io.BytesIO):
    """A file that hands out the end of a scan in drops, to see whether a decoder needs all of it.

    What stands before the scan comes as it is asked for, as a header is of no use in drops.
    A scan that is followed by a mark gets room to read ahead. One that is not has lost its end mark, so the decoder
    has to finish with what is there.
    """

    def __init__(self, data: bytes, scan_start: int, scan_end: int) -> None:
        super().__init__(data[:scan_end] + (bytes(_AHEAD) if scan_end < len(data) else b""))
        self._scan_end = scan_end
        self._drops_from = max(scan_start, scan_end - _DROPS_FROM_END)

    def read(self, size: int | None = -1, /) -> bytes:
        here = self.tell()
        if size is None or size < 0:
            return super().read()
        return super().read(min(size, self._drops_from - here) if here < self._drops_from else min(size, _DROP))

    @property
    def left_over(self) -> bool:
        """Say, after decoding, whether the decoder was done before the scan's end."""
        return self.tell() < self._scan_end - _AHEAD


def scan_feed(data: bytes) -> ScanFeed | None:
    """Return the feed of a sequential JPEG in one scan; None for any other file."""
    components = 0
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        mark = data[position + 1]
        if mark == 0xFF or mark in _WITHOUT_LENGTH:
            position += 1 if mark == 0xFF else 2
            continue
        length = int.from_bytes(data[position + 2 : position + 4])
        body = data[position + 4 : position + 2 + length]
        if mark in _SEQUENTIAL and len(body) > 5:
            components = body[5]
        if mark in _OTHER_FRAMES:
            return None
        if mark == _START_OF_SCAN:
            return _feed(data, position + 2 + length) if body and body[0] == components else None
        position += 2 + length
    return None


def _feed(data: bytes, scan_start: int) -> ScanFeed:
    mark = _FIRST_MARK_AFTER_SCAN.search(data, scan_start)
    return ScanFeed(data, scan_start, mark.start() if mark else len(data))
