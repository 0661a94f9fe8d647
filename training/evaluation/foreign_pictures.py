"""Pictures that are not drawn scenes, to test the domain detector on.

They come with the packages this program uses, and charts are drawn here. They are few, and no sample of anything; a
package that leaves one out makes the list shorter.
"""

import importlib.util
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, UnidentifiedImageError

PHOTOGRAPHS: dict[str, tuple[str, ...]] = {
    "skimage": tuple(
        f"data/{name}"
        for name in (
            "astronaut.png",
            "brick.png",
            "camera.png",
            "chelsea.png",
            "coffee.png",
            "coins.png",
            "grass.png",
            "gravel.png",
            "hubble_deep_field.jpg",
            "ihc.png",
            "moon.png",
            "motorcycle_left.png",
            "motorcycle_right.png",
            "retina.jpg",
            "rocket.jpg",
            "cell.png",
        )
    ),
    "gradio": tuple(
        f"{name}"
        for name in (
            "media_assets/images/tower.jpg",
            "media_assets/images/lion.jpg",
            "media_assets/images/groot.jpeg",
            "media_assets/images/cheetah1.jpg",
            "media_assets/images/cheetah.jpg",
            "test_data/cheetah2.jpg",
        )
    ),
}
DRAWINGS: dict[str, tuple[str, ...]] = {
    "skimage": tuple(
        f"data/{name}"
        for name in (
            "logo.png",
            "text.png",
            "page.png",
            "phantom.png",
            "horse.png",
            "chessboard_RGB.png",
            "color.png",
        )
    ),
    "gradio": (
        "media_assets/images/logo.png",
        "media_assets/images/bus.png",
        "media_assets/images/avatar.png",
        "media_assets/images/screenshot.gif",
        "media_assets/images/hf-logo_transpng.png",
        "templates/frontend/favicon.png",
        "test_data/rectangles.gif",
    ),
    "networkx": tuple(
        f"drawing/tests/baseline/test_{name}.png"
        for name in (
            "display_complex",
            "display_empty_graph",
            "display_house_with_colors",
            "display_labels_and_colors",
            "display_shortest_path",
            "house_with_colors",
        )
    ),
    "sympy": tuple(f"plotting/tests/test_region_{name}.png" for name in ("and", "not", "or", "xor")),
    "playwright": ("driver/package/lib/server/chromium/appIcon.png",),
    "importlinter": ("ui/static/logo.png",),
}
CHARTS = 24


class Foreign(NamedTuple):
    """A picture and where it comes from."""

    name: str
    image: Image.Image


def photographs() -> Iterator[Foreign]:
    """Yield the photographs that are installed."""
    yield from _installed(PHOTOGRAPHS)


def drawings() -> Iterator[Foreign]:
    """Yield icons, logos, plots and screenshots that are installed, then charts drawn here."""
    yield from _installed(DRAWINGS)
    for seed in range(CHARTS):
        yield Foreign(f"chart {seed}", draw_chart(seed))


def draw_chart(seed: int) -> Image.Image:
    """Draw a bar chart, a line chart, a pie or a window full of text, in the flat colours of such things."""
    rng = random.Random(seed)
    image = Image.new("RGB", (640, rng.choice((360, 480, 640))), rng.choice(("white", "#f4f4f8", "#20242c")))
    pen = ImageDraw.Draw(image)
    painters = (_bars, _lines, _pie, _window)
    painters[seed % len(painters)](pen, image.size, rng)
    return image


def _bars(pen: ImageDraw.ImageDraw, size: tuple[int, int], rng: random.Random) -> None:
    width, height = size
    count = rng.randint(4, 12)
    for number in range(count):
        left = 60 + number * (width - 100) / count
        top = rng.uniform(40, height - 80)
        pen.rectangle((left, top, left + (width - 100) / count * 0.7, height - 40), fill=_colour(rng))
    pen.line((50, 30, 50, height - 40, width - 30, height - 40), fill="#808080", width=2)


def _lines(pen: ImageDraw.ImageDraw, size: tuple[int, int], rng: random.Random) -> None:
    width, height = size
    for step in range(6):
        y = 40 + step * (height - 80) / 5
        pen.line((50, y, width - 30, y), fill="#c0c0c0")
    for _ in range(rng.randint(1, 4)):
        points = [(50 + x * (width - 80) / 20, rng.uniform(40, height - 40)) for x in range(21)]
        pen.line(points, fill=_colour(rng), width=3)


def _pie(pen: ImageDraw.ImageDraw, size: tuple[int, int], rng: random.Random) -> None:
    radius = min(size) / 2 - 30
    middle = (size[0] / 2, size[1] / 2)
    box = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
    cuts = sorted(rng.uniform(0, 360) for _ in range(rng.randint(2, 6)))
    for start, end in zip([cuts[-1] - 360, *cuts], cuts, strict=False):
        pen.pieslice(box, start, end, fill=_colour(rng))


def _window(pen: ImageDraw.ImageDraw, size: tuple[int, int], rng: random.Random) -> None:
    width, height = size
    pen.rectangle((20, 20, width - 20, height - 20), fill="white", outline="#909090")
    pen.rectangle((20, 20, width - 20, 52), fill=_colour(rng))
    for row in range((height - 100) // 22):
        pen.text((40, 64 + row * 22), "lorem ipsum dolor sit amet " * rng.randint(1, 3), fill="#303030")


def _colour(rng: random.Random) -> tuple[int, int, int]:
    return rng.randrange(256), rng.randrange(256), rng.randrange(256)


def _installed(listed: dict[str, tuple[str, ...]]) -> Iterator[Foreign]:
    for package, names in listed.items():
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        for name in names:
            try:
                with Image.open(Path(spec.origin).parent / name) as image:
                    yield Foreign(f"{package}/{name}", _flat(image))
            except (FileNotFoundError, UnidentifiedImageError):
                continue


def _flat(image: Image.Image) -> Image.Image:
    """Return the picture as the page would show it: transparency over white."""
    if image.has_transparency_data:
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")
