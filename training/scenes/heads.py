"""Draw heads: skull, ears, hair, beard, hat and face, in this order, so that nothing hides the face."""

from training.scenes.canvas import Canvas
from training.scenes.colours import HAIR_PAINTS, INK, SKINS, Rgb, darker
from training.scenes.faces import face_paint, paint_features
from training.scenes.hair import WRAPPED, paint_hair_cap, paint_hair_front, paint_wrap
from training.scenes.hats import COVERING, paint_hat
from training.scenes.person import Person
from training.scenes.poses import Body

_FRAMES: dict[str, Rgb] = {"round": INK, "square": (84, 62, 58), "golden": (176, 128, 40)}


def paint_head(canvas: Canvas, person: Person, body: Body) -> None:
    """Draw the head of a person; whatever hangs behind the shoulders is drawn before, by `paint_hair_behind`."""
    radius, skin = body.head_radius, face_paint(person.feeling, SKINS[person.skin])
    covered = person.hat in COVERING
    with canvas.frame(*body.head):
        if person.hair:
            paint_hair_cap(canvas, HAIR_PAINTS[person.hair], person.hair_style, radius, covered=covered)
        for side in (-1, 1):
            canvas.ellipse(side * radius * 0.97, 3, 3.2, 3.9, darker(skin, 0.08))
        canvas.ellipse(0, 1.3, radius * 0.98, radius * 0.94, skin)
        if person.hair and not covered:
            paint_hair_front(canvas, HAIR_PAINTS[person.hair], person.hair_style, radius)
        elif person.hair_style in WRAPPED:
            paint_wrap(canvas, person.hair_style, person.hat_colour, radius, skin)
        if person.beard:
            _paint_beard(canvas, person, radius, skin)
        _paint_marks(canvas, person, radius, skin)
        if person.hat:
            paint_hat(canvas, person.hat, person.hat_colour, radius)
        with canvas.frame(0, 2):
            paint_features(canvas, person.feeling, person.variant, skin, brow_paint(person), radius, person.gaze)
            if person.glasses:
                _paint_glasses(canvas, person.glasses)


def brow_paint(person: Person) -> Rgb:
    """Return brows that stand out from the skin, in the colour of the hair where that does."""
    hair = person.hair or _hidden_hair(person)
    if sum(SKINS[person.skin]) < 330:
        return (226, 222, 220) if hair in ("grey", "white") else (18, 12, 14)
    return darker(HAIR_PAINTS[hair], 0.4)


def _hidden_hair(person: Person) -> str:
    """Return the colour of hair that only brows and beard show."""
    return "grey" if person.age == "senior" else "black"


def _paint_beard(canvas: Canvas, person: Person, radius: float, skin: Rgb) -> None:
    """Draw a beard around the mouth or a moustache above it; the mouth itself stays free."""
    paint = darker(HAIR_PAINTS[person.hair or _hidden_hair(person)], 0.06)
    if person.beard == "full":
        canvas.pie(0, 2, radius, radius * 1.12, 8, 172, paint)
        canvas.ellipse(0, 3.4, radius * 0.86, 5.2, skin)
        canvas.ellipse(0, 11.4, 7.8, 5.4, skin)
    elif person.beard == "goatee":
        canvas.ellipse(0, radius * 1.02, 4.6, 4, paint)
    else:
        for side in (-1, 1):
            canvas.ellipse(side * 3.6, 7.4, 4, 1.7, paint)


def _paint_marks(canvas: Canvas, person: Person, radius: float, skin: Rgb) -> None:
    """Draw nose, freckles, wrinkles, earrings and what else sits on a face."""
    line = darker(skin, 0.26)
    if person.feeling != "happy" or person.variant:
        canvas.ellipse(0, 6.6, 1.7, 1.3, darker(skin, 0.17))
    if person.freckles:
        for side in (-1, 1):
            for dx, dy in ((9, 6.6), (11.4, 7.4), (10, 9)):
                canvas.circle(side * dx, dy, 0.7, line)
    if person.age == "senior":
        canvas.arc(0, -3.4, 7, 4, 215, 325, line, 1.2)
        for side in (-1, 1):
            canvas.line([(side * 11.6, 3.2), (side * 14, 2.4)], line, 1.2, round_ends=False)
            canvas.line([(side * 11.4, 5), (side * 14, 5.6)], line, 1.2, round_ends=False)
    if person.earrings:
        for side in (-1, 1):
            canvas.circle(side * radius * 1.02, 8.2, 1.8, (250, 204, 70))
    if person.aid == "hearing aid":
        canvas.arc(radius * 0.97, 2.6, 3.2, 4.2, 200, 80, (88, 128, 190), 1.8)
        canvas.circle(radius * 0.97 + 0.6, 6.4, 1.5, (88, 128, 190))


def _paint_glasses(canvas: Canvas, kind: str) -> None:
    paint = _FRAMES[kind]
    for side in (-1, 1):
        x = side * 6.3
        if kind == "square":
            corners = [(x - 5, -3.6), (x + 5, -3.6), (x + 4.6, 4.6), (x - 4.6, 4.6), (x - 5, -3.6)]
            canvas.line(corners, paint, 1.1, round_ends=False)
        else:
            canvas.arc(x, 0.6, 5.2, 5.2, 0, 360, paint, 1.2)
        canvas.line([(side * 11.3, 0), (side * 15.6, -0.6)], paint, 1, round_ends=False)
    canvas.line([(-1.3, 0), (1.3, 0)], paint, 1.1, round_ends=False)
