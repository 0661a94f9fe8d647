"""Draw hair and hats."""

from training.scenes.canvas import Canvas
from training.scenes.colours import HAIR_PAINTS, PAINTS, darker, lighter
from training.scenes.poses import Body

HAIR_STYLES: tuple[str, ...] = ("short", "long", "pony tail", "pigtails", "bun", "afro", "bald")


def paint_hair_behind(canvas: Canvas, hair: str, style: str, body: Body) -> None:
    """Draw the hair that hangs behind head and shoulders."""
    x, y = body.head
    radius, paint = body.head_radius, HAIR_PAINTS[hair]
    if style == "long":
        canvas.rectangle(x - radius * 1.04, y - 4, x + radius * 1.04, y + radius * 1.5, darker(paint, 0.12), 7)
    elif style == "pony tail":
        canvas.ellipse(x - radius * 1.1, y + 2, 6, 12, darker(paint, 0.1))
    elif style == "pigtails":
        for side in (-1, 1):
            canvas.ellipse(x + side * radius * 1.14, y + 5, 5.4, 8.6, paint)
    elif style == "afro":
        canvas.ellipse(x, y - 4, radius * 1.34, radius * 1.24, paint)


def paint_front_hair(canvas: Canvas, hair: str, style: str, body: Body) -> None:
    """Draw the hair that frames the face."""
    x, y = body.head
    radius, paint = body.head_radius, HAIR_PAINTS[hair]
    if style == "bald":
        for side in (-1, 1):
            canvas.ellipse(x + side * radius * 0.97, y - 1, 3.4, 6, paint)
        return
    canvas.pie(x, y - 1.2, radius * 1.05, radius * 1.04, 194, 346, paint)
    if style == "short":
        canvas.polygon(
            [
                (x - radius * 1.02, y - 3.6),
                (x - radius * 0.75, y - radius * 0.8),
                (x + radius * 0.2, y - radius * 0.58),
                (x - radius * 0.5, y - radius * 0.3),
            ],
            paint,
        )
        canvas.polygon(
            [
                (x + radius * 1.02, y - 3.6),
                (x + radius * 0.7, y - radius * 0.85),
                (x - radius * 0.1, y - radius * 0.8),
                (x + radius * 0.6, y - radius * 0.34),
            ],
            paint,
        )
    else:
        canvas.pie(x - radius * 0.45, y - radius * 0.54, radius * 0.6, radius * 0.46, 150, 360, paint)
        canvas.pie(x + radius * 0.5, y - radius * 0.54, radius * 0.58, radius * 0.46, 180, 390, paint)
    if style == "bun":
        canvas.circle(x, y - radius * 1.14, 6.2, paint)


def paint_hat(canvas: Canvas, hat: str | None, colour: str, body: Body) -> None:
    """Draw a hat, if there is one, on the head."""
    if hat is None:
        return
    paint, radius = PAINTS[colour], body.head_radius
    with canvas.frame(*body.head):
        if hat == "chef":
            canvas.rectangle(-12, -22, 12, -9.4, (250, 250, 252), 2)
            for dx in (-8.6, 0, 8.6):
                canvas.ellipse(dx, -24, 8, 7, (252, 252, 255))
            canvas.line([(-11, -11), (11, -11)], (214, 214, 222), 1, round_ends=False)
        elif hat == "police":
            canvas.rectangle(-15, -19, 15, -9.4, (36, 52, 104), 4)
            canvas.ellipse(4, -9.2, 15, 3, (22, 28, 54))
            canvas.circle(0, -14.4, 3, (250, 210, 80))
        elif hat == "party hat":
            canvas.polygon([(-9, -12), (9, -12), (1, -33)], paint)
            canvas.polygon([(-5.4, -20), (5.6, -20), (4, -24), (-3, -24)], lighter(paint, 0.5))
            canvas.circle(1, -33, 3.4, (255, 230, 90))
        elif hat == "cap":
            canvas.pie(0, -5, radius * 1.06, radius, 180, 360, paint)
            canvas.ellipse(12, -5.8, 9.6, 2.8, darker(paint, 0.15))
        elif hat == "wool hat":
            canvas.pie(0, -6, radius * 1.08, radius * 1.02, 180, 360, paint)
            canvas.rectangle(-radius * 1.08, -10, radius * 1.08, -4.6, lighter(paint, 0.3), 2.5)
            canvas.circle(0, -radius - 7, 4.4, lighter(paint, 0.4))
