"""Find room for clusters at different depths: what stands further back is smaller and higher in the picture.

Nearer drawings may hide some of what is behind them, but never more than `LIMITS` allow.
"""

import random
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from training.scenes.canvas import UNITS
from training.scenes.occlusion import Outline, Rectangle, area, overlap

VANISHING = 62.0  # height in the picture at which people would be infinitely small: we look down on them a little
_FRONT = 242.0
MARGIN = 4.5
_TRIES = 14
_LOWEST = 251.0


class Limits(NamedTuple):
    """The share of a drawing, and of its upper 45 %, that nearer ones may cover."""

    whole: float
    upper: float


LIMITS: dict[str, Limits] = {
    "person": Limits(0.38, 0.13),
    "thing": Limits(0.13, 1.0),
    "aside": Limits(0.28, 1.0),  # a thing that no story hangs on
    "scenery": Limits(1.0, 1.0),
}
_FACE = 0.45


class Piece(NamedTuple):
    """A drawing that is to be placed with others: its kind (see `LIMITS`) and its reach in local coordinates.

    `hidden` are the shares of the whole and of the upper part that later pieces of its own group cover.
    """

    kind: str
    whole: Rectangle
    bands: tuple[Rectangle, ...]
    hidden: Limits = Limits(0.0, 0.0)


def pieces_of(group: Iterable[tuple[str, Outline]]) -> list[Piece]:
    """Return the pieces of a group from their kinds and outlines, which come from back to front."""
    pieces: list[Piece] = []
    for kind, outline in group:
        piece = Piece(kind, outline.whole, outline.bands())
        for number, behind in enumerate(pieces):
            whole, upper = (
                _sum(overlap(part, band) for band in piece.bands) for part in (behind.whole, _upper(behind))
            )
            hidden = Limits(
                behind.hidden.whole + whole / area(behind.whole), behind.hidden.upper + upper / area(_upper(behind))
            )
            pieces[number] = behind._replace(hidden=hidden)
        pieces.append(piece)
    return pieces


def _upper(piece: Piece) -> Rectangle:
    x0, y0, x1, y1 = piece.whole
    return x0, y0, x1, y0 + _FACE * (y1 - y0)


class Spot(NamedTuple):
    """Where a group of pieces stands: the picture coordinates of its origin, its scale, and whether it is mirrored."""

    x: float
    y: float
    scale: float
    mirrored: bool

    def put(self, rectangle: Rectangle) -> Rectangle:
        x0, y0, x1, y1 = rectangle
        if self.mirrored:
            x0, x1 = -x1, -x0
        return (
            self.x + x0 * self.scale,
            self.y + y0 * self.scale,
            self.x + x1 * self.scale,
            self.y + y1 * self.scale,
        )


class _Target:
    """A rectangle of which a share may be covered, and how much already is."""

    def __init__(self, rectangle: Rectangle, limit: float, hidden: float) -> None:
        self.rectangle = rectangle
        self.covered = min(hidden, 1.0) * area(rectangle)
        self.limit = max(limit * area(rectangle), self.covered)

    def cover_by(self, others: Iterable[Rectangle]) -> float:
        total = 0.0
        for other in others:
            total += overlap(self.rectangle, other)
        return total


class _Standing(NamedTuple):
    """A piece in its place."""

    y: float
    whole: Rectangle
    bands: tuple[Rectangle, ...]
    targets: tuple[_Target, ...]


class Floor:
    """The ground of a scene, on which groups find room one after the other."""

    def __init__(self) -> None:
        self._standing: list[_Standing] = []

    def find(
        self,
        pieces: Sequence[Piece],
        reach: Rectangle,
        ratio: float,
        scale: float,
        rng: random.Random,
        *,
        margin: float = MARGIN,
    ) -> Spot | None:
        """Return a free spot for a group at `ratio` of the front row's size (`scale`), or None; nothing is placed."""
        own = scale * ratio
        feet = feet_at(ratio)
        if margin > 0:  # nothing but scenery may be cut off by the lower border
            feet = min(feet, _LOWEST - max(0.0, reach[3]) * own)
        if -reach[1] * own > feet - MARGIN:
            return None
        spots = []
        for _ in range(_TRIES):
            mirrored = rng.random() < 0.5
            left, right = (-reach[2], -reach[0]) if mirrored else (reach[0], reach[2])
            low, high = margin - left * own, UNITS - margin - right * own
            if low > high:
                return None
            spot = Spot(rng.uniform(low, high), feet, own, mirrored)
            spots.append((self._room_around(spot.x + (left + right) / 2 * own), spot))
        # Where the others are furthest away, if it is free.
        spots.sort(key=lambda pair: -pair[0])
        return next((spot for _, spot in spots if self._fits(pieces, spot)), None)

    def add(self, pieces: Sequence[Piece], spot: Spot) -> None:
        """Let a group stand on a spot that `find` returned."""
        new = [_stand(piece, spot) for piece in pieces]
        for standing in self._standing:
            for one in new:
                back, front = (standing, one) if standing.y <= one.y else (one, standing)
                for target in back.targets:
                    target.covered += target.cover_by(front.bands)
        self._standing += new

    def _room_around(self, middle: float) -> float:
        """Return how far the next group's middle is."""
        return min((abs((each.whole[0] + each.whole[2]) / 2 - middle) for each in self._standing), default=UNITS)

    def _fits(self, pieces: Sequence[Piece], spot: Spot) -> bool:
        added: dict[int, float] = {}
        kept: list[_Standing] = []  # an object's id is its own only while the object lives
        for piece in pieces:
            whole = spot.put(piece.whole)
            near = [standing for standing in self._standing if overlap(standing.whole, whole) > 0]
            if not near:
                continue
            one = _stand(piece, spot)
            kept.append(one)
            for standing in near:
                back, front = (standing, one) if standing.y <= spot.y else (one, standing)
                for target in back.targets:
                    more = target.cover_by(front.bands)
                    new = added.get(id(target), 0.0) + more
                    if more and target.covered + new > target.limit:
                        return False
                    added[id(target)] = new
        return True


def feet_at(ratio: float) -> float:
    """Return how low in the picture somebody stands who is drawn at `ratio` of the size of the front row."""
    return VANISHING + (_FRONT - VANISHING) * ratio


def _stand(piece: Piece, spot: Spot) -> _Standing:
    limits, targets = LIMITS[piece.kind], []
    if limits.whole < 1:
        targets.append(_Target(spot.put(piece.whole), limits.whole, piece.hidden.whole))
    if limits.upper < 1:
        targets.append(_Target(spot.put(_upper(piece)), limits.upper, piece.hidden.upper))
    return _Standing(spot.y, spot.put(piece.whole), tuple(spot.put(band) for band in piece.bands), tuple(targets))


def _sum(values: Iterable[float]) -> float:
    # A plain loop: sum() adds floats differently from Python 3.12 on, and scenes must not.
    total = 0.0
    for value in values:
        total += value
    return total
