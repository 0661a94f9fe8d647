"""Pictures in: choose, drop, paste, camera, gallery; and what is said when one cannot be read."""

import base64

import pytest
from playwright.sync_api import expect

from tests.app.browser.ask_page import AskPage, close_to, picture
from tests.app.browser.watched import Watched

pytestmark = pytest.mark.browser

DROP = """([data, target, kind]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], 'picture.jpg', { type: 'image/jpeg' }));
  const event = kind === 'paste'
    ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
    : new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true });
  document.querySelector(target).dispatchEvent(event);
}"""


@pytest.mark.parametrize(
    ("kind", "target"), [("drop", ".drop-area"), ("paste", "body"), ("paste", "#question textarea")]
)
def test_a_picture_can_be_dropped_or_pasted(fresh_page: AskPage, kind: str, target: str) -> None:
    fresh_page.open()

    fresh_page.page.evaluate(DROP, [base64.b64encode(picture()).decode(), target, kind])

    expect(fresh_page.svg).to_be_visible()
    assert fresh_page.state()["image"]["width"] == 800


def test_an_exif_rotated_photo_is_shown_upright_and_pointed_at_upright(fresh_page: AskPage) -> None:
    fresh_page.open().upload(picture((600, 400), orientation=6))

    number = fresh_page.draw(50, 300, 350, 560)

    image = fresh_page.state()["image"]
    assert (image["width"], image["height"]) == (400, 600)
    assert close_to(fresh_page.boxes()[number], (50, 300, 350, 560))


def test_a_gallery_scene_answers_at_the_first_click(fresh_page: AskPage) -> None:
    fresh_page.open()
    fresh_page.page.locator(".scene").first.click()
    expect(fresh_page.svg).to_be_visible()

    fresh_page.page.locator(".suggestion").first.click()

    expect(fresh_page.page.locator(".answer-text")).to_contain_text("[0] is sad because the ice cream fell.")
    expect(fresh_page.chips).to_have_count(1)
    expect(fresh_page.page.locator(".turn-question .region-chip")).to_have_count(1)


def test_a_file_that_is_no_picture_is_refused_in_place_and_nothing_is_lost(fresh_page: Watched) -> None:
    fresh_page.start()
    fresh_page.draw(100, 100, 300, 400)
    fresh_page.expect_errors()

    fresh_page.page.set_input_files(
        "input[type=file]", {"name": "notes.txt", "mimeType": "image/png", "buffer": b"hello"}
    )

    expect(fresh_page.notice).to_contain_text("notes.txt")
    assert len(fresh_page.boxes()) == 1


def test_a_server_out_of_reach_is_said_in_words(fresh_page: Watched) -> None:
    fresh_page.open()
    fresh_page.route("**/api/images", lambda route: route.abort())
    fresh_page.expect_errors()

    fresh_page.page.set_input_files(
        "input[type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )

    expect(fresh_page.notice).to_contain_text("The server does not answer")


def test_a_new_picture_begins_anew_and_there_is_a_way_back(fresh_page: AskPage) -> None:
    fresh_page.start()
    fresh_page.draw(100, 100, 300, 400)
    fresh_page.ask("why is [0] sad?")
    fresh_page.page.get_by_role("button", name="New picture").click()
    expect(fresh_page.page.locator(".drop-area")).to_be_visible()
    fresh_page.page.get_by_role("button", name="Back to the picture").click()
    assert len(fresh_page.boxes()) == 1

    fresh_page.page.get_by_role("button", name="New picture").click()
    fresh_page.upload(picture((640, 480), colour="#336633"))

    expect(fresh_page.turns).to_have_count(0)
    assert fresh_page.boxes() == {}
    assert fresh_page.state()["next_id"] == 0


def test_the_camera_takes_a_picture(fresh_page: AskPage) -> None:
    fresh_page.open()

    fresh_page.page.get_by_role("button", name="Camera").click()
    fresh_page.page.wait_for_function("document.querySelector('.camera-view')?.videoWidth > 0")
    fresh_page.page.get_by_role("button", name="Take the photo").click()

    expect(fresh_page.svg).to_be_visible()
    assert fresh_page.state()["image"]["width"] > 0


def test_a_device_without_a_camera_is_told_so(fresh_page: AskPage) -> None:
    fresh_page.page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'))"
    )
    fresh_page.open()

    fresh_page.page.get_by_role("button", name="Camera").click()

    expect(fresh_page.notice).to_contain_text("no camera")
