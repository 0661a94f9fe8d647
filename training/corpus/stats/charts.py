"""Draw simple charts with Pillow: bars, steps and lines, each with its title, axis and numbers."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

PAPER, INK, QUIET, GRID = "#ffffff", "#1d1c1a", "#5d5a53", "#dcdad3"
# People who see colours differently tell them apart too: they differ in lightness.
COLOURS = ("#2e309c", "#d9822b", "#7fc4b8")
# Of rows beyond these; the same colour comes again after as many as there are of both.
_FURTHER = ("#8c1d40", "#6aa0dc", "#c9b037", "#6e6e6e", "#d68fc3")
WIDTH, HEIGHT = 1200, 720
_LEFT, _RIGHT, _TOP, _BOTTOM = 110, 40, 128, 116
_TEXT, _SMALL, _TITLE, _READABLE = 24, 18, 32, 12
_NAMED, _NEXT = 90, 34  # pixels: where the names of the rows stand, and from one line of them to the next


class Series(NamedTuple):
    """A named row of numbers."""

    name: str
    values: Sequence[float]


class Lines(NamedTuple):
    """A named line through points; `low` and `high`, where given, are drawn as a band around it."""

    name: str
    points: Sequence[tuple[float, float]]
    low: Sequence[float] = ()
    high: Sequence[float] = ()


def bars(
    title: str, labels: Sequence[str], series: Sequence[Series], *, below: str = "", percent: bool = False
) -> Image.Image:
    """Draw a group of bars for every label, with the numbers above them where there is room; below 0 they hang."""
    values = [0, *(value for each in series for value in each.values)]
    frame = _Frame(title, (min(values), max(values) or 1), below, percent=percent, names=[each.name for each in series])
    step = frame.width / max(1, len(labels))
    wide = step * 0.8 / max(1, len(series))
    middles = [frame.left + (number + 0.5) * step for number in range(len(labels))]
    frame.write_below(middles, labels, step)
    for number, middle in enumerate(middles):
        for row, each in enumerate(series):
            left = middle - step * 0.4 + row * wide
            frame.bar(left, left + wide - 2, each.values[number], colour_of(row))
    return frame.image


def lines(title: str, drawn: Sequence[Lines], *, below: str = "", percent: bool = True) -> Image.Image:
    """Draw lines over x from 0 to 1; with `percent`, y goes from 0 to 1 as well."""
    top = 1.0 if percent else max((y for line in drawn for _, y in line.points), default=1) or 1
    frame = _Frame(title, (0, top), below, percent=percent, names=[line.name for line in drawn])
    tenths = [number / 10 for number in range(11)]
    frame.write_below([frame.x(each) for each in tenths], [f"{each:g}" for each in tenths], 100)
    for row, line in enumerate(drawn):
        _draw_line(frame, line, colour_of(row))
    return frame.image


def colour_of(row: int) -> str:
    """Return the colour of a row, by its number."""
    every = (*COLOURS, *_FURTHER)
    return every[row % len(every)]


def _draw_line(frame: "_Frame", line: Lines, colour: str) -> None:
    places = [(frame.x(x), frame.y(y)) for x, y in line.points]
    if line.low and len(places) > 1:
        band = [(frame.x(x), frame.y(y)) for (x, _), y in zip(line.points, line.high, strict=True)]
        band += [(frame.x(x), frame.y(y)) for (x, _), y in reversed(list(zip(line.points, line.low, strict=True)))]
        veil = Image.new("RGBA", frame.image.size)
        ImageDraw.Draw(veil).polygon(band, fill=f"{colour}30")
        frame.image.paste(veil, mask=veil)
    frame.pen.line(places, colour, width=4, joint="curve")
    for x, y in places:
        frame.pen.ellipse((x - 5, y - 5, x + 5, y + 5), colour)


class _Frame:
    """A sheet with a title, a grid with its numbers, names of the rows, and what turns values into pixels."""

    def __init__(self, title: str, y: tuple[float, float], below: str, *, percent: bool, names: Sequence[str]) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self.pen = ImageDraw.Draw(self.image)
        self.left, self.width = _LEFT, WIDTH - _LEFT - _RIGHT
        self._most, self._percent = _rounded_up(y[1]) if not percent or y[1] < 1 else y[1], percent
        self._least, self._step = 0.0, self._most / 5
        if y[0] < 0:  # in steps that have 0 among them
            self._step = _rounded_up((y[1] - y[0]) / 5)
            self._least = self._step * math.floor(y[0] / self._step)
            self._most = self._step * math.ceil(y[1] / self._step)
        self._text = ImageFont.load_default(_TEXT)
        self.pen.text((_LEFT, 24), title, INK, ImageFont.load_default(_TITLE))
        self._top = _TOP + (self._name(names) if len(names) > 1 else 0)
        self._grid()
        self.pen.text((_LEFT + self.width / 2, HEIGHT - 20), below, QUIET, self._text, anchor="ms")

    def x(self, share: float) -> float:
        return self.left + share * self.width

    def y(self, value: float) -> float:
        share = (value - self._least) / (self._most - self._least)
        return HEIGHT - _BOTTOM - share * (HEIGHT - self._top - _BOTTOM)

    def write_below(self, middles: Sequence[float], labels: Sequence[str], room: float) -> None:
        """Write labels below the axis: in two rows where one would touch its neighbour, and smaller if need be."""
        rows = 1 if all(self._size(label, room - 6, _TEXT) >= _SMALL for label in labels) else 2
        size = min((self._size(label, rows * room - 6, _TEXT) for label in labels), default=_TEXT)
        for number, (middle, label) in enumerate(zip(middles, labels, strict=True)):
            top = HEIGHT - _BOTTOM + 8 + number % rows * (size + 4)
            self.pen.text((middle, top), label, INK, ImageFont.load_default(size), anchor="ma")

    def bar(self, left: float, right: float, value: float, colour: str) -> None:
        """Draw a bar, and its number above it where there is room to read it."""
        if not value:
            return
        text, (top, bottom) = self._number(value), sorted((self.y(value), self.y(0)))
        self.pen.rectangle((left, top, right, bottom), colour)
        size = self._size(text, right - left, 20)
        if size >= _READABLE:
            self.pen.text(((left + right) / 2, top - 6), text, INK, ImageFont.load_default(size), anchor="ms")

    def _size(self, text: str, room: float, most: int) -> int:
        wide = self.pen.textlength(text, font=ImageFont.load_default(most)) or 1
        return max(8, min(most, int(most * room / wide)))

    def _grid(self) -> None:
        for number in range(round(self._least / self._step), round(self._most / self._step) + 1):
            value, is_ground = number * self._step, self._least and not number
            self.pen.line((_LEFT, self.y(value), WIDTH - _RIGHT, self.y(value)), QUIET if is_ground else GRID, width=2)
            self.pen.text((_LEFT - 12, self.y(value)), self._number(value), QUIET, self._text, anchor="rm")

    def _name(self, names: Sequence[str]) -> int:
        """Write the names of the rows, in as many lines as they take, and return how much lower the chart begins."""
        left, middle = float(_LEFT), _NAMED
        for row, name in enumerate(names):
            end = left + 30 + self.pen.textlength(name, font=self._text)
            if end > WIDTH - 10 and left > _LEFT:
                left, end, middle = float(_LEFT), end - left + _LEFT, middle + _NEXT
            self.pen.rectangle((left, middle - 10, left + 20, middle + 10), colour_of(row))
            self.pen.text((left + 30, middle), name, INK, self._text, anchor="lm")
            left = end + 32
        return middle - _NAMED

    def _number(self, value: float) -> str:
        if self._percent:
            return f"{100 * value:.3g} %"
        return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def _rounded_up(value: float) -> float:
    """Return the next number whose fifths are easy to read."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10, 20) if step * power >= value)
