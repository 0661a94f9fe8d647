"""The whole loop, once around: rate, retrain the critic, score the corpus anew, export, teach a student, ask it.

Everything is as small as it can be, so nothing is learned; what is seen is that each step takes what the one before it
made. Where people click, the browser clicks; where they type a command, the command runs.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Locator, expect
from typer.testing import CliRunner

from app.cli import root
from app.critics import in_use, use
from app.settings import Settings
from db.store import open_store
from tests.app.browser.admin_desk import AdminDesk
from tests.app.browser.rate_desk import RateDesk
from tests.app.browser.running_server import RunningServer
from tests.app.browser.watched import Watched
from tests.app.rated_pictures import RATERS, by_side, leave_tiny_critic, numbered_picture, rate_all
from tests.db.judging_examples import audited
from tests.fakes.tiny_corpus import leave_tiny_verbalizers
from tests.fakes.tiny_critic import REGIONS

pytestmark = pytest.mark.browser

PICTURES = 12  # so many that one of them is held out, by the bytes that `numbered_picture` has everywhere
STUDENT = "own:loop"
TRAINED_MS = 240_000  # a process that loads torch, on a machine that is busy with other tests


class Workshop(NamedTuple):
    """A data folder whose app is running, and a browser's tab there."""

    folder: Path
    settings: Settings
    tab: Watched

    def deixis(self, *words: object) -> Any:
        """Run a command on the data folder and return what it says as JSON."""
        line = [*map(str, words), "--data-dir", str(self.settings.data_dir), "--json"]
        result = CliRunner().invoke(root, line)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)


@pytest.fixture
def workshop(desktop: BrowserContext, tmp_path: Path) -> Iterator[Workshop]:
    from app.server import create_app

    settings = Settings(data_dir=tmp_path / "data", student=STUDENT)
    with RunningServer(lambda: create_app(settings)) as address:
        desktop.clear_cookies()
        tab = Watched(desktop.new_page(), address)
        yield Workshop(tmp_path, settings, tab)
        tab.page.close()
    tab.check()


def test_ratings_come_back_as_a_student_that_answers(workshop: Workshop) -> None:
    lines = leave_texts(workshop.folder)
    images = workshop.folder / "images"
    run = workshop.deixis("corpus", "import", lines, "--name", "loop", "--images", images)
    assert run["new"] == 2 * PICTURES
    put_tiny_critic_in_use(workshop.settings)

    rate(workshop, workshop.deixis("annotate", "import", lines, "--images", images, "--round", "Loop", "--overlap", 2))
    section = retrain(AdminDesk(workshop.tab).open())
    compare(AdminDesk(workshop.tab), section)
    put_in_use(workshop, section)

    scored = workshop.deixis("corpus", "critique", "loop", "--critic", "own:people-1")
    assert scored["ok"] == PICTURES
    out = workshop.folder / "corpus"
    exported = workshop.deixis("corpus", "export", "loop", "--out", out, "--threshold", 0, "--pictures", "plain")
    assert exported["exported"] == 2 * PICTURES
    assert "own:people-1" in (out / "manifest.json").read_text("utf-8")
    taught = workshop.deixis(
        *("train", "student", "--preset", "embedded", "--corpus", out, "--critic", "own:people-1", "--threshold", 0),
        *("--init", leave_tiny_verbalizers(workshop.folder / "verbalizers"), "--name", "loop", "--steps", 2),
    )
    assert (taught["student"], taught["texts"], taught["pictures"]) == (STUDENT, 2 * PICTURES, PICTURES)

    ask(workshop.tab)


def leave_texts(folder: Path) -> Path:
    """Write a file of two equal texts about each picture, of its left and of its right."""
    (folder / "images").mkdir()
    lines = []
    for number in range(PICTURES):
        (folder / f"images/{number}.bmp").write_bytes(numbered_picture(number))
        lines += [
            {
                "id": f"{number}-{region.id}",
                "image": f"{number}.bmp",
                "regions": [each.model_dump(mode="json") for each in REGIONS],
                "question": f"Is [{region.id}] here?",
                "answer": "Yes.",
                "rationale": f"[{region.id}] has a ball.",
                "origin": {"prompt": "regions"},
            }
            for region in REGIONS
        ]
    file = folder / "texts.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    return file


def put_tiny_critic_in_use(settings: Settings) -> None:
    name = leave_tiny_critic(settings.data_dir)
    with open_store(settings.database) as store:
        use(name, settings.critics, store, actor="a test")


def rate(workshop: Workshop, begun: dict[str, Any]) -> None:
    """Rate one screen in the browser, what is about the left accepted, and let others rate what is left."""
    desk = RateDesk(workshop.tab)
    desk.open_screen(begun["round"])
    first_is_left = "[3]" in (desk.cards.nth(0).text_content() or "")
    desk.press(*(("1", "1", "3") if first_is_left else ("3", "1", "1")), "Enter")
    expect(desk.figure).to_have_text(f"1 of {PICTURES}")
    expect(desk.saved).to_have_text("Saved")
    with open_store(workshop.settings.database) as store:
        for rater in RATERS:
            rate_all(store, begun["round"], rater, by_side)


def retrain(admin: AdminDesk) -> Locator:
    """Make a critic of what was rated, by a real process: it outlives the page, which finds it again."""
    section = admin.section("Critic")
    expect(section).to_contain_text("In use: own:tiny")
    section.get_by_role("combobox", name="Labels of").select_option(label="Loop")
    section.get_by_role("combobox", name="Training").select_option(label="a few steps, to try it")

    section.get_by_role("button", name="Retrain critic").click()
    expect(section.get_by_role("heading", name="own:people-1 is being trained")).to_be_visible()
    expect(section.get_by_role("button", name="Retrain critic")).to_be_disabled()
    admin.open()

    expect(section.get_by_role("heading", name="own:people-1 is trained")).to_be_visible(timeout=TRAINED_MS)
    return section


def compare(admin: AdminDesk, section: Locator) -> None:
    """Look at how the new critic fares beside those that were there."""
    expect(section.get_by_role("status")).to_contain_text(re.compile(r"own:people-1 .* own:tiny"))
    new, tiny, shipped = admin.rows("Critics, on labels of pictures that none of them learned from")
    assert (new[0], tiny[:2], shipped[:2]) == (
        "own:people-1",
        ["own:tiny", "came from elsewhere"],
        ["embedded:critic", "ships with Deixis"],
    )
    more = section.locator("details", has_text="More of own:people-1")
    more.locator("summary").click()
    expect(more).to_contain_text(re.compile(r"held-out pictures|beyond chance"))
    assert len(admin.rows("By threshold")) == 11
    expect(
        section.get_by_text("by 3 people, by the rule lskd-1. Agreement (alpha): question and answer 1.00")
    ).to_be_visible()


def put_in_use(workshop: Workshop, section: Locator) -> None:
    section.get_by_role("button", name="Use own:people-1").click()

    expect(section).to_contain_text("In use: own:people-1")
    expect(section.get_by_role("button", name="Use own:tiny")).to_be_enabled()
    assert in_use(workshop.settings.critics).critic == "own:people-1"
    with open_store(workshop.settings.database) as store:
        who, detail = audited(store, "critic put in use")[-1]
    assert (who.startswith("local-"), detail) == (True, {"critic": "own:people-1", "before": "own:tiny"})


def ask(tab: Watched) -> None:
    """Ask the student about a region of a picture."""
    tab.open().upload()
    tab.draw(100, 100, 300, 400)

    turn = tab.ask("Is [0] here?")

    expect(turn.locator(".measure")).to_contain_text(STUDENT)
    expect(turn.locator(".answer-error")).to_be_hidden()
