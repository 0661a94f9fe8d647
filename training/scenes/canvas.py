"""A drawing surface that knows how far every drawing reaches.

Coordinates are units of a picture 256 wide and high, whatever its size in pixels. Drawings are made larger than asked
and reduced, which smooths their edges. A canvas without pixels only measures.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from PIL import Image, ImageDraw

from training.scenes.colours import Paint, Rgb

UNITS = 256


class Frame(NamedTuple):
    """Where local coordinates lie: origin, scale, and whether left and right are exchanged."""

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    mirrored: bool = False

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.x + (-x if self.mirrored else x) * self.scale, self.y + y * self.scale


class Extent:
    """The smallest rectangle around everything drawn while it was open, in units of the picture."""

    def __init__(self) -> None:
        self.x0 = self.y0 = math.inf
        self.x1 = self.y1 = -math.inf

    def add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        # Comparisons by themselves: this is called for every shape, and takes half of the time of min() and max().
        if x0 < self.x0:
            self.x0 = x0
        if y0 < self.y0:
            self.y0 = y0
        if x1 > self.x1:
            self.x1 = x1
        if y1 > self.y1:
            self.y1 = y1


class Canvas:
    """A square picture under construction; `pixels=None` measures without drawing."""

    def __init__(self, pixels: int | None, *, supersample: int = 2) -> None:
        self._supersample = supersample
        self._pixels_per_unit = (pixels or UNITS) * supersample / UNITS
        side = (pixels or UNITS) * supersample
        self._image = Image.new("RGB", (side, side)) if pixels else None
        self._pen = ImageDraw.Draw(self._image, "RGBA") if self._image else None
        self._frame = Frame()
        self._open: list[Extent] = []

    @contextmanager
    def frame(self, x: float, y: float, scale: float = 1.0, *, mirrored: bool = False) -> Iterator[None]:
        """Draw in local coordinates whose origin is (x, y) of the present ones."""
        outer = self._frame
        origin = outer.place(x, y)
        self._frame = Frame(*origin, outer.scale * scale, outer.mirrored != mirrored)
        yield
        self._frame = outer

    @property
    def mirrored(self) -> bool:
        """Whether left and right are exchanged here; lettering must undo it."""
        return self._frame.mirrored

    @contextmanager
    def extent(self) -> Iterator[Extent]:
        """Record how far the drawing reaches, shadows left out."""
        extent = Extent()
        with self.measured_by(extent):
            yield extent

    @contextmanager
    def measured_by(self, extent: Extent) -> Iterator[None]:
        """Record the drawing in an extent of the caller's."""
        self._open.append(extent)
        yield
        self._open.pop()

    def ellipse(self, x: float, y: float, rx: float, ry: float, paint: Paint, *, counts: bool = True) -> None:
        box = self._cover(x - rx, y - ry, x + rx, y + ry, counts=counts)
        if self._pen:
            self._pen.ellipse(self._pixels(box), fill=paint)

    def circle(self, x: float, y: float, radius: float, paint: Paint) -> None:
        self.ellipse(x, y, radius, radius, paint)

    def shadow(self, x: float, y: float, rx: float, ry: float = 3.5) -> None:
        """Darken the ground; a shadow is no part of the thing that casts it."""
        self.ellipse(x, y, rx, ry, (20, 20, 50, 46), counts=False)

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, paint: Paint, radius: float = 0.0) -> None:
        box = self._cover(x0, y0, x1, y1)
        if not self._pen:
            return
        corners = self._pixels(box)
        if radius:
            radius = min(radius, abs(x1 - x0) / 2, abs(y1 - y0) / 2) * self._frame.scale * self._pixels_per_unit
            self._pen.rounded_rectangle(corners, radius=radius, fill=paint)
        else:
            self._pen.rectangle(corners, fill=paint)

    def polygon(self, points: Sequence[tuple[float, float]], paint: Paint) -> None:
        placed = [self._frame.place(x, y) for x, y in points]
        self._reach(placed, 0.0)
        if self._pen:
            self._pen.polygon([self._pixel(point) for point in placed], fill=paint)

    def line(
        self, points: Sequence[tuple[float, float]], paint: Paint, width: float, *, round_ends: bool = True
    ) -> None:
        placed = [self._frame.place(x, y) for x, y in points]
        width *= self._frame.scale
        self._reach(placed, width / 2)
        if not self._pen:
            return
        thickness = max(1, round(width * self._pixels_per_unit))
        pixels = [self._pixel(point) for point in placed]
        self._pen.line(pixels, fill=paint, width=thickness, joint="curve")
        if round_ends and thickness > 2:
            radius = thickness / 2 - 0.5
            for x, y in pixels:
                self._pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=paint)

    def arc(
        self, x: float, y: float, rx: float, ry: float, start: float, end: float, paint: Paint, width: float
    ) -> None:
        """Draw a part of an ellipse's rim; degrees run clockwise from three o'clock."""
        start, end = self._turn(start, end)
        box = self._around(x, y, rx, ry)
        self._reach(_rim(box, start, end), 0.0)
        if self._pen:
            thickness = max(1, round(width * self._frame.scale * self._pixels_per_unit))
            self._pen.arc(self._pixels(box), start, end, fill=paint, width=thickness)

    def pie(self, x: float, y: float, rx: float, ry: float, start: float, end: float, paint: Paint) -> None:
        """Fill a slice of an ellipse, its point at the middle."""
        start, end = self._turn(start, end)
        box = self._around(x, y, rx, ry)
        self._reach([*_rim(box, start, end), self._frame.place(x, y)], 0.0)
        if self._pen:
            self._pen.pieslice(self._pixels(box), start, end, fill=paint)

    def gradient(self, x0: float, y0: float, x1: float, y1: float, top: Rgb, bottom: Rgb) -> None:
        """Fill a rectangle that changes its paint downwards; for backgrounds only, so it is not measured."""
        if not self._image:
            return
        left, upper, right, lower = (round(v * self._pixels_per_unit) for v in (x0, y0, x1, y1))
        strip = Image.new("RGB", (1, 2))
        strip.putpixel((0, 0), top)
        strip.putpixel((0, 1), bottom)
        size = (right - left, lower - upper)
        # The middle of the upper pixel to the middle of the lower one is where bilinear interpolation runs.
        self._image.paste(strip.resize(size, Image.Resampling.BILINEAR, box=(0, 0.5, 1, 1.5)), (left, upper))

    def finish(self) -> Image.Image:
        """Return the picture at the size asked for."""
        if self._image is None:
            raise AssertionError("a measuring canvas has no picture")
        return self._image.reduce(self._supersample)

    def _around(self, x: float, y: float, rx: float, ry: float) -> tuple[float, float, float, float]:
        cx, cy = self._frame.place(x, y)
        rx, ry = rx * self._frame.scale, ry * self._frame.scale
        return cx - rx, cy - ry, cx + rx, cy + ry

    def _cover(
        self, x0: float, y0: float, x1: float, y1: float, *, counts: bool = True
    ) -> tuple[float, float, float, float]:
        (ax, ay), (bx, by) = self._frame.place(x0, y0), self._frame.place(x1, y1)
        x0, x1 = (ax, bx) if ax < bx else (bx, ax)
        y0, y1 = (ay, by) if ay < by else (by, ay)
        box = x0, y0, x1, y1
        if counts:
            for extent in self._open:
                extent.add(*box)
        return box

    def _reach(self, points: Sequence[tuple[float, float]], margin: float) -> None:
        if not self._open:
            return
        across, down = [x for x, _ in points], [y for _, y in points]
        box = min(across) - margin, min(down) - margin, max(across) + margin, max(down) + margin
        for extent in self._open:
            extent.add(*box)

    def _turn(self, start: float, end: float) -> tuple[float, float]:
        return (180 - end, 180 - start) if self._frame.mirrored else (start, end)

    def _pixel(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * self._pixels_per_unit, point[1] * self._pixels_per_unit

    def _pixels(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = (side * self._pixels_per_unit for side in box)
        # Pillow paints the right and bottom edges too.
        return x0, y0, max(x0, x1 - 1), max(y0, y1 - 1)


def _rim(box: tuple[float, float, float, float], start: float, end: float) -> list[tuple[float, float]]:
    """Return points that span the reach of an ellipse's rim between two angles: both ends and the extremes between."""
    if end < start:
        end += 360
    x0, y0, x1, y1 = box
    quarters = [90 * n for n in range(math.ceil(start / 90), math.floor(end / 90) + 1)]
    angles = [math.radians(angle) for angle in (start, *quarters, end)]
    cx, cy, rx, ry = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
    return [(cx + rx * math.cos(angle), cy + ry * math.sin(angle)) for angle in angles]
