"""From a mask of pixels to a region: the piece under the point, its outline and its box."""

import numpy as np
from numpy.typing import NDArray
from skimage.measure import approximate_polygon, find_contours, label

from models.records import Box, Point, Region

_SMALL_SHARE = 0.08  # side of the fallback box, as a share of the picture's shorter side
_MOST_CORNERS = 200


def region_of_mask(mask: NDArray[np.bool_], point: Point) -> Region | None:
    """Return the piece of a (height, width) mask under the point, else its largest piece; None for an empty mask."""
    pieces = np.asarray(label(mask, connectivity=1))
    if pieces.max() == 0:
        return None
    row = min(max(int(point.y), 0), mask.shape[0] - 1)
    column = min(max(int(point.x), 0), mask.shape[1] - 1)
    chosen = pieces[row, column] or int(np.bincount(pieces.ravel())[1:].argmax()) + 1
    piece = pieces == chosen
    rows, columns = np.flatnonzero(piece.any(axis=1)), np.flatnonzero(piece.any(axis=0))
    box = Box(float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))
    return Region(id=0, kind="point", box=box, polygon=_outline(piece))


def _outline(piece: NDArray[np.bool_]) -> tuple[Point, ...] | None:
    """Trace the piece's outer edge; corners are on pixel edges' middles, simplified to a pixel's exactness."""
    contours = find_contours(np.pad(piece, 1).astype(float), 0.5)
    longest = max(contours, key=len)
    tolerance = 1.0
    corners = approximate_polygon(longest, tolerance)
    while len(corners) > _MOST_CORNERS:
        tolerance *= 2
        corners = approximate_polygon(longest, tolerance)
    if len(corners) < 4:  # the first is repeated at the end; fewer make no area
        return None
    # The padding shifts by one, a pixel's middle lies at one half.
    return tuple(Point(float(column) - 0.5, float(row) - 0.5) for row, column in corners[:-1])


def small_region(width: int, height: int, point: Point) -> Region:
    """Return a small box around the point, inside a picture of this size."""
    side = min(float(min(width, height)), max(2.0, _SMALL_SHARE * min(width, height)))
    left = min(max(point.x - side / 2, 0.0), width - side)
    top = min(max(point.y - side / 2, 0.0), height - side)
    return Region(id=0, kind="point", box=Box(left, top, left + side, top + side))
