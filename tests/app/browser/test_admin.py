"""The Admin page: what came of rounds, and what an admin decides."""

import zipfile

import pytest
from playwright.sync_api import expect

from models.judging import Candidate, EqualPair, Item, Round, RoundSettings
from models.records import QAR
from tests.app.browser.admin_desk import AdminDesk, Judges
from tests.app.browser.payloads import PAYLOADS
from tests.app.browser.rate_rounds import QARS, RateRounds
from tests.app.browser.test_look import CONTRAST

pytestmark = pytest.mark.browser

TEXTS = (
    ".admin-page h2",
    ".admin-section > .quiet",
    ".admin-lead",
    ".admin-tiles dt",
    ".admin-table thead th",
    ".admin-table td",
    ".admin-lines .quiet",
    ".said.accept",
    ".said.reject",
    ".admin-more summary",
    ".admin-back",
    ".admin-viewer .verdict.maybe span",
)
TOO_SMALL = """() => [...document.querySelectorAll('.admin-page :is(button:not(.region-chip), a, select, label)')]
  .filter((node) => node.checkVisibility())
  .map((node) => [node.textContent || node.ariaLabel, node.getBoundingClientRect().height])
  .filter(([, height]) => height < 44)"""


@pytest.fixture
def split(rounds: RateRounds, judges: Judges) -> tuple[str, str, str]:
    """A round of two screens of two texts that one accepts and the other rejects: the round and who they are."""
    round_id = rounds.start(QARS, QARS, overlap=2, pay=0.1, hourly_floor=12)
    kind, strict = judges.person("Kind"), judges.person("Strict")
    judges.rate_all(round_id, kind, "accept")
    judges.rate_all(round_id, strict, "reject", comment="Never.")
    return round_id, kind, strict


def test_all_rounds_lead_to_one_and_back(admin: AdminDesk, split: tuple[str, str, str]) -> None:
    admin.open()
    link = admin.page.get_by_role("table", name="Rounds of judging").locator(f"a[href='?round={split[0]}']")

    link.click()
    admin.wait()

    expect(admin.page.get_by_role("heading", name="Boxes", level=2)).to_be_focused()
    expect(admin.page.locator(".admin-tiles dd").first).to_have_text("4 of 4")
    admin.page.get_by_role("link", name="All rounds").click()
    expect(admin.page.get_by_role("heading", name="Rounds", exact=True)).to_be_focused()
    admin.page.go_back()
    expect(admin.page.get_by_role("heading", name="Boxes")).to_be_visible()
    admin.wait()


def test_figures_come_with_intervals_in_tables_with_captions(admin: AdminDesk, split: tuple[str, str, str]) -> None:
    round_id, kind, strict = split
    admin.open(round_id)

    agreement = admin.rows("Agreement by criterion")
    work = {row[0].split("\n")[0]: row for row in admin.rows("Work of each annotator")}
    days = admin.rows("Accepted by day")

    assert [row[0] for row in agreement] == ["Question and answer", "Rationale"]
    assert "to" in agreement[0][1]
    assert agreement[0][-1] == "4 texts, 2 pictures"
    assert set(work) == {kind, strict}
    assert work[kind][1:3] == ["2", "60 s\n6.00 USD an hour, below the floor"]
    assert days[0][1:] == ["0 % (0 % to 49 %)", "4"]
    expect(admin.section("Annotators").get_by_role("alert").first).to_contain_text("below the floor of 12.00 USD")
    ratings = admin.rows("Mean ratings")
    assert [(row[0], row[1].split(" ")[0], row[2]) for row in ratings] == [
        ("what", "2.00", "50 %, 0 %, 50 %"),
        ("why", "2.00", "50 %, 0 %, 50 %"),
    ]
    assert admin.rows("Flags and comments")[0][1:4] == [strict, "–", "Never."]


def test_slices_can_be_chosen(admin: AdminDesk, split: tuple[str, str, str]) -> None:
    admin.open(split[0])

    admin.page.get_by_label("Slice by").select_option("teacher")

    expect(admin.section("Ratings by slice").locator("tbody th")).to_have_text(["unknown"])
    admin.page.get_by_label("Slice by").select_option("score")
    expect(admin.section("Ratings by slice")).to_contain_text("No verdict counts yet".lower())
    expect(admin.page.get_by_label("kept from")).to_be_visible()


def test_the_last_word_is_said_by_keyboard_and_stays(
    admin: AdminDesk, judges: Judges, split: tuple[str, str, str]
) -> None:
    round_id, kind, strict = split
    admin.open(round_id)
    section = admin.section("Disagreements")
    expect(admin.count).to_have_text("1 of 4 shown; 4 disagreements, 0 with a last word.")
    assert [row[:2] for row in admin.rows("Question and answer: what was said")] == [
        [strict, "reject"],
        [kind, "accept"],
    ]

    section.get_by_role("radio", name="Accept").focus()
    admin.page.keyboard.press("Space")
    expect(admin.count).to_have_text("1 of 4 shown; 4 disagreements, 1 with a last word.")
    section.get_by_role("button", name="Next").press("Enter")
    expect(admin.count).to_contain_text("2 of 4 shown")
    expect(section.get_by_role("radio", name="Accept")).not_to_be_checked()
    section.get_by_role("button", name="Back").click()
    expect(section.get_by_role("radio", name="Accept")).to_be_checked()

    (word,) = judges.store.judging.adjudications(round_id)
    assert (word.position, word.criterion, word.value) == (0, "qa", "accept")
    admin.open(round_id)
    expect(admin.count).to_have_text("1 of 3 shown; 4 disagreements, 1 with a last word.")
    section.get_by_label("settled ones, too").check()
    expect(admin.count).to_have_text("1 of 4 shown; 4 disagreements, 1 with a last word.")
    expect(section.get_by_role("radio", name="Accept")).to_be_checked()


def test_more_disagreements_come_as_one_goes_on(admin: AdminDesk, rounds: RateRounds, judges: Judges) -> None:
    round_id = rounds.start(*[QARS * 2] * 6, overlap=2)
    judges.rate_all(round_id, "kind", "accept")
    judges.rate_all(round_id, "strict", "reject")
    admin.open(round_id)
    section = admin.section("Disagreements")
    section.get_by_role("radio", name="Maybe").check()
    expect(admin.count).to_contain_text("1 with a last word")

    for number in range(2, 25):
        section.get_by_role("button", name="Next").click()
        expect(admin.count).to_contain_text(f"{number} of 24 shown")

    expect(section.get_by_role("button", name="Next")).to_be_disabled()


def test_a_last_word_that_cannot_be_said_is_told_and_not_shown(admin: AdminDesk, split: tuple[str, str, str]) -> None:
    admin.watched.expect_errors()
    admin.open(split[0])
    section = admin.section("Disagreements")
    admin.watched.route("**/adjudications", lambda route: route.fulfill(status=503, json={"error": "Not now."}))

    section.get_by_role("radio", name="Reject").click()

    expect(section.get_by_role("alert").last).to_have_text("Not now.")
    expect(section.get_by_role("radio", name="Reject")).not_to_be_checked()
    expect(admin.count).to_contain_text("0 with a last word")


def test_who_is_excluded_no_longer_counts(admin: AdminDesk, split: tuple[str, str, str]) -> None:
    round_id, kind, strict = split
    admin.open(round_id)

    admin.page.get_by_role("button", name=f"Exclude {strict}").click()
    admin.page.get_by_role("button", name=f"Include {strict}").wait_for()
    admin.wait()

    expect(admin.section("Disagreements")).to_contain_text("0 disagreements")
    assert admin.rows("Agreement by criterion")[0][-1] == "0 texts, 0 pictures"
    assert [row[0].split("\n")[0] for row in admin.rows("Work of each annotator")] == sorted([kind, strict])
    admin.page.get_by_role("button", name=f"Include {strict}").click()
    admin.page.get_by_role("button", name=f"Exclude {strict}").wait_for()
    admin.wait()
    expect(admin.section("Disagreements")).to_contain_text("4 disagreements")


def test_the_export_is_a_download(admin: AdminDesk, split: tuple[str, str, str]) -> None:
    admin.open(split[0])

    with admin.page.expect_download() as downloading:
        admin.page.get_by_role("link", name="Export", exact=True).click()

    assert downloading.value.suggested_filename == f"deixis-{split[0]}.zip"
    with zipfile.ZipFile(downloading.value.path()) as packed:
        assert "manifest.json" in packed.namelist()


def test_a_round_of_comparing_tells_who_is_preferred(admin: AdminDesk, rounds: RateRounds, judges: Judges) -> None:
    source = rounds.start(QARS)
    (item,) = judges.store.judging.items(source)
    texts = {model: QAR(question="Why is [0] red?", answer=model, rationale="") for model in ("best", "other")}
    pair = Item(
        id=f"{source}-pair",
        image_id=item.image_id,
        regions=item.regions,
        candidates=tuple(
            Candidate(
                id=f"{source}-{model}", image_id=item.image_id, regions=item.regions, qar=qar, origin={"model": model}
            )
            for model, qar in texts.items()
        ),
    )
    begun = Round(
        id=f"{source}-pairs",
        name="Pairs",
        kind="compare",
        settings=RoundSettings(overlap=2, gold_every=0),
        created_at=judges.store.judging.round(source).created_at,
    )
    alike = EqualPair(question_id="q", first="best", second="other")
    judges.store.judging.start_round(begun, [pair], equal=[alike])
    for name in ("one", "two"):
        judges.prefer_all(begun.id, name, "best")

    admin.open(begun.id)

    rows = {row[0]: row[1:] for row in admin.rows("best against other")}
    expect(admin.section("Who is preferred")).to_contain_text(
        "1 question left out, to which best and other say the same"
    )
    assert rows["Correctness"][:3] == ["100 %", "0 %", "0 %"]
    assert rows["Overall"][:3] == ["0 %", "100 %", "0 %"]
    assert rows["Overall"][4:] == ["0 %", "–", "1 of 1 picture"]
    assert admin.rows("Does the side matter?")[3][2] == "0, 2, 0"
    assert admin.rows("Agreement by criterion")[0][0] == "Correctness"
    expect(admin.section("Disagreements")).to_have_count(0)


def test_what_people_wrote_never_becomes_a_node(admin: AdminDesk, rounds: RateRounds, judges: Judges) -> None:
    words = "\n".join(PAYLOADS)[:2000]
    qars = tuple(QAR(question=text[:300], answer=text[:300], rationale=text[:300]) for text in PAYLOADS[:5])
    round_id = rounds.start(qars, overlap=2)
    judges.rate_all(round_id, "kind", "accept", comment=words)
    judges.rate_all(round_id, "strict", "reject", comment=words)

    admin.open(round_id)

    found = (
        "document.querySelectorAll('.admin-page :is(script, img, iframe, style, form, video, object, embed)').length"
    )
    assert admin.page.evaluate(found) == 0
    assert admin.page.evaluate("window.hacked ?? null") is None
    assert admin.rows("Flags and comments")[0][3].splitlines()[0].strip() == words.splitlines()[0].strip()


def test_a_report_that_fails_says_so_and_the_others_are_there(admin: AdminDesk, split: tuple[str, str, str]) -> None:
    admin.watched.expect_errors()
    admin.page.route("**/agreement", lambda route: route.fulfill(status=503, json={"error": "Too busy."}))
    admin.open(split[0])
    section = admin.section("Agreement")
    expect(section.get_by_role("alert")).to_have_text("Too busy.")
    assert admin.rows("Work of each annotator")
    admin.page.unroute("**/agreement")

    section.get_by_role("button", name="Try again").click()

    expect(section.get_by_role("table", name="Agreement by criterion")).to_be_visible()


def test_a_round_that_is_not_there_leads_back(admin: AdminDesk) -> None:
    admin.watched.expect_errors()
    admin.page.goto(f"{admin.watched.address}/admin/?round=nothing")
    expect(admin.page.get_by_role("alert")).to_contain_text("nothing", timeout=30_000)

    admin.page.get_by_role("link", name="All rounds").click()

    expect(admin.page.get_by_role("heading", name="Rounds", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out(admin: AdminDesk, split: tuple[str, str, str], scheme: str) -> None:
    admin.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    admin.open(split[0])

    contrasts = {selector: round(admin.page.evaluate(CONTRAST, selector), 2) for selector in TEXTS}

    assert {selector: value for selector, value in contrasts.items() if value < 4.5} == {}


def test_a_phone_shows_every_row_as_a_card(phone_admin: AdminDesk, split: tuple[str, str, str]) -> None:
    phone_admin.open(split[0])
    cell = phone_admin.page.get_by_role("table", name="Agreement by criterion").get_by_role("cell").first

    assert phone_admin.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone_admin.page.evaluate(TOO_SMALL) == []
    assert cell.evaluate("(node) => getComputedStyle(node, '::before').content") == '"Alpha"'
    expect(phone_admin.page.get_by_role("rowheader", name="Rationale").first).to_be_visible()
