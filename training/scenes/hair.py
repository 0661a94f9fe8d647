"""Draw hair, and the scarves and turbans that hide it, around the middle of a head.

Nothing here reaches below the line of the brows in front of the face.
"""

from training.scenes.canvas import Canvas
from training.scenes.colours import HAIR_PAINTS, PAINTS, Rgb, darker, lighter, shaded
from training.scenes.poses import Body

WRAPPED: tuple[str, ...] = ("headscarf", "turban")
_RIBBON: Rgb = (238, 92, 128)


def paint_hair_behind(canvas: Canvas, hair: str | None, style: str, colour: str, body: Body) -> None:
    """Draw what hangs behind head and shoulders: hair, or the end of a headscarf."""
    if style in _HANGING:
        paint = PAINTS[colour] if hair is None else HAIR_PAINTS[hair]
        with canvas.frame(*body.head):
            _HANGING[style](canvas, paint, body.head_radius)


def _hang_long(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.rectangle(-radius * 1.12, -4, radius * 1.12, radius * 1.6, darker(paint, 0.14), 8)


def _hang_wavy(canvas: Canvas, paint: Rgb, radius: float) -> None:
    for dx, dy, rx in ((0.94, 5, 6.4), (1.03, 13, 7.2), (0.94, 21, 6.2)):
        for side in (-1, 1):
            canvas.ellipse(side * radius * dx, dy, rx, 6.4, darker(paint, 0.14))


def _hang_bob(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.rectangle(-radius * 1.2, -8, radius * 1.2, radius * 0.86, darker(paint, 0.14), 8)


def _hang_braids(canvas: Canvas, paint: Rgb, radius: float) -> None:
    for side in (-1, 1):
        for n in range(4):
            canvas.ellipse(side * (radius * 1.04 + n * 0.7), 7 + n * 6, 4.6 - n * 0.3, 4.4, darker(paint, n % 2 * 0.14))
        canvas.ellipse(side * (radius * 1.04 + 2.4), 29, 2.4, 1.8, _RIBBON)


def _hang_pony_tail(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.ellipse(-radius * 1.16, 4, 6.2, 13, darker(paint, 0.14))
    canvas.circle(-radius * 1.02, -7, 2.6, _RIBBON)


def _hang_pigtails(canvas: Canvas, paint: Rgb, radius: float) -> None:
    for side in (-1, 1):
        canvas.ellipse(side * radius * 1.22, 4, 5.8, 9, paint)
        canvas.circle(side * radius * 1.06, -4, 2.4, _RIBBON)


def _hang_scarf(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.rectangle(-radius * 0.96, 2, radius * 0.96, radius * 1.55, darker(paint, 0.14), 9)


_HANGING = {
    "long": _hang_long,
    "wavy": _hang_wavy,
    "bob": _hang_bob,
    "braids": _hang_braids,
    "pony tail": _hang_pony_tail,
    "pigtails": _hang_pigtails,
    "headscarf": _hang_scarf,
}


def paint_hair_cap(canvas: Canvas, paint: Rgb, style: str, radius: float, *, covered: bool) -> None:
    """Draw the hair around the skull, which the face then covers; under a hat nothing stands out on top."""
    if style == "bald":
        for side in (-1, 1):
            canvas.ellipse(side * radius * 0.95, -1, 3.8, 6.4, paint)
        return
    if style == "afro" and not covered:
        canvas.ellipse(0, -4.5, radius * 1.36, radius * 1.24, paint)
        return
    if style in ("mohawk", "undercut", "tuft"):
        canvas.ellipse(0, -1.4, radius * 1.02, radius * 0.99, paint)
    else:
        canvas.ellipse(0, -2.6, radius * 1.1, radius * 1.05, paint)
    if covered:
        return
    if style == "curly":
        for dx, dy in ((-1.04, -0.1), (-0.98, -0.52), (-0.66, -0.9), (-0.22, -1.1), (0.26, -1.1)):
            canvas.circle(dx * radius, dy * radius, 5.6, paint)
        for dx, dy in ((1.04, -0.1), (0.98, -0.52), (0.68, -0.9)):
            canvas.circle(dx * radius, dy * radius, 5.6, paint)
    elif style == "bun":
        canvas.circle(0, -radius * 1.2, 6.6, paint)
        canvas.arc(0, -radius * 1.2, 4, 4, 200, 330, lighter(paint, 0.25), 1.4)


def paint_hair_front(canvas: Canvas, paint: Rgb, style: str, radius: float) -> None:
    """Draw the hair that frames the forehead."""
    if style in _FRINGES:
        _FRINGES[style](canvas, paint, radius)
    if style not in ("bald", "mohawk", "tuft"):
        canvas.arc(0, -3, radius * 0.86, radius * 0.84, 228, 276, lighter(paint, 0.2), 1.8)


def _part_in_the_middle(canvas: Canvas, paint: Rgb, radius: float) -> None:
    for side in (-1, 1):
        canvas.ellipse(side * radius * 0.5, -radius * 0.74, radius * 0.56, 4.6, paint)


def _part_at_the_side(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.ellipse(radius * 0.28, -radius * 0.75, radius * 0.72, 5.2, paint)
    canvas.ellipse(-radius * 0.62, -radius * 0.72, radius * 0.36, 4, paint)


def _short_fringe(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.ellipse(-radius * 0.3, -radius * 0.74, radius * 0.66, 4.8, paint)
    canvas.ellipse(radius * 0.58, -radius * 0.76, radius * 0.4, 4, paint)


def _straight_fringe(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.rectangle(-radius * 0.84, -radius * 0.9, radius * 0.84, -radius * 0.42, paint, 4)


_SPIKES = (
    (-1.03, -0.4), (-1.02, -0.96), (-0.7, -0.94), (-0.52, -1.3), (-0.2, -1.06), (0.06, -1.42), (0.3, -1.06),
    (0.62, -1.28), (0.72, -0.92), (1.06, -0.9), (1.03, -0.4), (0.72, -0.72), (0.52, -0.48), (0.26, -0.74),
    (0.04, -0.46), (-0.22, -0.74), (-0.46, -0.48), (-0.7, -0.72),
)  # fmt: skip


def _spikes(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.polygon([(x * radius, y * radius) for x, y in _SPIKES], paint)


def _curls(canvas: Canvas, paint: Rgb, radius: float) -> None:
    for dx in (-0.6, -0.2, 0.22, 0.62):
        canvas.circle(dx * radius, -radius * 0.76, 4.4, paint)


_CREST = (
    (-0.3, -0.6), (-0.42, -1.2), (-0.2, -1.12), (-0.12, -1.46), (0.04, -1.2), (0.22, -1.42), (0.26, -1.1),
    (0.46, -1.14), (0.3, -0.6),
)  # fmt: skip


def _crest(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.polygon([(x * radius, y * radius) for x, y in _CREST], paint)


def _swept_back(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.ellipse(-radius * 0.1, -radius * 0.98, radius * 0.82, 7, paint)
    canvas.ellipse(radius * 0.4, -radius * 0.94, radius * 0.56, 7.4, paint)


def _tuft(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.ellipse(-2, -radius * 0.8, radius * 0.5, 3.6, paint)
    canvas.arc(1.5, -radius * 1.06, 4.4, 4.4, 150, 400, paint, 2.6)


_FRINGES = {
    "short": _short_fringe,
    "side part": _part_at_the_side,
    "spiky": _spikes,
    "curly": _curls,
    "undercut": _swept_back,
    "mohawk": _crest,
    "long": _part_in_the_middle,
    "wavy": _part_at_the_side,
    "bob": _straight_fringe,
    "braids": _part_in_the_middle,
    "pony tail": _part_at_the_side,
    "pigtails": _part_in_the_middle,
    "bun": _part_in_the_middle,
    "afro": _curls,
    "tuft": _tuft,
}


def paint_wrap(canvas: Canvas, style: str, colour: str, radius: float, skin: Rgb) -> None:
    """Draw a headscarf or a turban around the face."""
    paint = PAINTS[colour]
    if style == "headscarf":
        canvas.ellipse(0, 0, radius * 1.16, radius * 1.16, paint)
        canvas.ellipse(0, radius * 1.06, radius * 0.7, 6.4, paint)
        canvas.ellipse(0, 2.2, radius * 0.86, radius * 0.82, skin)
        canvas.arc(0, 1.4, radius * 1.02, radius * 1.02, 35, 95, shaded(paint, 0.2), 1.5)
        return
    canvas.ellipse(0, -radius * 0.86, radius * 1.12, radius * 0.52, paint)
    canvas.ellipse(0, -radius * 1.06, radius * 0.82, radius * 0.46, paint)
    for side in (-1, 1):
        canvas.line([(side * radius * 1.0, -8), (0, -radius * 1.12)], shaded(paint, 0.2), 1.6, round_ends=False)
    canvas.circle(0, -radius * 1.08, 2.2, (250, 214, 110))
