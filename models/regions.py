"""Geometry of boxes and points, without pixels.

Boxes are records.Box: absolute pixels, xyxy, origin top-left, right and bottom exclusive. A picture of width W and
height H is the box (0, 0, W, H). What makes no sense (a side that is not a number, a box inside out, nothing inside the
picture) is a ValueError that names the box.
"""

import math
import random

from models.records import Box, Point


def check(box: Box) -> Box:
    """Return the box unchanged. Raises ValueError when it is not a rectangle with an area."""
    if not all(math.isfinite(side) for side in box):
        raise ValueError(f"box {written(box)} has a side that is not a number")
    if box.x1 <= box.x0 or box.y1 <= box.y0:
        raise ValueError(f"box {written(box)} is empty or inside out; write it as left, top, right, bottom")
    return box


def clamp(box: Box, width: float, height: float) -> Box:
    """Return the part of a box that lies in a picture. Raises ValueError when there is none."""
    check(box)
    inside = intersection(box, Box(0, 0, width, height))
    if inside is None:
        raise ValueError(f"box {written(box)} lies outside the picture of {width:g} x {height:g} pixels")
    return inside


def clamp_point(point: Point, width: float, height: float) -> Point:
    """Return the nearest point whose pixel exists in the picture. Raises ValueError for NaN and infinity."""
    if not (math.isfinite(point.x) and math.isfinite(point.y)):
        raise ValueError(f"point ({point.x:g}, {point.y:g}) is not a place in a picture")
    return Point(min(max(point.x, 0), width - 1), min(max(point.y, 0), height - 1))


def intersection(a: Box, b: Box) -> Box | None:
    """Return what two boxes share, or None when they do not overlap."""
    shared = Box(max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1))
    return shared if shared.x1 > shared.x0 and shared.y1 > shared.y0 else None


def iou(a: Box, b: Box) -> float:
    """Return intersection over union, from 0 (apart) to 1 (equal). Two boxes without area share 0."""
    shared = intersection(a, b)
    if shared is None:
        return 0.0
    return shared.area / (a.area + b.area - shared.area)


def union(a: Box, b: Box) -> Box:
    """Return the smallest box that holds both."""
    return Box(min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1))


def contains(box: Box, point: Point) -> bool:
    """Say whether a point lies in a box; the left and top edges belong to it, the right and bottom edges do not."""
    return box.x0 <= point.x < box.x1 and box.y0 <= point.y < box.y1


def scale(box: Box, x: float, y: float) -> Box:
    """Return the box in a picture whose sides are x and y times as long."""
    return Box(box.x0 * x, box.y0 * y, box.x1 * x, box.y1 * y)


def pad(box: Box, share: float, width: float, height: float) -> Box:
    """Grow a box by a share of its own size on each side, within the picture."""
    dx, dy = box.width * share, box.height * share
    return clamp(Box(box.x0 - dx, box.y0 - dy, box.x1 + dx, box.y1 + dy), width, height)


def box_around(point: Point, side: float, width: float, height: float) -> Box:
    """Return a square of a side around a point, moved (not cut) to lie in the picture; the picture if it is smaller."""
    place = clamp_point(point, width, height)
    across, down = min(side, width), min(side, height)
    left = min(max(place.x - across / 2, 0), width - across)
    top = min(max(place.y - down / 2, 0), height - down)
    return Box(left, top, left + across, top + down)


def jitter(box: Box, rng: random.Random, share: float, width: float, height: float) -> Box:
    """Move each side by Gaussian noise, as people draw sloppily.

    `share` is the standard deviation as a share of the box's own width or height. The result lies in the picture and
    keeps at least a quarter of the box's width and height.
    """
    check(box)
    x0 = box.x0 + rng.gauss(0, share) * box.width
    y0 = box.y0 + rng.gauss(0, share) * box.height
    x1 = max(box.x1 + rng.gauss(0, share) * box.width, x0 + box.width / 4)
    y1 = max(box.y1 + rng.gauss(0, share) * box.height, y0 + box.height / 4)
    moved = intersection(Box(x0, y0, x1, y1), Box(0, 0, width, height))
    return moved if moved is not None else clamp(box, width, height)


def written(box: Box) -> str:
    """Return a box as a person writes it: (10, 20, 30.5, 40)."""
    return "(" + ", ".join(f"{side:.6g}" for side in box) + ")"
