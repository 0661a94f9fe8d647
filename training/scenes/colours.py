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
)
HAIR_PAINTS: dict[str, Rgb] = {
    "black": (40, 34, 38),
    "brown": (105, 66, 40),
    "blond": (235, 196, 98),
    "red": (190, 84, 40),
    "grey": (176, 176, 182),
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
