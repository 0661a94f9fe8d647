"""Draw the six feelings; the face is what tells them apart, so its parts are large.

Every feeling has three faces that share what is said of it: joy a smile and rosy cheeks, sorrow tears, anger a frown
and a red face, surprise round eyes and an open mouth, fear a pale face with sweat, calm a mouth that is a line.
"""

from typing import NamedTuple

from training.scenes.canvas import Canvas
from training.scenes.colours import INK, WHITE, Rgb, blend, darker
from training.scenes.graph import Feeling

VARIANTS = 3

_TEAR: Rgb = (92, 170, 246)
_SWEAT: Rgb = (120, 190, 250)
_MOUTH: Rgb = (150, 40, 50)
_TONGUE: Rgb = (240, 120, 120)
_APART = 6.3  # how far the eyes are from the middle


class Features(NamedTuple):
    """What the faces of all feelings are drawn from; coordinates are those between the eyes."""

    canvas: Canvas
    radius: float
    skin: Rgb
    lips: Rgb
    brow: Rgb
    gaze: float


def face_paint(feeling: Feeling, skin: Rgb) -> Rgb:
    """Return the skin of a face: anger reddens and fear pales it."""
    if feeling == "angry":
        return blend(skin, (236, 50, 34), 0.34)
    return blend(skin, (200, 214, 240), 0.4) if feeling == "scared" else skin


def paint_features(
    canvas: Canvas, feeling: Feeling, variant: int, skin: Rgb, brow: Rgb, radius: float, gaze: int
) -> None:
    """Draw eyes, brows and mouth around the point between the eyes."""
    lips = (126, 36, 50) if sum(skin) > 330 else (240, 164, 158)
    _PAINTERS[feeling](Features(canvas, radius, skin, lips, brow, gaze * 1.2), variant % VARIANTS)


def _eye(f: Features, side: int, *, y: float = 0.6, size: tuple[float, float] = (3.5, 4.0), pupil: float = 2.3) -> None:
    x, canvas = side * _APART, f.canvas
    canvas.ellipse(x, y, *size, WHITE)
    canvas.ellipse(x + f.gaze, y + 0.3, pupil, pupil * 1.2, INK)
    if pupil > 2:
        canvas.circle(x + f.gaze + 0.8, y - 0.9, 0.9, WHITE)


def _closed_eye(f: Features, side: int, *, upwards: bool, y: float = 1.0) -> None:
    paint = INK if sum(f.skin) > 330 else (24, 16, 18)
    start = 195 if upwards else 15
    f.canvas.arc(side * _APART, y + (0.6 if upwards else -2.2), 3.6, 3.8, start, start + 150, paint, 2)


def _brow(f: Features, side: int, outer: float, inner: float, width: float = 1.8) -> None:
    """Draw a brow from the height of its outer end to that of its inner end."""
    f.canvas.line([(side * 10, outer), (side * 3.4, inner)], f.brow, width)


def _paint_happy(f: Features, variant: int) -> None:
    canvas = f.canvas
    for side in (-1, 1):
        if variant == 0:
            _closed_eye(f, side, upwards=True)
        else:
            _eye(f, side)
            canvas.arc(side * _APART, -3.6, 3.8, 2.8, 205, 335, f.brow, 1.5)
        canvas.ellipse(side * 10.8, 6, 3.3, 2.5, blend(f.skin, (252, 104, 112), 0.62))
    if variant == 2:
        canvas.arc(0, 2.4, 8, 9.2, 14, 166, f.lips, 2.9)
        return
    canvas.pie(0, 5.4, 6.9, 7.2, 0, 180, _MOUTH)
    if variant == 0:
        canvas.rectangle(-5.8, 5.4, 5.8, 7.6, WHITE, 1)
    else:
        canvas.ellipse(0, 10.4, 3.6, 1.9, _TONGUE)


def _paint_sad(f: Features, variant: int) -> None:
    canvas = f.canvas
    for side in (-1, 1):
        if variant == 1:
            _closed_eye(f, side, upwards=False)
        else:
            _eye(f, side, size=(3.3, 3.6))
        _brow(f, side, -3.0, -6.4)
        x = side * 7.8
        if variant == 2:
            canvas.line([(x, 3.6), (x, 10)], _TEAR, 2.4)
        canvas.polygon([(x, 3.0), (x - 2.3, 8.6), (x + 2.3, 8.6)], _TEAR)
        canvas.circle(x, 9.4, 2.5, _TEAR)
    if variant == 1:
        canvas.pie(0, 13.2, 4.9, 5.4, 180, 360, _MOUTH)
        canvas.ellipse(0, 12.4, 2.6, 1, _TONGUE)
    else:
        canvas.arc(0, 13, 5 if variant else 4.2, 4.6, 195, 345, f.lips, 2.2)


def _paint_angry(f: Features, variant: int) -> None:
    canvas = f.canvas
    for side in (-1, 1):
        _eye(f, side, y=1.6, size=(3.4, 3.4), pupil=1.9)
        canvas.polygon([(side * 10.6, -5), (side * 2.4, -2.6), (side * 2.4, 0.8), (side * 10.6, -2.6)], f.skin)
        _brow(f, side, -5, -0.8, 2.7)
    if variant == 0:
        canvas.arc(0, 12.6, 5.8, 4, 190, 350, f.lips, 2.3)
    elif variant == 1:
        canvas.rectangle(-6, 7.4, 6, 12.6, (110, 24, 34), 2)
        canvas.rectangle(-5, 8.2, 5, 11.8, WHITE, 1)
        for x in (-2.5, 0, 2.5):
            canvas.line([(x, 8.2), (x, 11.8)], (110, 24, 34), 0.8, round_ends=False)
    else:
        canvas.polygon([(-4, 6.6), (4, 6.6), (6.4, 13), (-6.4, 13)], (110, 24, 34))
        canvas.polygon([(-3.6, 7), (3.6, 7), (4.2, 8.8), (-4.2, 8.8)], WHITE)
    # The crossed vein of comics, beside the temple.
    for dx, dy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        corner = [(f.radius + 2 + dx * 3.4, -10 + dy * 1.2), (f.radius + 2 + dx * 1.2, -10 + dy * 3.4)]
        canvas.line(corner, (230, 40, 40), 1.7)


def _paint_surprised(f: Features, variant: int) -> None:
    canvas = f.canvas
    for side in (-1, 1):
        _eye(f, side, y=0, size=(4.1, 4.9), pupil=1.9)
        canvas.arc(side * _APART, -5.4, 4, 2.8, 200, 340, f.brow, 1.7)
    rx, ry = ((3.5, 4.6), (2.8, 3.1), (4.7, 4.9))[variant]
    canvas.ellipse(0, 10.2, rx, ry, _MOUTH if variant == 2 else f.lips)
    if variant == 2:
        canvas.ellipse(0, 12.8, 2.9, 1.7, _TONGUE)


def _paint_scared(f: Features, variant: int) -> None:
    canvas = f.canvas
    for side in (-1, 1):
        _eye(f, side, y=0, size=(3.9, 4.5), pupil=1.2)
        _brow(f, side, -4.2, -7)
    if variant == 1:
        canvas.rectangle(-6, 7.6, 6, 12.4, f.lips, 2)
        canvas.line([(-4.8, 10.6), (-2.4, 9.2), (0, 10.6), (2.4, 9.2), (4.8, 10.6)], WHITE, 1.6)
    else:
        wave = 6.6 if variant == 0 else 4.8
        canvas.line([(-wave, 11), (-wave / 2, 8.8), (0, 11), (wave / 2, 8.8), (wave, 11)], f.lips, 2.1)
    for side in (1, -1) if variant == 2 else (1,):
        x = side * (f.radius + 1)
        canvas.polygon([(x, -11), (x - 2.4, -4.4), (x + 2.4, -4.4)], _SWEAT)
        canvas.circle(x, -4, 2.5, _SWEAT)


def _paint_calm(f: Features, variant: int) -> None:
    for side in (-1, 1):
        if variant == 1:
            _closed_eye(f, side, upwards=False)
        else:
            _eye(f, side)
        if variant == 2:
            f.canvas.ellipse(side * _APART, -3.1, 3.9, 2.4, darker(f.skin, 0.06))
        f.canvas.arc(side * _APART, -4, 4, 2.4, 212, 328, f.brow, 1.4)
    width = (4.2, 3.4, 3.8)[variant]
    f.canvas.line([(-width, 9.6), (width, 9.6)], f.lips, 1.8)


_PAINTERS = {
    "happy": _paint_happy,
    "sad": _paint_sad,
    "angry": _paint_angry,
    "surprised": _paint_surprised,
    "scared": _paint_scared,
    "calm": _paint_calm,
}
