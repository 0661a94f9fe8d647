"""What the scripts that take the pictures of docs/screenshots share: sizes of windows, and how a picture is kept."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize

FOLDER = Path(__file__).parent / "screenshots"
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def take(page: Page, target: Path, *, full_page: bool = False) -> None:
    """Take a picture of a page with 256 colours: a third of the size, and nobody sees it."""
    page.mouse.move(0, 0)  # nothing is hovered
    taken = page.screenshot(full_page=full_page, animations="disabled", caret="hide")
    with Image.open(io.BytesIO(taken)) as image:
        few = image.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE)
        few.save(target, optimize=True)
