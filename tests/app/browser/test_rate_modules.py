"""The pure parts of the Rate page's modules, with worked examples."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.app.browser.conftest import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(desktop: BrowserContext, server: Server) -> Iterator[Page]:
    """A page of our origin with nothing on it."""
    page = desktop.new_page()
    page.goto(f"{server.address}/api/me")
    yield page
    page.close()


@pytest.fixture
def call(page: Page) -> Any:
    """Call a function of a module under static/rate with plain values."""

    def run(module: str, name: str, *arguments: Any) -> Any:
        script = "async ([module, name, given]) => (await import(`/static/rate/${module}.js`))[name](...given)"
        return page.evaluate(script, [module, name, list(arguments)])

    return run


@pytest.mark.parametrize(
    ("seconds", "shown"), [(900, "15:00"), (59.2, "1:00"), (59, "0:59"), (0.4, "0:01"), (0, "0:00"), (-5, "0:00")]
)
def test_time_is_shown_in_minutes_and_seconds(call: Any, seconds: float, shown: str) -> None:
    assert call("lease", "clock", seconds) == shown


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (121, 120, "2 minutes left for this screen."),
        (120, 119, None),
        (61, 60, "One minute left for this screen."),
        (200, 30, "One minute left for this screen."),
        (50, 49, None),
        (200, 0, None),
    ],
)
def test_two_moments_are_announced(call: Any, before: float, now: float, said: str | None) -> None:
    assert call("lease", "announcement", before, now) == said


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("javascript:alert(1)", None),
        (" JavaScript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("/elsewhere", None),
        ("", None),
    ],
)
def test_only_web_addresses_are_safe(call: Any, address: str, safe: str | None) -> None:
    assert call("endings", "safeAddress", address) == safe


@pytest.mark.parametrize(
    ("here", "there", "later"),
    [
        (None, {"comment": "there"}, "there"),
        ({"at": 5, "comment": "here"}, {"at": 4, "comment": "there"}, "here"),
        ({"at": 5, "comment": "here"}, {"at": 6, "comment": "there"}, "there"),
        ({"at": 5, "comment": "here"}, {}, "here"),
    ],
)
def test_the_later_draft_wins(call: Any, here: Any, there: Any, later: str) -> None:
    assert call("memory", "laterOf", here, there)["comment"] == later


BALLOT = """async (steps) => {
  const { Ballot } = await import('/static/rate/ballot.js');
  const ballot = new Ballot([0, 1]);
  for (const [act, ...given] of steps) ballot[act](...given);
  return { ratings: ballot.ratings().map(({ value, given }) => `${value} ${given}`), complete: ballot.isComplete,
           comment: ballot.comment, draft: ballot.draft() };
}"""


def test_a_rejected_answer_forces_its_rationale_and_gives_it_back(page: Page) -> None:
    steps = [["rate", 0, "rationale", "accept"], ["rate", 0, "qa", "reject"], ["rate", 0, "rationale", "maybe"]]

    forced = page.evaluate(BALLOT, steps)
    given_back = page.evaluate(BALLOT, [*steps, ["rate", 0, "qa", "maybe"]])

    assert forced["ratings"][:2] == ["reject chosen", "reject forced"]
    assert not forced["complete"]
    assert given_back["ratings"][:2] == ["maybe chosen", "accept chosen"]


def test_letters_of_a_comment_are_one_step_back(page: Page) -> None:
    typed = [["write", "a"], ["write", "ab"], ["rate", 0, "qa", "accept"], ["write", "abc"]]

    assert page.evaluate(BALLOT, typed)["comment"] == "abc"
    assert page.evaluate(BALLOT, [*typed, ["undo"]])["comment"] == "ab"
    assert page.evaluate(BALLOT, [*typed, ["undo"], ["undo"], ["undo"]])["comment"] == ""


def test_of_a_draft_only_what_fits_the_screen_is_taken(page: Page) -> None:
    draft = {
        "ratings": [
            {"position": 0, "criterion": "qa", "value": "maybe"},
            {"position": 7, "criterion": "qa", "value": "maybe"},
            {"position": 1, "criterion": "beauty", "value": "maybe"},
            {"position": 1, "criterion": "qa", "value": "<b>"},
        ],
        "flagged": "yes",
        "comment": 7,
    }

    kept = page.evaluate(BALLOT, [["adopt", draft]])["draft"]

    assert kept == {
        "ratings": [{"position": 0, "criterion": "qa", "value": "maybe"}],
        "flagged": False,
        "comment": "",
    }


MARKDOWN = """async (text) => {
  const { markdown } = await import('/static/rate/markdown.js');
  const outline = (node) => (node.nodeType === 3 ? node.data
    : `<${node.localName}>${[...node.childNodes].map(outline).join('')}</${node.localName}>`);
  return markdown(text).map(outline);
}"""


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("# One\n## Two\ntext", ["<h2>One</h2>", "<h3>Two</h3>", "<p>text</p>"]),
        ("a\nb\n\nc", ["<p>a b</p>", "<p>c</p>"]),
        ("- a\n  more\n- b", ["<ul><li>a more</li><li>b</li></ul>"]),
        ("1. a\n2. b", ["<ol><li>a</li><li>b</li></ol>"]),
        ("**bold [0]** and *thin* `co*d*e`", None),
        ("> said\n> more", ["<blockquote><p>said more</p></blockquote>"]),
        ("<b>x</b> [a](javascript:b) ![i](j)", ["<p><b>x</b> [a](javascript:b) ![i](j)</p>"]),
    ],
)
def test_markdown_becomes_a_few_kinds_of_nodes(page: Page, text: str, nodes: list[str] | None) -> None:
    inline = ["<p><strong>bold <span>[0]</span></strong> and <em>thin</em> <code>co*d*e</code></p>"]

    assert page.evaluate(MARKDOWN, text) == (nodes or inline)


def test_a_table_keeps_its_cells(page: Page) -> None:
    found = page.evaluate(MARKDOWN, "| a | b |\n|---|:-:|\n| c | **d** |")

    assert found == [
        "<div><table><thead><tr><th>a</th><th>b</th></tr></thead>"
        "<tbody><tr><td>c</td><td><strong>d</strong></td></tr></tbody></table></div>"
    ]


def test_markup_makes_no_nodes(page: Page) -> None:
    count = page.evaluate(
        """async (text) => {
          const { markdown } = await import('/static/rate/markdown.js');
          return markdown(text).flatMap((node) => [...node.querySelectorAll('*')]).length;
        }""",
        "<img src=x onerror=alert(1)> <script>x</script> <b>y</b>",
    )

    assert count == 0
