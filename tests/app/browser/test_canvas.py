"""Pointing with a mouse: draw, click, move, resize, delete, undo, zoom."""

import pytest
from playwright.sync_api import expect

from tests.app.browser.ask_page import AskPage, close_to
from tests.app.browser.watched import Watched

pytestmark = pytest.mark.browser


def test_a_dragged_box_is_in_natural_pixels(ask_page: AskPage) -> None:
    ask_page.start()

    number = ask_page.draw(100, 100, 300, 400)

    assert close_to(ask_page.boxes()[number], (100, 100, 300, 400))
    assert ask_page.state()["regions"][0]["gesture"] == "drag"
    assert ask_page.selected() == 0


def test_a_box_dragged_backwards_and_past_the_edge_is_put_right(ask_page: AskPage) -> None:
    ask_page.start()

    number = ask_page.draw(300, 400, -60, 200)

    assert close_to(ask_page.boxes()[number], (0, 200, 300, 400))


def test_boxes_can_overlap_and_be_drawn_inside_one_another(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(50, 50, 500, 500)
    ask_page.page.keyboard.press("Escape")

    inner = ask_page.draw(200, 200, 300, 300)

    assert close_to(ask_page.boxes()[inner], (200, 200, 300, 300))


def test_a_click_proposes_the_region_under_it(ask_page: AskPage) -> None:
    ask_page.start()

    ask_page.click(200, 250)

    expect(ask_page.chips).to_have_count(1)
    (region,) = ask_page.state()["regions"]
    assert (region["kind"], region["gesture"]) == ("point", "click")
    assert close_to(region["box"], (100, 100, 300, 400), within=12)


def test_a_click_falls_back_to_a_small_box_and_says_so_when_the_server_fails(ask_page: Watched) -> None:
    ask_page.start()
    ask_page.route("**/api/regions/at", lambda route: route.abort())
    ask_page.expect_errors()

    ask_page.click(200, 250)

    expect(ask_page.notice).to_contain_text("A small box stands there instead")
    x0, y0, x1, y1 = ask_page.boxes()[0]
    assert x0 < 200 < x1
    assert y0 < 250 < y1


def test_the_same_thing_clicked_twice_is_one_region(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.click(200, 250)
    expect(ask_page.chips).to_have_count(1)
    ask_page.click(700, 50)
    expect(ask_page.chips).to_have_count(2)

    ask_page.click(200, 250)

    expect(ask_page.chips).to_have_count(2)
    assert ask_page.selected() == 0


def test_a_selected_region_moves_and_keeps_its_size(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 200, 200)

    ask_page.drag((150, 150), (350, 250))

    assert close_to(ask_page.boxes()[0], (300, 200, 400, 300))


def test_a_region_that_is_not_selected_moves_by_its_outline(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 200, 200)
    ask_page.draw(400, 400, 500, 500)

    ask_page.drag((200, 160), (260, 160))

    assert close_to(ask_page.boxes()[0], (160, 100, 260, 200))


@pytest.mark.parametrize(
    ("handle", "target", "expected"),
    [
        ((200, 200), (150, 160), (150, 160, 400, 400)),
        ((300, 200), (300, 150), (200, 150, 400, 400)),
        ((400, 200), (450, 150), (200, 150, 450, 400)),
        ((400, 300), (500, 300), (200, 200, 500, 400)),
        ((400, 400), (450, 450), (200, 200, 450, 450)),
        ((300, 400), (300, 300), (200, 200, 400, 300)),
        ((200, 400), (100, 450), (100, 200, 400, 450)),
        ((200, 300), (150, 300), (150, 200, 400, 400)),
    ],
    ids=("nw", "n", "ne", "e", "se", "s", "sw", "w"),
)
def test_each_handle_pulls_its_own_sides(
    ask_page: AskPage,
    handle: tuple[float, float],
    target: tuple[float, float],
    expected: tuple[float, float, float, float],
) -> None:
    ask_page.start()
    ask_page.draw(200, 200, 400, 400)

    ask_page.drag(handle, target)

    assert close_to(ask_page.boxes()[0], expected, within=2)


def test_ids_are_never_given_twice_not_even_after_undo(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(50, 50, 150, 150)
    ask_page.draw(200, 50, 300, 150)
    ask_page.page.keyboard.press("Delete")
    ask_page.page.keyboard.press("Control+z")
    ask_page.page.keyboard.press("Control+z")
    expect(ask_page.chips).to_have_count(1)

    fresh = ask_page.draw(400, 400, 500, 500)

    assert fresh == 2
    assert sorted(ask_page.boxes()) == [0, 2]


def test_undo_and_redo_walk_through_every_step(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 200, 200)
    ask_page.drag((150, 150), (350, 250))
    ask_page.page.get_by_role("button", name="Delete the selected region").click()
    expect(ask_page.chips).to_have_count(0)

    ask_page.page.get_by_role("button", name="Undo").click()
    moved = ask_page.boxes()[0]
    ask_page.page.get_by_role("button", name="Undo").click()
    drawn = ask_page.boxes()[0]
    ask_page.page.get_by_role("button", name="Redo").click()

    assert close_to(moved, (300, 200, 400, 300))
    assert close_to(drawn, (100, 100, 200, 200))
    assert ask_page.boxes()[0] == moved


def test_after_zooming_a_drawn_box_still_is_in_natural_pixels(ask_page: AskPage) -> None:
    ask_page.start()
    for _ in range(4):
        ask_page.page.get_by_role("button", name="Zoom in").click()
    expect(ask_page.page.get_by_label("Zoom", exact=True)).to_have_text("244 %")

    number = ask_page.draw(350, 250, 450, 350)

    assert close_to(ask_page.boxes()[number], (350, 250, 450, 350))


def test_the_wheel_zooms_around_the_pointer_and_fit_shows_everything(ask_page: AskPage) -> None:
    ask_page.start()
    before = ask_page.screen(200, 150)
    ask_page.page.mouse.move(*before)
    ask_page.page.keyboard.down("Control")
    ask_page.page.mouse.wheel(0, -400)
    ask_page.page.keyboard.up("Control")
    expect(ask_page.page.get_by_label("Zoom", exact=True)).not_to_have_text("100 %")
    after = ask_page.screen(200, 150)

    ask_page.page.get_by_role("button", name="Show the whole picture").click()

    assert close_to(after, before, within=3)  # wheel events count whole pixels
    expect(ask_page.page.get_by_label("Zoom", exact=True)).to_have_text("100 %")


@pytest.mark.parametrize("way", ["hand", "middle button", "space"])
def test_panning_moves_the_picture_and_draws_nothing(ask_page: AskPage, way: str) -> None:
    ask_page.start()
    for _ in range(4):
        ask_page.page.get_by_role("button", name="Zoom in").click()
    before = ask_page.screen(400, 300)
    if way == "hand":
        ask_page.page.get_by_role("button", name="Move the picture instead of drawing").click()
    if way == "space":
        ask_page.svg.focus()
        ask_page.page.keyboard.down(" ")

    ask_page.drag((400, 300), (440, 330), button="middle" if way == "middle button" else "left")

    after = ask_page.screen(400, 300)
    assert after[0] - before[0] > 30
    assert ask_page.boxes() == {}


def test_a_box_too_small_to_see_is_refused_in_words(ask_page: AskPage) -> None:
    ask_page.start()

    ask_page.drag((100, 100), (105, 101))

    expect(ask_page.notice).to_contain_text("too small")
    assert ask_page.boxes() == {}


def test_a_region_can_be_named_and_the_name_is_sent(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)

    ask_page.page.get_by_label("Name of [0]").fill("the girl")
    ask_page.page.get_by_label("Name of [0]").press("Enter")

    expect(ask_page.chips).to_have_text(["0the girl"])
    assert ask_page.state()["regions"][0]["label"] == "the girl"


def test_hiding_leaves_the_regions_where_they_are(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)

    ask_page.page.get_by_role("button", name="Hide all regions").click()

    expect(ask_page.page.locator(".region").first).to_be_hidden()
    assert len(ask_page.state()["regions"]) == 1


def test_ids_from_twelve_up_are_dashed(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.svg.focus()
    for _ in range(13):
        ask_page.page.keyboard.press("n")
    expect(ask_page.chips).to_have_count(13)

    dashed = ask_page.page.locator(".region-outline[stroke-dasharray]")

    assert dashed.count() == 1
    assert ask_page.page.locator(".region.dashed").get_attribute("data-region") == "12"


def test_colours_come_from_the_one_palette(ask_page: AskPage) -> None:
    from models.marks import PALETTE

    ask_page.start()
    ask_page.svg.focus()
    for _ in range(12):
        ask_page.page.keyboard.press("n")
    expect(ask_page.chips).to_have_count(12)

    colours = ask_page.page.locator(".region-outline").evaluate_all("(all) => all.map((n) => n.getAttribute('stroke'))")

    assert tuple(colours) == PALETTE
