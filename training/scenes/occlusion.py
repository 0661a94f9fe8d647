"""What hides what: drawings as stacks of rectangles, and the share of a box that stays visible.

While a scene is composed, limits are kept with a few bands per drawing; when it is drawn, what is visible is counted
on a grid of one cell per unit from every shape painted.
"""

from collections.abc import Iterable, Sequence

from training.scenes.canvas import UNITS, Extent

Rectangle = tuple[float, float, float, float]

_BANDS = 6


class Outline(Extent):
    """An extent that remembers every shape in it."""

    def __init__(self) -> None:
        super().__init__()
        self.shapes: list[Rectangle] = []

    def add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        super().add(x0, y0, x1, y1)
        self.shapes.append((x0, y0, x1, y1))

    @property
    def whole(self) -> Rectangle:
        return self.x0, self.y0, self.x1, self.y1

    def bands(self) -> tuple[Rectangle, ...]:
        """Return rectangles, one above the other, that cover all shapes."""
        height = (self.y1 - self.y0) / _BANDS
        found = []
        for number in range(_BANDS):
            top, bottom = self.y0 + number * height, self.y0 + (number + 1) * height
            sides = [(x0, x1) for x0, y0, x1, y1 in self.shapes if y0 < bottom and y1 > top]
            if sides:
                found.append((min(x0 for x0, _ in sides), top, max(x1 for _, x1 in sides), bottom))
        return tuple(found)


def area(rectangle: Rectangle) -> float:
    return (rectangle[2] - rectangle[0]) * (rectangle[3] - rectangle[1])


def overlap(one: Rectangle, other: Rectangle) -> float:
    """Return the area that two rectangles share."""
    # Asked two thousand times for each scene, so that calls of min() and max() would be the most of its time.
    left, top, right, bottom = one
    x0, y0, x1, y1 = other
    width = (x1 if x1 < right else right) - (x0 if x0 > left else left)
    if width <= 0:
        return 0.0
    height = (y1 if y1 < bottom else bottom) - (y0 if y0 > top else top)
    return width * height if height > 0 else 0.0


def visible_shares(outlines: Sequence[Outline]) -> list[float]:
    """Return for each drawing the share of its box that no later one covers."""
    covered = [0] * UNITS  # a row of cells per unit, as bits
    shares = []
    for outline in reversed(outlines):
        x0, y0, x1, y1 = _cells(outline.whole)
        row = _bits(x0, x1)
        hidden = sum((cells & row).bit_count() for cells in covered[y0:y1])
        cells = (x1 - x0) * (y1 - y0)
        shares.append(round(1 - hidden / cells, 3) if cells else 1.0)
        _cover(covered, outline.shapes)
    return shares[::-1]


def _cover(covered: list[int], shapes: Iterable[Rectangle]) -> None:
    for shape in shapes:
        x0, y0, x1, y1 = _cells(shape)
        row = _bits(x0, x1)
        for y in range(y0, y1):
            covered[y] |= row


def _cells(rectangle: Rectangle) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = (max(0, min(UNITS, round(side))) for side in rectangle)
    return x0, y0, x1, y1


def _bits(start: int, end: int) -> int:
    return ((1 << (end - start)) - 1) << start
