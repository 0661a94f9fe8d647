"""Draw clothes: legs and shoes, garments, patterns, and what of an arm a sleeve covers.

Whatever somebody wears, most of it has the colour of `Person.top`; everything else is white or quiet.
"""

from typing import NamedTuple

from training.scenes.canvas import Canvas
from training.scenes.colours import BOTTOMS, PAINTS, SHOES, SKINS, WHITE, Rgb, darker, lighter, shaded
from training.scenes.person import Person
from training.scenes.poses import Body, Leg, Spot
from training.scenes.uniforms import UNIFORMS, paint_uniform

_ONE_PIECE = ("overalls", "romper")
FLARED = ("dress", "skirt", "coat")
_BATHING = ("swimsuit", "trunks")


class Sleeve(NamedTuple):
    """What covers an arm: its paint and how far down it comes ("none", "short" or "long")."""

    paint: Rgb
    length: str


def sleeve_of(person: Person) -> Sleeve:
    """Return the sleeves that go with what somebody wears."""
    top = PAINTS[person.top]
    if person.profession in UNIFORMS:
        return Sleeve(UNIFORMS[person.profession].sleeves, "long")
    if person.garment in _BATHING:
        return Sleeve(top, "none")
    if person.garment == "overalls":
        return Sleeve(_shirt_below(person), "long" if person.long_sleeves else "short")
    return Sleeve(top, "long" if person.long_sleeves or person.garment in ("coat", "cardigan") else "short")


def _shirt_below(person: Person) -> Rgb:
    """Return the shirt under overalls, which must not look like them."""
    return (176, 182, 194) if person.top == "white" else (238, 236, 230)


def paint_legs(canvas: Canvas, person: Person, body: Body) -> None:
    """Draw both legs, dressed, with shoes."""
    skin, cloth = SKINS[person.skin], _leg_cloth(person)
    bathing = person.garment in _BATHING
    for leg in body.legs:
        points = [leg.hip, leg.foot] if _is_straight(leg) else [leg.hip, leg.knee, leg.foot]
        if cloth is None:
            canvas.line(points, skin, body.limb + 0.6)
        elif person.garment in ("shorts", "trunks"):
            canvas.line(points, skin, body.limb + 0.4)
            canvas.line([leg.hip, _part_way(leg.hip, leg.knee, 0.85)], cloth, body.limb + 2.8, round_ends=False)
        else:
            canvas.line(points, cloth, body.limb + 1.2)
        x, y = leg.foot
        if bathing:
            canvas.ellipse(x + 1.4, y + 0.4, 5.4, 2.9, skin)
            continue
        if cloth is None or person.garment == "shorts":
            canvas.line([_part_way(leg.foot, leg.knee, 0.34), (x, y - 1)], WHITE, body.limb + 0.8, round_ends=False)
        canvas.ellipse(x + 2, y - 0.2, 6.6, 3.6, SHOES[person.shoes])


def _leg_cloth(person: Person) -> Rgb | None:
    """Return what covers the legs, None for bare ones."""
    if person.profession in UNIFORMS:
        return UNIFORMS[person.profession].trousers
    if person.garment in ("dress", "skirt", "swimsuit"):
        return None
    return PAINTS[person.top] if person.garment in (*_ONE_PIECE, "trunks") else BOTTOMS[person.bottom]


def _is_straight(leg: Leg) -> bool:
    """Whether the knee may be left out of the drawing."""
    return abs(leg.knee[0] - (leg.hip[0] + leg.foot[0]) / 2) < 3 and leg.knee[1] > leg.hip[1] + 3


def _part_way(start: Spot, end: Spot, share: float) -> Spot:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def paint_clothes(canvas: Canvas, person: Person, body: Body) -> None:
    """Draw what covers trunk and hips; a round person gets a belly."""
    if person.profession in UNIFORMS:
        paint_uniform(canvas, UNIFORMS[person.profession], body)
        return
    half, hip, neck, top = body.half_width, body.hip, body.neck, PAINTS[person.top]
    if person.garment in FLARED:
        _paint_flare(canvas, person, body)
    elif person.garment in _BATHING:
        _paint_bathing(canvas, person, body)
        return
    else:
        lower = top if person.garment in _ONE_PIECE else BOTTOMS[person.bottom]
        canvas.rectangle(0.5 - half, hip - 8, half - 0.5, hip + 3, lower, 4)
    upper = _shirt_below(person) if person.garment == "overalls" else top
    canvas.rectangle(-half, neck, half, hip, upper, 7)
    if person.build > 1.1:
        canvas.ellipse(0, hip - 11, half * 1.07, 11, upper)
    _DETAILS.get(person.garment, _paint_shirt)(canvas, person, body)


def _paint_flare(canvas: Canvas, person: Person, body: Body) -> None:
    """Draw the part of a dress, skirt or coat that falls over the legs, as wide as the knees are apart."""
    half, hip, top = body.half_width, body.hip, PAINTS[person.top]
    knees = [leg.knee for leg in body.legs]
    left, right = min(-half - 5, knees[0][0] - 4), max(half + 5, knees[1][0] + 4)
    lower = min(-3.5, max(hip * (0.64 if person.garment == "skirt" else 0.5), *(y + 4 for _, y in knees)))
    waist = hip - (6 if person.garment == "skirt" else 14)
    canvas.polygon([(1 - half, waist), (half - 1, waist), (right, lower), (left, lower)], top)
    hem = [(left + 0.7, lower - 3.2), (right - 0.7, lower - 3.2), (right, lower), (left, lower)]
    canvas.polygon(hem, lighter(top, 0.4) if person.garment == "dress" else shaded(top, 0.18))


def _paint_bathing(canvas: Canvas, person: Person, body: Body) -> None:
    half, hip, neck, top = body.half_width, body.hip, body.neck, PAINTS[person.top]
    canvas.rectangle(1 - half, neck, half - 1, hip + 1, SKINS[person.skin], 7)
    if person.garment == "trunks":
        canvas.rectangle(0.5 - half, hip - 11, half - 0.5, hip + 3, top, 3)
        canvas.line([(2.5 - half, hip - 9), (half - 2.5, hip - 9)], lighter(top, 0.6), 1.4)
        return
    canvas.rectangle(0.5 - half, neck + 8, half - 0.5, hip + 2, top, 5)
    for side in (-1, 1):
        canvas.line([(side * (half - 5), neck + 1), (side * (half - 4.4), neck + 11)], top, 3)
    _paint_pattern(canvas, person, body)


def _paint_shirt(canvas: Canvas, person: Person, body: Body) -> None:
    """Draw the pattern and collar of a shirt, or of anything else without details of its own."""
    _paint_pattern(canvas, person, body)
    if person.profession == "teacher":
        _paint_tie(canvas, body.neck)
    elif person.pattern == "plain":
        canvas.pie(0, body.neck - 0.5, 6.5, 5, 0, 180, shaded(PAINTS[person.top], 0.2))


def _paint_tie(canvas: Canvas, neck: float) -> None:
    canvas.polygon([(-6.5, neck), (6.5, neck), (0, neck + 9)], WHITE)
    canvas.polygon([(-2.6, neck + 3), (2.6, neck + 3), (1.6, neck + 20), (-1.6, neck + 20)], (200, 50, 60))
    canvas.circle(0, neck + 3.4, 2.2, (164, 34, 46))


def _paint_overalls(canvas: Canvas, person: Person, body: Body) -> None:
    half, hip, neck, top = body.half_width, body.hip, body.neck, PAINTS[person.top]
    canvas.rectangle(0.5 - half, hip - 9, half - 0.5, hip + 3, top, 4)
    canvas.rectangle(-half * 0.68, neck + 8, half * 0.68, hip - 2, top, 2)
    for side in (-1, 1):
        canvas.line([(side * half * 0.62, neck + 1), (side * half * 0.5, neck + 10)], top, 3.2)
        canvas.circle(side * half * 0.48, neck + 10.6, 1.3, (250, 214, 110))
    canvas.rectangle(-3.6, neck + 14, 3.6, neck + 19.5, shaded(top, 0.2), 1.5)


def _paint_romper(canvas: Canvas, person: Person, body: Body) -> None:
    _paint_pattern(canvas, person, body)
    if person.pattern == "plain":
        canvas.pie(0, body.neck, 7, 9, 0, 180, WHITE)
        canvas.circle(0, body.neck + 4, 1.8, (250, 170, 150))
    canvas.line([(-4, body.hip + 1), (4, body.hip + 1)], shaded(PAINTS[person.top], 0.25), 1.2)


def _paint_coat(canvas: Canvas, person: Person, body: Body) -> None:
    top = PAINTS[person.top]
    canvas.line([(0, body.neck + 6), (0, body.hip * 0.6)], shaded(top, 0.25), 1.3, round_ends=False)
    for n in range(3):
        canvas.circle(3, body.neck + 10 + n * 7, 1.4, shaded(top, 0.5))
    for side in (-1, 1):
        canvas.polygon(
            [(side * 7.5, body.neck - 1), (0, body.neck + 9), (side * 1.5, body.neck - 1)], lighter(top, 0.3)
        )


def _paint_skirt(canvas: Canvas, person: Person, body: Body) -> None:
    half, hip = body.half_width, body.hip
    _paint_shirt(canvas, person, body)
    canvas.rectangle(0.4 - half, hip - 6.4, half - 0.4, hip - 3.4, shaded(PAINTS[person.top], 0.34), 1)
    for x in (-0.5, 0.1, 0.7):
        canvas.line([(x * half, hip - 1), (x * half * 1.3, hip * 0.72)], shaded(PAINTS[person.top], 0.2), 1.1)


def _paint_cardigan(canvas: Canvas, person: Person, body: Body) -> None:
    paint = (190, 194, 204) if person.top == "white" else WHITE
    canvas.polygon([(-4.6, body.neck), (4.6, body.neck), (1.8, body.hip - 4), (-1.8, body.hip - 4)], paint)
    for n in range(3):
        canvas.circle(5.6 - n * 0.8, body.neck + 12 + n * 6, 1.1, shaded(PAINTS[person.top], 0.4))


def _paint_pattern(canvas: Canvas, person: Person, body: Body) -> None:
    half, neck = body.half_width, body.neck
    top = PAINTS[person.top]
    accent = darker(top, 0.25) if person.top in ("white", "yellow") else lighter(top, 0.5)
    x, y = 0.0, neck + (body.hip - neck) * 0.46
    if person.pattern == "stripes":
        for n in range(3):
            canvas.rectangle(0.4 - half, neck + 7 + n * 6, half - 0.4, neck + 9 + n * 6, accent)
    elif person.pattern == "dots":
        for n in range(6):
            canvas.circle((n % 3 - 1) * half * 0.55 + (n // 3) * 2, neck + 8 + (n // 3) * 8, 1.6, accent)
    elif person.pattern == "heart":
        canvas.circle(x - 2.2, y - 1, 2.7, accent)
        canvas.circle(x + 2.2, y - 1, 2.7, accent)
        canvas.polygon([(x - 4.6, y), (x + 4.6, y), (x, y + 5.4)], accent)
    elif person.pattern == "star":
        canvas.polygon([(x, y - 6), (x + 3.9, y + 4), (x - 5, y - 1.6), (x + 5, y - 1.6), (x - 3.9, y + 4)], accent)
        canvas.circle(x, y, 2.4, accent)


_DETAILS = {
    "overalls": _paint_overalls,
    "romper": _paint_romper,
    "coat": _paint_coat,
    "skirt": _paint_skirt,
    "cardigan": _paint_cardigan,
}
