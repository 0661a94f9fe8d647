"""The pure parts of the page's modules, with worked examples."""

from typing import Any

import pytest

from models.marks import PALETTE, ink_on
from tests.app.browser.ask_page import AskPage

pytestmark = pytest.mark.browser

PICTURE = {"width": 100, "height": 80}


@pytest.fixture
def call(ask_page: AskPage) -> Any:
    """Call a function of a module under static/ with plain values."""
    if not ask_page.page.url.startswith(ask_page.address):
        ask_page.open()

    def run(module: str, name: str, *arguments: Any) -> Any:
        script = "async ([module, name, given]) => (await import(`/static/${module}.js`))[name](...given)"
        return ask_page.page.evaluate(script, [module, name, list(arguments)])

    return run


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ([10, 10, 30, 40], [10, 10, 30, 40]),
        ([30, 40, 10, 10], [10, 10, 30, 40]),
        ([-5, -5, 500, 500], [0, 0, 100, 80]),
        ([99.9, 20, 99.9, 20], [98, 20, 100, 22]),
        ([10.123, 10.127, 30, 40], [10.12, 10.13, 30, 40]),
    ],
)
def test_boxes_are_put_in_order_and_inside(call: Any, box: list[float], expected: list[float]) -> None:
    assert call("canvas/geometry", "clampBox", box, PICTURE) == expected


def test_a_moved_box_stops_at_the_edge_with_its_size(call: Any) -> None:
    assert call("canvas/geometry", "moveBox", [10, 10, 30, 40], 500, -500, PICTURE) == [80, 0, 100, 30]


def test_a_handle_pulled_over_the_other_side_turns_the_box(call: Any) -> None:
    assert call("canvas/geometry", "resizeBox", [10, 10, 30, 40], "e", -30, 0, PICTURE) == [0, 10, 10, 40]


def test_a_box_shrunk_by_keys_never_vanishes(call: Any) -> None:
    assert call("canvas/geometry", "growBox", [10, 10, 30, 40], -500, -500, PICTURE) == [10, 10, 12, 12]


def test_every_ink_is_the_one_that_python_chooses(call: Any) -> None:
    assert [call("canvas/colours", "inkOn", colour) for colour in PALETTE] == [ink_on(colour) for colour in PALETTE]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("why is", " sad?", ["why is [0] sad?", 10]),
        ("why is ", "sad?", ["why is [0] sad?", 11]),
        ("", "", ["[0]", 3]),
        ("(", ")", ["([0])", 4]),
        ("[1]", "[2]", ["[1] [0] [2]", 8]),
    ],
)
def test_a_reference_gets_the_blanks_that_words_need(call: Any, before: str, after: str, expected: list[Any]) -> None:
    assert call("page/question", "spliced", before, "[0]", after) == expected


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("why is [0] sad?", [0], ""),
        ("why is [region 0] sad?", [0], ""),
        ("why is [this person] sad?", [], ""),
        ("[7] and [7] and [8]", [0, 1], "There is no region [7], [8]. The picture has [0], [1]."),
        ("[7]", [], "There is no region [7]. Drag a box or click something first."),
    ],
)
def test_unknown_numbers_are_remarked_on(call: Any, text: str, known: list[int], expected: str) -> None:
    assert call("page/question", "remarkOn", text, known) == expected


def test_texts_are_split_at_the_regions_that_exist(call: Any) -> None:
    region = {"id": 1, "box": [0, 0, 9, 9], "label": ""}

    assert call("conversation/references", "partsOf", "[1] hit [2], not [1]", [region]) == [
        region,
        " hit [2], not ",
        region,
    ]
