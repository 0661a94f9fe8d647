"""The Ask page as a person uses it: what a test does and sees, in natural pixels of the picture."""

import io
from collections.abc import Sequence
from typing import Any, Self

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page, expect

SIZE = (800, 600)
FIRST_LOAD_MS = 30_000  # a browser with nothing in its cache, on a machine that has other work


def picture(size: tuple[int, int] = SIZE, *, orientation: int | None = None, colour: str = "#88aaaa") -> bytes:
    """Return a plain JPEG with a red and a blue box; `orientation` is an EXIF value."""
    image = Image.new("RGB", size, colour)
    pen = ImageDraw.Draw(image)
    pen.rectangle((100, 100, 299, 399), fill="#cc5555")
    pen.rectangle((450, 200, 699, 499), fill="#5555cc")
    exif = Image.Exif()
    if orientation:
        exif[274] = orientation
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


class AskPage:
    """Drives one tab. Every method waits on a condition of the page, never on time."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self._is_open = False
        self.svg = page.locator(".canvas-picture")
        self.question = page.locator("#question textarea")
        self.turns = page.locator(".turn")
        self.chips = page.locator(".region-bar .chip")
        self.notice = page.locator(".canvas-notice")

    def open(self) -> Self:
        self.page.goto(self.address, timeout=FIRST_LOAD_MS)
        self.page.wait_for_function(
            "document.querySelector('.conversation') && document.querySelector('#question textarea')",
            timeout=FIRST_LOAD_MS,
        )
        expect(self.page.locator(".canvas-start, .canvas-stage").first).to_be_attached()
        self._wait_for_the_canvas()
        self._is_open = True
        return self

    def reload(self) -> None:
        """Load the page again, and wait for the picture that was on it."""
        self.page.reload(timeout=FIRST_LOAD_MS)
        self._wait_for_the_canvas()
        expect(self.svg).to_be_visible()

    def _wait_for_the_canvas(self) -> None:
        self.page.wait_for_function("window.deixis?.canvasAtSend !== undefined", timeout=FIRST_LOAD_MS)

    def upload(self, data: bytes | None = None, *, name: str = "picture.jpg", media_type: str = "image/jpeg") -> Self:
        payload: FilePayload = {"name": name, "mimeType": media_type, "buffer": data or picture()}
        self.page.set_input_files("input[type=file]", payload)
        self.page.wait_for_function("window.deixis.canvasNow().image && !document.querySelector('.waiting')")
        expect(self.svg).to_be_visible()
        return self

    def start(self) -> Self:
        """Begin with the plain picture and nothing else, on the page that is open or a fresh one."""
        if not self._is_open:
            return self.open().upload()
        for name in ("Move the picture instead of drawing", "Hide all regions"):
            pressed = self.page.locator(f"button[aria-label='{name}'][aria-pressed=true]")
            if pressed.count():
                pressed.click()
        self.question.fill("")
        rev = self.state()["rev"]
        self.upload()
        self.page.wait_for_function("(rev) => window.deixis.canvasNow().rev > rev", arg=rev)
        return self

    # -- the picture

    def screen(self, x: float, y: float) -> tuple[float, float]:
        """Return where a natural pixel lies in the window."""
        self.svg.scroll_into_view_if_needed()
        place: Sequence[float] = self.svg.evaluate(
            "(svg, [x, y]) => { const p = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM()); return [p.x, p.y]; }",
            [x, y],
        )
        return place[0], place[1]

    def drag(self, start: tuple[float, float], end: tuple[float, float], *, button: Any = "left") -> None:
        mouse = self.page.mouse
        mouse.move(*self.screen(*start))
        mouse.down(button=button)
        mouse.move(*self.screen(*end), steps=4)
        mouse.up(button=button)

    def draw(self, x0: float, y0: float, x1: float, y1: float) -> int:
        """Draw a box and return the id it got."""
        before = set(self.boxes())
        self.drag((x0, y0), (x1, y1))
        expect(self.page.locator(".region")).to_have_count(len(before) + 1)
        (fresh,) = set(self.boxes()) - before
        return fresh

    def click(self, x: float, y: float) -> None:
        self.page.mouse.click(*self.screen(x, y))

    def boxes(self) -> dict[int, tuple[float, float, float, float]]:
        """Return the boxes that are drawn, by id."""
        found: list[list[float]] = self.page.evaluate(
            """() => [...document.querySelectorAll('.region')].map((node) => {
                 const side = (name) => Number(node.querySelector('.region-outline').getAttribute(name));
                 return [Number(node.dataset.region), side('x'), side('y'), side('x') + side('width'),
                         side('y') + side('height')];
               })"""
        )
        return {int(number): (x0, y0, x1, y1) for number, x0, y0, x1, y1 in found}

    def names(self) -> list[str]:
        return [
            name or "" for name in self.page.locator(".region").evaluate_all("(all) => all.map((n) => n.ariaLabel)")
        ]

    def state(self) -> dict[str, Any]:
        """Return the canvas's value as it would be sent now, without sending."""
        return self.page.evaluate("window.deixis.canvasNow()")

    def selected(self) -> int | None:
        return self.state()["selected"]

    # -- questions

    def ask(self, text: str) -> Locator:
        """Send a question and wait for the whole answer; return its turn."""
        before = self.turns.count()
        self.send(text)
        expect(self.turns).to_have_count(before + 1)
        self.wait_until_answered()
        return self.turns.first

    def send(self, text: str) -> None:
        self.question.fill(text)
        self.question.press("Enter")

    def wait_until_answered(self) -> None:
        self.page.wait_for_function("document.documentElement.dataset.busy === 'false'")
        self.page.wait_for_function("!document.querySelector('.turn[aria-busy=true]')")


def close_to(box: Sequence[float], expected: Sequence[float], *, within: float = 1.5) -> bool:
    """Compare boxes; a window pixel is about one natural pixel in these tests."""
    return all(abs(a - b) <= within for a, b in zip(box, expected, strict=True))
