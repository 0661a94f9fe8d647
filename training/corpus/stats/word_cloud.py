"""Draw words as large as they are frequent, the most frequent in the middle, none over another."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from training.corpus.stats.charts import COLOURS, HEIGHT, INK, PAPER, WIDTH

_TOP = 84
_LARGEST, _SMALLEST = 110, 16
_GAP = 3
# What stands out is darker; the light colour of charts is too pale for letters.
_INKS = (COLOURS[0], "#8a4b08", "#1f6b5e", "#5d5a53")


def word_cloud(title: str, words: Sequence[tuple[str, int]]) -> Image.Image:
    """Draw the words, most frequent first; a word for which no room is left is not drawn.

    A word's height grows with the square root of its count. The same words give the same picture.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.text((40, 24), title, INK, ImageFont.load_default(32))
    taken = np.zeros((HEIGHT - _TOP, WIDTH), dtype=bool)
    for number, (word, count) in enumerate(words):
        size = round(_LARGEST * math.sqrt(count / words[0][1]))
        if size < _SMALLEST:
            break
        _place(pen, taken, word, size, _INKS[number % len(_INKS)])
    return image


def _place(pen: ImageDraw.ImageDraw, taken: np.ndarray, word: str, size: int, ink: str) -> None:
    """Write a word at the first free place along a spiral from the middle."""
    font = ImageFont.load_default(size)
    left, top, right, bottom = pen.textbbox((0, 0), word, font=font)
    wide, high = int(right - left) + 2 * _GAP, int(bottom - top) + 2 * _GAP
    for x, y in _spiral(taken.shape[1] / 2, taken.shape[0] / 2):
        x0, y0 = int(x - wide / 2), int(y - high / 2)
        if x0 < 0 or y0 < 0 or x0 + wide > taken.shape[1] or y0 + high > taken.shape[0]:
            continue
        if not taken[y0 : y0 + high, x0 : x0 + wide].any():
            taken[y0 : y0 + high, x0 : x0 + wide] = True
            pen.text((x0 + _GAP - left, _TOP + y0 + _GAP - top), word, ink, font)
            return


def _spiral(x: float, y: float) -> Iterator[tuple[float, float]]:
    """Yield places around a middle, farther and farther out and as wide as the sheet is wider than high."""
    for step in range(1600):
        angle, radius = step * 0.35, 0.2 * step
        yield x + WIDTH / HEIGHT * radius * math.cos(angle), y + radius * math.sin(angle)
