"""Draw a person: body, clothes, arms. Faces and hair have their own files."""

from typing import NamedTuple

from training.scenes.canvas import Canvas
from training.scenes.colours import INK, PAINTS, SKINS, WHITE, Rgb, darker, lighter
from training.scenes.faces import paint_face
from training.scenes.graph import Age, Feeling, Profession
from training.scenes.hair import paint_front_hair, paint_hair_behind, paint_hat
from training.scenes.poses import Arm, Body, body_of

_WATER: Rgb = (120, 190, 250)
_BUTTON: Rgb = (120, 120, 132)


class Person(NamedTuple):
    """All that decides how somebody looks."""

    age: Age
    feeling: Feeling
    pose: str
    skin: int
    hair: str
    hair_style: str
    top: str
    bottom: str
    garment: str  # "dress", "shorts" or "trousers"
    pattern: str  # "plain", "stripes" or "badge"
    long_sleeves: bool = False
    glasses: bool = False
    hat: str | None = None  # "cap", "party hat", "wool hat"; "chef" and "police" come with the profession
    hat_colour: str = "blue"
    profession: Profession | None = None
    wet: bool = False
    scraped: bool = False

    @property
    def body(self) -> Body:
        return body_of(self.age, self.pose, drooping=self.feeling == "sad")


def paint_person(canvas: Canvas, person: Person) -> None:
    """Draw somebody with the feet at the origin, facing right."""
    body = person.body
    canvas.shadow(0, 1, body.half_width + 10)
    paint_hair_behind(canvas, person.hair, person.hair_style, body)
    _paint_legs(canvas, person, body)
    canvas.rectangle(-4, body.neck - 5, 4, body.neck + 6, darker(SKINS[person.skin], 0.1), 3)
    _paint_clothes(canvas, person, body)
    paint_face(canvas, person.feeling, SKINS[person.skin], body)
    paint_front_hair(canvas, person.hair, person.hair_style, body)
    if person.glasses:
        _paint_glasses(canvas, body)
    paint_hat(canvas, person.hat, person.hat_colour, body)
    for arm in (body.back, body.front):
        _paint_arm(canvas, person, arm, body.limb)
    if person.wet:
        _paint_drops(canvas, body)


def _paint_legs(canvas: Canvas, person: Person, body: Body) -> None:
    bare = person.garment in ("dress", "shorts")
    paint = SKINS[person.skin] if bare else PAINTS[person.bottom]
    running = person.pose == "run"
    for hip, foot, lift in ((-5.2, -14 if running else -5.4, 7 if running else 0), (5.2, 11 if running else 5.4, 0)):
        sole = -2.5 - lift
        canvas.line([(hip, body.hip - 2), (foot, sole)], paint, body.limb + 0.8)
        if person.garment == "shorts":
            knee = body.hip - body.hip * 0.38
            canvas.line(
                [(hip, body.hip - 2), ((hip + foot) / 2, knee)],
                PAINTS[person.bottom],
                body.limb + 2.8,
                round_ends=False,
            )
        canvas.ellipse(foot + 2, sole + 0.2, 6.4, 3.3, (70, 60, 70))
    if person.scraped:
        knee = body.hip * 0.48
        canvas.ellipse(5.4, knee, 4.2, 4.0, (232, 56, 56))
        canvas.ellipse(5.4, knee, 2.0, 1.8, (170, 16, 28))


def _paint_clothes(canvas: Canvas, person: Person, body: Body) -> None:
    if person.profession:
        _paint_uniform(canvas, person, body)
        return
    half, hip, neck, top = body.half_width, body.hip, body.neck, PAINTS[person.top]
    if person.garment == "dress":
        canvas.polygon([(2 - half, neck + 3), (half - 2, neck + 3), (half + 6, hip + 7), (-half - 6, hip + 7)], top)
        canvas.rectangle(1 - half, neck, half - 1, neck + 12, top, 5)
        hem = [(-half - 5.3, hip + 3.6), (half + 5.3, hip + 3.6), (half + 6, hip + 7), (-half - 6, hip + 7)]
        canvas.polygon(hem, lighter(top, 0.35))
        return
    canvas.rectangle(0.5 - half, hip - 7, half - 0.5, hip + 3, PAINTS[person.bottom], 3)
    canvas.rectangle(-half, neck, half, hip - 3, top, 6)
    accent = darker(top, 0.25) if person.top in ("white", "yellow") else lighter(top, 0.45)
    if person.pattern == "stripes":
        for n in range(3):
            canvas.rectangle(-half, neck + 8 + n * 6.5, half, neck + 10 + n * 6.5, accent)
    if person.pattern == "badge":
        canvas.circle(0, neck + (hip - neck) * 0.45, 4.2, accent)


def _paint_uniform(canvas: Canvas, person: Person, body: Body) -> None:
    half, hip, neck = body.half_width, body.hip, body.neck
    canvas.rectangle(0.5 - half, hip - 7, half - 0.5, hip + 3, PAINTS[person.bottom], 3)
    if person.profession == "chef":
        canvas.rectangle(-half, neck, half, hip + 5, (250, 250, 250), 5)
        for n in range(3):
            canvas.circle(-3.4, neck + 10 + n * 7, 1.3, _BUTTON)
            canvas.circle(3.4, neck + 10 + n * 7, 1.3, _BUTTON)
        canvas.polygon([(-7, neck - 1), (7, neck - 1), (0, neck + 7)], (224, 52, 52))
    elif person.profession == "police officer":
        canvas.rectangle(-half, neck, half, hip - 2, (44, 66, 124), 5)
        canvas.rectangle(-half, hip - 8, half, hip - 4, (30, 30, 40))
        canvas.polygon([(-9, neck + 7), (-3, neck + 7), (-6, neck + 14)], (250, 210, 80))
        canvas.line([(0, neck + 2), (0, neck + 18)], (30, 44, 90), 2)
    elif person.profession == "doctor":
        canvas.rectangle(-half - 1, neck, half + 1, hip + 9, (252, 252, 255), 5)
        canvas.polygon([(-5, neck), (5, neck), (0, neck + 17)], (110, 190, 200))
        canvas.arc(0, neck + 6, 7, 10, 0, 180, (60, 70, 90), 1.8)
        canvas.circle(7, neck + 16, 2.4, (120, 130, 150))
        canvas.rectangle(-11, neck + 16, -4.6, neck + 22.4, (230, 60, 60), 1)
    elif person.profession == "teacher":
        canvas.rectangle(-half, neck, half, hip - 3, PAINTS[person.top], 6)
        canvas.polygon([(-6, neck), (6, neck), (0, neck + 9)], WHITE)
        canvas.polygon([(-2.4, neck + 4), (2.4, neck + 4), (1.4, neck + 20), (-1.4, neck + 20)], (200, 50, 60))


def _paint_arm(canvas: Canvas, person: Person, arm: Arm, limb: float) -> None:
    sleeve = darker(_sleeve_paint(person), 0.1)
    lower = sleeve if person.long_sleeves or person.profession else SKINS[person.skin]
    canvas.line([arm.shoulder, arm.elbow], sleeve, limb)
    canvas.line([arm.elbow, arm.hand], lower, limb - 1.2)
    canvas.circle(*arm.hand, 4.1, SKINS[person.skin])


def _sleeve_paint(person: Person) -> Rgb:
    uniforms: dict[str, Rgb] = {"chef": (250, 250, 250), "police officer": (44, 66, 124), "doctor": (252, 252, 255)}
    return uniforms.get(person.profession or "", PAINTS[person.top])


def _paint_glasses(canvas: Canvas, body: Body) -> None:
    x, y = body.head
    for side in (-1, 1):
        canvas.arc(x + side * 6.2, y + 0.8, 4.8, 4.8, 0, 360, INK, 1.2)
    canvas.line([(x - 1.4, y), (x + 1.4, y)], INK, 1, round_ends=False)


def _paint_drops(canvas: Canvas, body: Body) -> None:
    for side in (-1, 1):
        canvas.ellipse(side * (body.half_width + 6), body.neck + 9, 1.8, 2.6, _WATER)
        canvas.ellipse(side * (body.half_width + 4), body.hip, 1.8, 2.6, _WATER)
    canvas.ellipse(0, 2, body.half_width + 8, 4, (*_WATER, 130), counts=False)
