"""Small changes to training pictures and boxes: other sizes and shapes, other encoders, sloppy pointing."""

import io
import random
from collections.abc import Sequence

from PIL import Image, ImageEnhance

from models.embedded.picture import Fitted, lay

_FILTERS = (
    Image.Resampling.BOX,
    Image.Resampling.BILINEAR,
    Image.Resampling.HAMMING,
    Image.Resampling.BICUBIC,
    Image.Resampling.LANCZOS,
)


def vary(image: Image.Image, side: int, rng: random.Random) -> Fitted:
    """Fit a picture into the student's square; often a little smaller, out of shape, darker or re-encoded."""
    if rng.random() < 0.3:
        image = ImageEnhance.Brightness(image).enhance(rng.uniform(0.85, 1.15))
        image = ImageEnhance.Contrast(image).enhance(rng.uniform(0.85, 1.15))
    if rng.random() < 0.15:
        image = through_jpeg(image, rng.randint(45, 92))
    kind = rng.choice(_FILTERS)
    if rng.random() < 0.5:
        return lay(image, (side, side), (0, 0), side, kind)
    longer, ratio = rng.uniform(0.85, 1.0), rng.uniform(0.85, 1.0)
    sides = [round(side * longer), round(side * longer * ratio)]
    rng.shuffle(sides)
    width, height = sides
    return lay(image, (width, height), (rng.randint(0, side - width), rng.randint(0, side - height)), side, kind)


def jitter(box: Sequence[float], deviation: float, rng: random.Random) -> tuple[float, float, float, float]:
    """Move every edge of a box (shares of the square) by a Gaussian of `deviation` times the box's size."""
    width, height = box[2] - box[0], box[3] - box[1]
    moved = [
        edge + rng.gauss(0, deviation) * size for edge, size in zip(box, (width, height, width, height), strict=True)
    ]
    x0, x1 = sorted((min(max(moved[0], 0.0), 1.0), min(max(moved[2], 0.0), 1.0)))
    y0, y1 = sorted((min(max(moved[1], 0.0), 1.0), min(max(moved[3], 0.0), 1.0)))
    return (x0, y0, max(x1, x0 + 0.01), max(y1, y0 + 0.01))


def through_jpeg(image: Image.Image, quality: int) -> Image.Image:
    """Return what is left of a picture after JPEG of a quality."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    buffer.seek(0)
    return Image.open(buffer).convert("RGB")
