"""Turn sentences into vectors whose angles tell how alike they are.

The default counts pieces of words, needs no download and gives every machine the same vectors. A model of sentences
(`training/corpus/sentence_model.py`) also knows that "sad" and "unhappy" are near.
"""

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_SHORTEST, _LONGEST = 2, 4  # characters of a piece


class Embedder(Protocol):
    """Gives every text a vector of length 1, or of zeros if there is nothing in it."""

    name: str

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors [N, D] of N texts."""
        ...


class PieceEmbedder:
    """Counts the pieces of 2 to 4 characters of every word, hashed into so many places (the "hashing trick").

    Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009: a second bit of the hash gives
    the sign, so that pieces that share a place cancel out on average. A count n weighs 1 + log n.
    """

    def __init__(self, places: int = 1024) -> None:
        self.name = f"pieces:{places}"
        self._places = places

    def __call__(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self._places), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for piece, count in Counter(_pieces(text)).items():
                # Not hash(): that one is another in every process.
                number = zlib.crc32(piece.encode("utf-8", "surrogatepass"))
                row[(number >> 1) % self._places] += (1 if number & 1 else -1) * (1 + np.log(count))
        return normalised(vectors)


def normalised(vectors: Vectors) -> Vectors:
    """Return the vectors [N, D] with length 1; those of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1).astype(np.float32)


def _pieces(text: str) -> Iterator[str]:
    for word in text.casefold().split():
        fenced = f"<{word}>"
        for size in range(_SHORTEST, _LONGEST + 1):
            for start in range(max(1, len(fenced) - size + 1)):
                yield fenced[start : start + size]
