"""Draw heads with the six feelings; the face is what tells them apart, so its parts are large."""

from training.scenes.canvas import Canvas
from training.scenes.colours import INK, WHITE, Rgb, blend, darker
from training.scenes.graph import Feeling
from training.scenes.poses import Body

_TEAR: Rgb = (92, 170, 246)
_BROW: Rgb = (70, 46, 40)


def paint_face(canvas: Canvas, feeling: Feeling, skin: Rgb, body: Body) -> None:
    """Draw ears, head and the features of a feeling; anger reddens and fear pales the skin."""
    x, y = body.head
    radius = body.head_radius
    tints: dict[Feeling, Rgb] = {
        "angry": blend(skin, (230, 60, 40), 0.28),
        "scared": blend(skin, (200, 214, 240), 0.38),
    }
    face = tints.get(feeling, skin)
    for side in (-1, 1):
        canvas.ellipse(x + side * radius * 0.96, y + 2, 3.2, 3.8, darker(face, 0.06))
    canvas.ellipse(x, y, radius, radius * 0.98, face)
    if feeling != "happy":
        canvas.ellipse(x, y + 4.4, 1.6, 1.3, darker(face, 0.16))
    with canvas.frame(x, y + 1):
        _FEATURES[feeling](canvas, radius, _mouth_paint(face))


def _mouth_paint(face: Rgb) -> Rgb:
    """Return lips that stand out from the skin."""
    return (126, 36, 50) if sum(face) > 330 else (240, 164, 158)


def _paint_eye(canvas: Canvas, x: float, y: float) -> None:
    canvas.ellipse(x, y, 3.1, 3.4, WHITE)
    canvas.ellipse(x, y + 0.2, 1.9, 2.3, INK)


def _paint_happy(canvas: Canvas, _radius: float, lips: Rgb) -> None:
    eye = INK if lips[0] < 200 else WHITE
    for side in (-1, 1):
        canvas.arc(side * 6.4, 1, 3.2, 3.4, 190, 350, eye, 2)
        canvas.ellipse(side * 10.4, 5, 3, 2.1, (250, 130, 130, 130))
    canvas.pie(0, 4.6, 6.8, 6.8, 0, 180, (150, 40, 50))
    canvas.pie(0, 4.6, 5.6, 2.6, 0, 180, WHITE)


def _paint_sad(canvas: Canvas, _radius: float, lips: Rgb) -> None:
    for side in (-1, 1):
        _paint_eye(canvas, side * 6.2, 0.6)
        canvas.line([(side * 9.8, -3.2), (side * 3.6, -6)], _BROW, 1.7)
        canvas.polygon([(side * 7.6, 3), (side * 7.6 - 2.2, 8.4), (side * 7.6 + 2.2, 8.4)], _TEAR)
        canvas.circle(side * 7.6, 8.8, 2.3, _TEAR)
    canvas.arc(0, 12, 5.2, 4.6, 195, 345, lips, 2)


def _paint_angry(canvas: Canvas, radius: float, lips: Rgb) -> None:
    for side in (-1, 1):
        _paint_eye(canvas, side * 6.2, 1.4)
        canvas.line([(side * 10.4, -5.4), (side * 3, -1.8)], (50, 30, 30), 2.5)
    canvas.arc(0, 11.6, 5.8, 4, 190, 350, lips, 2.3)
    # The crossed vein of comics; it sits on the hair, drawn later, so it stays beside the temple.
    for dx, dy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        corner = [(radius + 2 + dx * 3.4, -9 + dy * 1.2), (radius + 2 + dx * 1.2, -9 + dy * 3.4)]
        canvas.line(corner, (230, 40, 40), 1.7)


def _paint_surprised(canvas: Canvas, _radius: float, lips: Rgb) -> None:
    for side in (-1, 1):
        canvas.ellipse(side * 6.2, 0, 3.7, 4.3, WHITE)
        canvas.ellipse(side * 6.2, 0.2, 1.9, 2.1, INK)
        canvas.arc(side * 6.2, -5.2, 3.8, 2.8, 200, 340, _BROW, 1.6)
    canvas.ellipse(0, 9, 3.4, 4.6, lips)


def _paint_scared(canvas: Canvas, radius: float, lips: Rgb) -> None:
    for side in (-1, 1):
        canvas.ellipse(side * 6.2, 0, 3.8, 4.1, WHITE)
        canvas.ellipse(side * 6.2, 0.4, 1.3, 1.4, INK)
        canvas.line([(side * 10.2, -4), (side * 3.8, -6.8)], _BROW, 1.6)
    canvas.line([(-6.6, 10), (-3.3, 7.8), (0, 10), (3.3, 7.8), (6.6, 10)], lips, 2)
    canvas.polygon([(radius + 1, -11), (radius - 1.4, -4.4), (radius + 3.4, -4.4)], (120, 190, 250))
    canvas.circle(radius + 1, -4, 2.5, (120, 190, 250))


def _paint_calm(canvas: Canvas, _radius: float, lips: Rgb) -> None:
    for side in (-1, 1):
        _paint_eye(canvas, side * 6.2, 0.6)
    canvas.line([(-4.2, 8.4), (4.2, 8.4)], lips, 1.9)


_FEATURES = {
    "happy": _paint_happy,
    "sad": _paint_sad,
    "angry": _paint_angry,
    "surprised": _paint_surprised,
    "scared": _paint_scared,
    "calm": _paint_calm,
}
