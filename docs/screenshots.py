"""Take the pictures of docs/screenshots again: `make screenshots`, or into another folder that is named.

The student is the embedded one. The teacher in the side-by-side picture is a stand-in that says one fixed sentence,
because a real one needs a download or a key.
"""

import random
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.server import create_app
from app.settings import Settings
from app.shelf import ModelShelf
from docs.camera import DESKTOP, FOLDER, PHONE, take
from models.records import Box
from models.registry import ModelOptions, build_answerer, build_proposer, build_scorer, why_no_choice
from tests.app.browser.ask_page import AskPage, picture
from tests.app.browser.running_server import RunningServer
from tests.app.browser.speaker import Speaker
from tests.browser_setup import FLAGS, find_chromium
from training.scenes.choices import choice_items
from training.scenes.gallery import PICKED, SIZE
from training.scenes.graph import Entity
from training.scenes.phrases import FEELING_WORDS
from training.scenes.world import draw_scene

TEACHER = "stand-in-teacher"
SCENE = "The broken vase"
# What the documentation shows; every state is looked at in light on a desktop, the rest where it differs.
KEPT = {
    "light": ("empty", "regions", "ask", "choose", "streaming", "teacher", "error", "history", "not-its-world"),
    "dark": ("empty", "ask", "choose", "teacher", "error"),
    "phone-light": ("empty", "ask", "choose", "history"),
    "phone-dark": ("ask", "teacher"),
}


class Concerned(NamedTuple):
    """Whom the questions are about: a box in the scene's pixels, the word for what is felt, and four whys, one true,
    of the person who is region 0."""

    box: Box
    feels: str
    whys: tuple[str, ...]


def concerned(title: str) -> tuple[Concerned, Concerned]:
    """Return the two people of a gallery scene who are moved most, as its graph has them; the sadder one first."""
    seed = next(seed for seed, each in PICKED if each == title)
    _, graph = draw_scene(seed, size=SIZE)
    moods = ("sad", "scared", "angry", "surprised", "happy", "calm")

    def calmness(entity: Entity) -> int:
        return moods.index(entity.feeling or "calm")

    people = sorted((entity for entity in graph.entities if entity.kind == "person"), key=calmness)
    items = choice_items(graph, {each.index: number for number, each in enumerate(people)}, random.Random(seed))
    whys = {item.entity: item.choices for item in items if (item.type, item.task) == ("why", "answer")}
    first, second = (
        Concerned(each.box, FEELING_WORDS[each.feeling or "calm"][0], whys.get(each.index, ())) for each in people[:2]
    )
    return first, second


class Camera:
    """Walks through the page in one colour scheme and size and takes its pictures."""

    def __init__(self, browser: Browser, address: str, name: str, folder: Path, *, phone: bool, dark: bool) -> None:
        self.context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            device_scale_factor=2 if phone else 1,
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
        )
        self.name = name
        self.folder = folder
        self.phone = phone
        self.ask_page = AskPage(self.context.new_page(), address)

    @property
    def page(self) -> Page:
        return self.ask_page.page

    def shoot(self, moment: str) -> None:
        """Take a picture, if this one is kept."""
        if moment in KEPT[self.name]:
            full_page = self.phone and moment != "history"
            take(self.page, self.folder / f"{moment}-{self.name}.png", full_page=full_page)

    def point(self, first: Concerned, second: Concerned) -> None:
        """Open a scene and point at two people, by a drag and by a click."""
        self.page.get_by_role("button", name=SCENE).click()
        expect(self.ask_page.svg).to_be_visible()
        self.ask_page.draw(*first.box)
        self.ask_page.click(*second.box.centre)
        expect(self.ask_page.chips).to_have_count(2)


def tour(camera: Camera, teacher: Speaker) -> None:
    """Take a picture of every state that a person can meet."""
    ask_page = camera.ask_page.open()
    expect(camera.page.locator(".scene")).to_have_count(len(PICKED))
    camera.page.wait_for_function("[...document.images].every((image) => image.complete)")
    camera.shoot("empty")
    first, second = concerned(SCENE)
    camera.point(first, second)
    camera.shoot("regions")
    ask_page.ask(f"Why is [0] {first.feels}?")
    camera.page.locator(".answer-text .region-chip").first.focus()
    camera.shoot("ask")
    choose(camera, f"Why is [0] {first.feels}?", first.whys)
    camera.shoot("choose")
    camera.page.get_by_role("radio", name="Answer freely").check()
    teacher.pause()
    camera.page.get_by_label("Ask the teacher too").check()
    ask_page.send(f"Why is [1] {second.feels}?")
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


def choose(camera: Camera, question: str, choices: tuple[str, ...]) -> None:
    """Ask with answers to choose from, and wait for their ranking."""
    page = camera.page
    page.get_by_role("radio", name="Choose an answer").check()
    for number, text in enumerate(choices):
        if number >= page.locator(".choice-field").count():
            page.get_by_role("button", name="Add a choice").click()
        page.locator(".choice-field").nth(number).fill(text)
    before = camera.ask_page.turns.count()
    camera.ask_page.question.fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(camera.ask_page.turns).to_have_count(before + 1)
    camera.ask_page.wait_until_answered()


def take_all(pictures: Path) -> None:
    """Start the app with the embedded student and take every picture in light and dark, desktop and phone."""
    pictures.mkdir(parents=True, exist_ok=True)
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
            build_scorer=build_scorer,
            why_no_choice=lambda name: "" if name == TEACHER else why_no_choice(name),
        )
        with RunningServer(lambda: create_app(settings, shelf=shelf)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
            for phone in (False, True):
                for dark in (False, True):
                    name = ("phone-" if phone else "") + ("dark" if dark else "light")
                    tour(Camera(browser, address, name, pictures, phone=phone, dark=dark), teacher)
                    print(f"{name}: done", flush=True)
            browser.close()


if __name__ == "__main__":
    take_all(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
