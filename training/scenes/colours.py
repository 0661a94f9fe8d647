"""The paints of the drawn world and how they mix."""

Paint = tuple[int, int, int] | tuple[int, int, int, int]
Rgb = tuple[int, int, int]

SKINS: tuple[Rgb, ...] = (
    (255, 224, 196),
    (241, 194, 153),
    (224, 172, 125),
    (198, 134, 88),
    (141, 85, 48),
    (110, 70, 46),
    (248, 208, 184),
    (86, 54, 38),
)
HAIR_PAINTS: dict[str, Rgb] = {
    "black": (40, 34, 38),
    "brown": (105, 66, 40),
    "blond": (235, 196, 98),
    "red": (190, 84, 40),
    "grey": (162, 162, 170),
    "white": (240, 240, 244),
}
PAINTS: dict[str, Rgb] = {
    "red": (222, 62, 62),
    "blue": (58, 114, 214),
    "green": (66, 162, 88),
    "yellow": (250, 208, 58),
    "purple": (140, 88, 192),
    "orange": (244, 138, 40),
    "pink": (246, 136, 178),
    "white": (246, 246, 246),
    "black": (54, 56, 66),
}
# Trousers and shoes stay quiet, so that one colour of `graph.COLOURS` is clearly that of the clothes.
BOTTOMS: dict[str, Rgb] = {
    "denim": (84, 104, 140),
    "grey": (128, 130, 140),
    "beige": (204, 184, 148),
    "brown": (124, 92, 70),
    "navy": (60, 66, 96),
}
SHOES: tuple[Rgb, ...] = ((70, 60, 70), (112, 76, 54), (226, 224, 222), (94, 106, 128), (168, 84, 76))
WHITE: Rgb = (255, 255, 255)
INK: Rgb = (46, 36, 44)
WOOD: Rgb = (168, 116, 74)
METAL: Rgb = (92, 94, 106)


def blend(first: Rgb, second: Rgb, share: float) -> Rgb:
    """Return the paint that lies `share` of the way from the first to the second."""
    red, green, blue = (int(a * (1 - share) + b * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def darker(paint: Rgb, share: float = 0.2) -> Rgb:
    """Return a shade of a paint, a little towards night blue."""
    return blend(paint, (20, 20, 45), share)


def lighter(paint: Rgb, share: float = 0.3) -> Rgb:
    """Return a tint of a paint."""
    return blend(paint, WHITE, share)


def clear(paint: Rgb, opacity: int) -> Paint:
    """Return a see-through paint; opacity 0 to 255."""
    return (*paint, opacity)


def shaded(paint: Rgb, share: float = 0.14) -> Rgb:
    """Return a neighbour of a paint that can be told from it: darker, but lighter where it is dark already."""
    return lighter(paint, share) if sum(paint) < 240 else darker(paint, share)
