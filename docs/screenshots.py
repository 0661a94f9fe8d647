"""Take the pictures of docs/screenshots again: `make screenshots`.

The student is the embedded one. The teacher in the side-by-side picture is a stand-in that says one fixed sentence,
because a real one needs a download or a key.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from app.server import create_app
from app.settings import Settings
from app.shelf import ModelShelf
from models.registry import ModelOptions, build_answerer, build_proposer
from tests.app.browser.ask_page import AskPage, picture
from tests.app.browser.running_server import RunningServer
from tests.app.browser.speaker import Speaker
from tests.browser_setup import FLAGS, find_chromium
from training.scenes.gallery import PICKED

FOLDER = Path(__file__).parent / "screenshots"
TEACHER = "stand-in-teacher"
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SCENE = "The broken vase"
# What the documentation shows; every state is looked at in light on a desktop, the rest where it differs.
KEPT = {
    "light": ("empty", "regions", "ask", "streaming", "teacher", "error", "history", "not-its-world"),
    "dark": ("empty", "ask", "teacher", "error"),
    "phone-light": ("empty", "ask", "history"),
    "phone-dark": ("ask", "teacher"),
}


class Camera:
    """Walks through the page in one colour scheme and size and takes its pictures."""

    def __init__(self, browser: Browser, address: str, name: str, *, phone: bool, dark: bool) -> None:
        self.context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            device_scale_factor=2 if phone else 1,
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
        )
        self.name = name
        self.phone = phone
        self.ask_page = AskPage(self.context.new_page(), address)

    @property
    def page(self) -> Page:
        return self.ask_page.page

    def shoot(self, moment: str) -> None:
        """Take a picture, if this one is kept, with 256 colours: a third of the size, and nobody sees it."""
        if moment not in KEPT[self.name]:
            return
        self.page.mouse.move(0, 0)  # nothing is hovered
        taken = self.page.screenshot(full_page=self.phone and moment != "history", animations="disabled", caret="hide")
        with Image.open(io.BytesIO(taken)) as image:
            few = image.convert("RGB").quantize(
                256, method=Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE
            )
            few.save(FOLDER / f"{moment}-{self.name}.png", optimize=True)

    def point(self) -> None:
        """Open a scene and point at two people, by a drag and by a click."""
        self.page.get_by_role("button", name=SCENE).click()
        expect(self.ask_page.svg).to_be_visible()
        self.ask_page.draw(503, 344, 628, 575)
        self.ask_page.click(325, 470)
        expect(self.ask_page.chips).to_have_count(2)


def tour(camera: Camera, teacher: Speaker) -> None:
    """Take a picture of every state that a person can meet."""
    ask_page = camera.ask_page.open()
    expect(camera.page.locator(".scene")).to_have_count(len(PICKED))
    camera.page.wait_for_function("[...document.images].every((image) => image.complete)")
    camera.shoot("empty")
    camera.point()
    camera.shoot("regions")
    ask_page.ask("Why is [0] scared?")
    camera.page.locator(".answer-text .region-chip").first.focus()
    camera.shoot("ask")
    teacher.pause()
    camera.page.get_by_label("Ask the teacher too").check()
    ask_page.send("Why is [1] angry?")
    expect(camera.page.locator(".answer[data-role=teacher] .answer-text").first).to_have_text("The")
    camera.shoot("streaming")
    teacher.go_on()
    ask_page.wait_until_answered()
    camera.shoot("teacher")
    ask_page.question.fill("What about [7]?")
    camera.page.get_by_role("button", name="Ask", exact=True).click()
    camera.shoot("error")
    camera.page.get_by_role("button", name="Past conversations").click()
    expect(camera.page.locator(".history-item")).to_have_count(1)
    camera.shoot("history")
    camera.page.keyboard.press("Escape")
    camera.page.get_by_label("Ask the teacher too").uncheck()
    ask_page.upload(picture())
    ask_page.click(200, 250)
    expect(ask_page.chips).to_have_count(1)
    ask_page.ask("What is [0]?")
    camera.shoot("not-its-world")


def take_all() -> None:
    """Start the app with the embedded student and take every picture in light and dark, desktop and phone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    teacher = Speaker(TEACHER)
    teacher.text = "The person in {region} is upset because the vase lies broken on the floor."
    teacher.rationale = "There are shards in front of {region}, and a ball that must have hit it."
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), teacher=TEACHER)
        shelf = ModelShelf(
            settings.models,
            student=settings.student,
            teacher=TEACHER,
            build=lambda name: teacher if name == TEACHER else build_answerer(name, ModelOptions()),
            build_pointer=lambda name: build_proposer(name, ModelOptions()),
        )
        with RunningServer(lambda: create_app(settings, shelf=shelf)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
            for phone in (False, True):
                for dark in (False, True):
                    name = ("phone-" if phone else "") + ("dark" if dark else "light")
                    tour(Camera(browser, address, name, phone=phone, dark=dark), teacher)
                    print(f"{name}: done", flush=True)
            browser.close()


if __name__ == "__main__":
    take_all()
