"""Take the pictures of rating, comparing, the overview, a corpus and a skill card again: part of `make screenshots`.

The rounds are those of `deixis annotate demo` and `deixis compare demo`, the corpus is of eight drawn scenes, in a data
folder that is thrown away.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from app.server import create_app
from app.settings import Settings
from docs.camera import DESKTOP, FOLDER, PHONE, take
from tests.app.browser.running_server import RunningServer
from tests.browser_setup import FLAGS, find_chromium

RATED = "1112113"  # keys: accept, accept; accept, maybe; accept, accept; reject takes the rationale with it
COMPARED = "at"  # the first criterion goes to A, the second is a tie
SHOTS = (("light", DESKTOP, False), ("dark", DESKTOP, True), ("phone-light", PHONE, False))


def begin(data: Path) -> None:
    """Make the rounds and the corpus to be shown, as a newcomer would."""
    deixis = (sys.executable, "-m", "app")
    for kind in ("annotate", "compare"):
        subprocess.run((*deixis, kind, "demo", "--pictures", "8", "--data-dir", str(data)), check=True)
    corpus = ("corpus", "run", "--scenes", "8", "--seed", "1", "--name", "scenes", "--out", str(data / "exported"))
    subprocess.run((*deixis, *corpus, "--data-dir", str(data)), check=True)


def shoot(page: Page, folder: Path, name: str) -> None:
    """Take a picture once everything in it has been loaded."""
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    take(page, folder / f"{name}.png")


def visit(browser: Browser, address: str, folder: Path, look: str, size: ViewportSize, *, dark: bool) -> None:
    """Rate and compare a little, as somebody who is here for the first time; look at overview, corpus and a card."""
    page = browser.new_context(viewport=size, color_scheme="dark" if dark else "light").new_page()
    for kind, keys in (("rate", RATED), ("compare", COMPARED)):
        page.goto(f"{address}/{kind}/")
        read = page.get_by_role("button", name="I have read this")
        read.click()
        expect(read).to_be_hidden()
        for key in keys:
            page.keyboard.press(key)
        shoot(page, folder, f"{kind}-{look}")
    page.goto(f"{address}/admin/")
    page.get_by_role("link", name="Demo").or_(page.get_by_role("button", name="Demo")).first.click()
    page.wait_for_load_state("networkidle")
    shoot(page, folder, f"admin-{look}")
    look_through(page, address)
    shoot(page, folder, f"browse-{look}")
    page.goto(f"{address}/skills/?card=embedded")
    page.locator(".skills-failures").wait_for()
    shoot(page, folder, f"skills-{look}")


def look_through(page: Page, address: str) -> None:
    """Open the corpus at an entry that points at something, and the origin of that entry."""
    page.goto(f"{address}/browse/?type=reason&prompt=regions")
    card = page.locator(".browse-card").first
    card.get_by_text("Origin", exact=True).click()
    page.get_by_role("heading", name="The reply").wait_for()
    card.locator(".region-chip").first.focus()
    page.locator(".browse-found").evaluate("(node) => node.scrollIntoView()")
    page.wait_for_load_state("networkidle")


def take_all(pictures: Path) -> None:
    """Serve the demo rounds and take every picture."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        begin(data)
        with RunningServer(lambda: create_app(Settings(data_dir=data))) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
            for look, size, dark in SHOTS:
                visit(browser, address, pictures, look, size, dark=dark)
                print(f"judging {look}: done", flush=True)
            browser.close()


if __name__ == "__main__":
    take_all(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
