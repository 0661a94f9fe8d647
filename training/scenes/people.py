"""Draw a person from back to front; clothes, heads and what people carry have their own files."""

from training.scenes.accessories import (
    paint_behind,
    paint_cane,
    paint_in_front,
    paint_marks,
    paint_motion,
)
from training.scenes.canvas import Canvas
from training.scenes.clothes import FLARED, Sleeve, paint_clothes, paint_legs, sleeve_of
from training.scenes.colours import SKINS, darker, shaded
from training.scenes.hair import paint_hair_behind
from training.scenes.heads import paint_head
from training.scenes.person import Person
from training.scenes.poses import AT_THE_HEAD, Arm, Body

__all__ = ["Person", "paint_person"]


def paint_person(canvas: Canvas, person: Person) -> None:
    """Draw somebody with the feet at the origin, facing right."""
    body, sleeve = person.body, sleeve_of(person)
    canvas.shadow(0, 1, body.half_width + 10)
    paint_behind(canvas, person, body)
    paint_hair_behind(canvas, person.hair, person.hair_style, person.hat_colour, body)
    if person.pose == "shy":
        _paint_arms(canvas, person, body, sleeve)
    lap = body.seat is not None and person.garment not in FLARED  # thighs lie in front of the trunk
    if not lap:
        paint_legs(canvas, person, body)
    canvas.rectangle(body.head[0] * 0.5 - 4, body.neck - 5, body.head[0] * 0.5 + 4, body.neck + 5, _neck(person), 3)
    paint_clothes(canvas, person, body)
    if lap:
        paint_legs(canvas, person, body)
    paint_in_front(canvas, person, body)
    # Only hands that are at the head are in front of it: shoulders must not hide a hanging head.
    if person.pose not in ("shy", *AT_THE_HEAD):
        _paint_arms(canvas, person, body, sleeve)
    paint_head(canvas, person, body)
    if person.pose in AT_THE_HEAD:
        _paint_arms(canvas, person, body, sleeve)
    paint_marks(canvas, person, body)


def _neck(person: Person) -> tuple[int, int, int]:
    return darker(SKINS[person.skin], 0.14)


def _paint_arms(canvas: Canvas, person: Person, body: Body, sleeve: Sleeve) -> None:
    if person.aid == "cane":
        paint_cane(canvas, body)
    for side, arm in ((-1, body.back), (1, body.front)):
        _paint_arm(canvas, person, side, arm, body.limb, sleeve)
    paint_motion(canvas, person, body)


def _paint_arm(canvas: Canvas, person: Person, side: int, arm: Arm, limb: float, sleeve: Sleeve) -> None:
    skin, cloth = SKINS[person.skin], shaded(sleeve.paint, 0.13 if sum(sleeve.paint) < 700 else 0.2)
    (sx, sy), (ex, ey), (hx, hy) = arm
    if sleeve.length == "long":
        canvas.line([arm.shoulder, arm.elbow, (ex + (hx - ex) * 0.86, ey + (hy - ey) * 0.86)], cloth, limb)
    else:
        canvas.line(
            [arm.shoulder, arm.elbow, arm.hand], skin if sleeve.length == "short" else darker(skin, 0.07), limb - 1
        )
        if sleeve.length == "short":
            canvas.line([arm.shoulder, (sx + (ex - sx) * 0.78, sy + (ey - sy) * 0.78)], cloth, limb + 0.6)
    canvas.circle(hx, hy, 4.1, skin)
    canvas.ellipse(hx - side * 2.6, hy - 2.8, 1.7, 2, skin)
