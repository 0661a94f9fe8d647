"""Draw what people carry on them, sit on and are marked by."""

from training.scenes.canvas import Canvas
from training.scenes.colours import METAL, PAINTS, WHITE, WOOD, Rgb, darker, lighter, shaded
from training.scenes.person import Person
from training.scenes.poses import Body

_WATER: Rgb = (120, 190, 250)
_MUD: Rgb = (112, 78, 48)
_BANDAGE: Rgb = (250, 250, 246)
_BLOOD: Rgb = (232, 56, 56)


def paint_behind(canvas: Canvas, person: Person, body: Body) -> None:
    """Draw what is behind a person: a cape, a backpack, a seat."""
    half, hip, neck = body.half_width, body.hip, body.neck
    if person.attire == "costume":
        cape = [(2 - half, neck + 1), (half - 2, neck + 1), (half + 9, hip * 0.34), (-half - 9, hip * 0.34)]
        canvas.polygon(cape, shaded(PAINTS[person.top], 0.22))
    elif person.attire == "backpack":
        canvas.rectangle(-half - 5.5, neck + 2, half + 5.5, hip - 1, _pack_paint(person), 8)
    if body.seat == "stool":
        for side in (-1, 1):
            canvas.line([(side * 6, hip), (side * (half - 1), -1.5)], WOOD, 3.2)
        canvas.rectangle(-half - 1.5, hip - 0.5, half + 1.5, hip + 4.5, darker(WOOD, 0.12), 2)
    elif body.seat == "wheels":
        canvas.rectangle(-half - 4, neck + 10, -half + 3, hip + 3, METAL, 2)
        canvas.line([(-half - 6, neck + 11), (-half, neck + 11)], METAL, 2.6)
        canvas.rectangle(-half - 2, hip, half + 2, hip + 5, darker(METAL, 0.3), 2)


def _pack_paint(person: Person) -> Rgb:
    return (196, 150, 92) if person.top != "orange" else (110, 118, 134)


def paint_in_front(canvas: Canvas, person: Person, body: Body) -> None:
    """Draw what is in front of the clothes: straps, the clasp of a cape, the wheel of a wheelchair."""
    half, hip, neck = body.half_width, body.hip, body.neck
    if person.attire == "costume":
        canvas.line(
            [(2.5 - half, neck + 2), (0, neck + 5), (half - 2.5, neck + 2)], darker(PAINTS[person.top], 0.3), 2.2
        )
        canvas.circle(0, neck + 5.2, 2.6, (250, 208, 70))
    elif person.attire == "backpack":
        for side in (-1, 1):
            x = side * (half - 4.4)
            canvas.line([(x, neck + 1.5), (x, hip - 8)], darker(_pack_paint(person), 0.25), 3, round_ends=False)
    if body.seat == "wheels":
        radius = max(10.0, -hip * 0.72)
        x = -half * 0.25
        canvas.arc(x, -radius, radius, radius, 0, 360, (58, 60, 72), 2.4)
        for turn in ((1, 0), (0, 1), (0.7, 0.7), (0.7, -0.7)):
            dx, dy = turn[0] * (radius - 2), turn[1] * (radius - 2)
            canvas.line([(x - dx, -radius - dy), (x + dx, -radius + dy)], (150, 154, 166), 0.9, round_ends=False)
        canvas.circle(x, -radius, 2.4, METAL)
        canvas.circle(body.legs[1].knee[0], -3, 3, (58, 60, 72))


def paint_cane(canvas: Canvas, body: Body) -> None:
    """Draw a cane below the hand of the back arm."""
    x, y = body.back.hand
    canvas.line([(x - 1, y), (x - 3, -1.5)], darker(WOOD, 0.3), 2.6)
    canvas.arc(x + 2.4, y, 3.8, 3.8, 170, 330, darker(WOOD, 0.3), 2.6)


def paint_marks(canvas: Canvas, person: Person, body: Body) -> None:
    """Draw what weather and mishaps leave on a person."""
    if person.attire in _MARKS:
        _MARKS[person.attire](canvas, person, body)


def _paint_drops(canvas: Canvas, _person: Person, body: Body) -> None:
    for side in (-1, 1):
        for dx, y in ((7, body.neck + 9), (4.6, body.hip), (9, body.hip * 0.55), (-5, body.neck + 15)):
            x = side * (body.half_width + dx)
            canvas.polygon([(x, y - 4), (x - 1.8, y), (x + 1.8, y)], _WATER)
            canvas.circle(x, y + 0.6, 1.9, _WATER)
    canvas.ellipse(0, 2, body.half_width + 8, 4, (*_WATER, 130))


def _paint_mud(canvas: Canvas, _person: Person, body: Body) -> None:
    half, hip, neck = body.half_width, body.hip, body.neck
    for x, y, rx in ((-half * 0.45, hip - 6, 4.6), (half * 0.4, neck + 13, 3.6), (half * 0.55, hip - 1, 3.8)):
        canvas.ellipse(x, y, rx, rx * 0.72, _MUD)
        canvas.circle(x + rx, y - 3, 1.2, _MUD)
    for leg in body.legs:
        canvas.ellipse((leg.knee[0] + leg.foot[0]) / 2, leg.foot[1] * 0.5 + leg.knee[1] * 0.5, 3.4, 3, _MUD)
        canvas.ellipse(leg.foot[0] + 2, leg.foot[1] - 0.6, 6.2, 3, _MUD)
    x, y = body.head
    canvas.ellipse(x + 13, y + 7, 2.4, 1.8, _MUD)
    canvas.circle(x - 13, y + 6.4, 1.4, _MUD)


def _paint_bandages(canvas: Canvas, person: Person, body: Body) -> None:
    """Draw a bandage around the head and one around the forearm of the front arm."""
    (ex, ey), (hx, hy) = body.front.elbow, body.front.hand
    if person.pose != "shy":
        near, far = 0.25, 0.72
        ends = [(ex + (hx - ex) * near, ey + (hy - ey) * near), (ex + (hx - ex) * far, ey + (hy - ey) * far)]
        canvas.line(ends, _BANDAGE, body.limb + 1.4, round_ends=False)
    x, y = body.head
    radius = body.head_radius
    canvas.rectangle(x - radius * 0.97, y - 12.4, x + radius * 0.97, y - 6.6, _BANDAGE, 2)
    canvas.line([(x - radius * 0.9, y - 8.2), (x + radius * 0.9, y - 10.6)], (206, 206, 204), 0.9, round_ends=False)
    canvas.rectangle(x + 4.4, y - 10.4, x + 9, y - 8.8, _BLOOD)
    canvas.rectangle(x + 5.9, y - 11.9, x + 7.5, y - 7.3, _BLOOD)


def _paint_scrape(canvas: Canvas, _person: Person, body: Body) -> None:
    x, y = body.legs[1].knee
    canvas.ellipse(x, y + 0.6, 4.2, 4.0, _BLOOD)
    canvas.ellipse(x, y + 0.6, 2.0, 1.8, (170, 16, 28))


def _paint_goggles(canvas: Canvas, person: Person, body: Body) -> None:
    """Draw swimming goggles pushed up on the forehead."""
    if person.hat:
        return
    x, y = body.head
    radius = body.head_radius
    canvas.line([(x - radius * 0.95, y - 9.6), (x + radius * 0.95, y - 9.6)], (60, 70, 96), 1.8, round_ends=False)
    for side in (-1, 1):
        canvas.ellipse(x + side * 5, y - 10, 4.4, 3.1, (60, 70, 96))
        canvas.ellipse(x + side * 5, y - 10, 3.2, 2, lighter((120, 190, 250), 0.35))


_MARKS = {
    "wet": _paint_drops,
    "muddy": _paint_mud,
    "bandaged": _paint_bandages,
    "scraped": _paint_scrape,
    "swim": _paint_goggles,
}


def paint_motion(canvas: Canvas, person: Person, body: Body) -> None:
    """Draw the little lines of comics that show what hands or mouth are doing."""
    if person.pose == "clap":
        x, y = (body.front.hand[0] + body.back.hand[0]) / 2, body.front.hand[1]
        for dx, dy in ((-9, -4), (-10, 1), (9, -4), (10, 1)):
            canvas.line([(x + dx, y + dy), (x + dx * 1.5, y + dy * 1.5)], WHITE, 1.7)
    elif person.pose == "wave":
        x, y = body.front.hand
        for dx, dy in ((-7, -4), (7, -4)):
            canvas.line([(x + dx, y + dy - 3), (x + dx * 1.25, y + dy), (x + dx * 1.2, y + dy + 3.4)], WHITE, 1.6)
    elif person.pose == "shout":
        x, y = body.head[0] + body.head_radius + 5, body.head[1] + 10
        for dx, dy in ((5, -4.4), (7, 0), (5, 4.4)):
            canvas.line([(x, y + dy * 0.8), (x + dx, y + dy * 1.6)], WHITE, 1.9)
