"""`deixis compare` from outside: a demo, the list of rounds, the report, the preference pairs."""

import json
from pathlib import Path

import pytest
from PIL import Image

from db.store import open_store
from models.people import Newcomer
from tests.app.commands.annotated import picture, write
from tests.app.commands.annotated import run as annotate
from tests.app.commands.compared import answer, for_answer, judge, run, said


@pytest.fixture
def compared(tmp_path: Path) -> Path:
    """A data folder with a round of four pairs, which three annotators judged for "ours"; one pair of them split.

    To a fifth question both say the same.
    """
    for number in range(5):
        picture(tmp_path / "p", f"{number}.png", number)
    files = [
        write(
            tmp_path / f"{name}.jsonl",
            *(answer(n, f"{n}.png", answer=f"{name} {n}" if n < 4 else "alike") for n in range(5)),
        )
        for name in ("ours", "theirs")
    ]
    said(tmp_path / "d", "build", *files, "--images", tmp_path / "p", "--round", "R")
    judge(tmp_path / "d", "r", "A-1", for_answer("ours"))
    judge(tmp_path / "d", "r", "A-2", lambda s: "tie" if "3" in s.shown[0].qar.answer else for_answer("ours")(s))
    judge(tmp_path / "d", "r", "A-3", for_answer("theirs"))
    return tmp_path / "d"


def test_a_report_says_who_wins_and_how_many_pairs_have_no_majority(compared: Path) -> None:
    report = said(compared, "report", "R")

    (overall,) = (each for each in report["tables"] if each["criterion"] == "overall")
    assert (report["pairs"], report["judgements"], report["models"]) == (4, 12, ["ours", "theirs"])
    assert (overall["wins"], overall["ties"], overall["losses"]) == (3, 0, 0)
    assert (overall["no_majority"]["value"], overall["sign_p"]) == (0.25, 0.25)
    text = run(compared, "report", "r").output
    assert "ours  against  theirs" in text
    assert "100.0" in text


def test_report_and_exports_name_what_was_left_out_because_both_said_the_same(compared: Path, tmp_path: Path) -> None:
    report = said(compared, "report", "R")
    text = run(compared, "report", "R").output
    manifest = said(compared, "export", "R", "--out", tmp_path / "out")
    every = json.loads(annotate(compared, "export", "R", "--out", tmp_path / "every", "--json").stdout)

    assert report["left_out_as_equal"] == [{"first": "ours", "second": "theirs", "questions": 1}]
    assert "1 question left out, to which ours and theirs say the same" in text
    listed = [{"question_id": "q4", "first": "ours", "second": "theirs"}]
    assert (manifest["left_out_as_equal"], every["left_out_as_equal"]) == (listed, listed)


def test_who_is_excluded_does_not_count_unless_that_is_asked_for(compared: Path, tmp_path: Path) -> None:
    files = (tmp_path / "ours.jsonl", tmp_path / "theirs.jsonl")
    said(compared, "build", *files, "--images", tmp_path / "p", "--round", "Two", "--overlap", 2)
    with open_store(compared / "deixis.sqlite3") as store:
        newcomer = Newcomer(name="jo", password=None, role="annotator", entry="invite")
        pseudonym = store.people.add(newcomer, actor="test").pseudonym
        store.people.exclude(pseudonym, True, actor="test")
    for annotator in ("A-1", pseudonym):
        assert judge(compared, "two", annotator, for_answer("ours")) == 4

    counted, everybody = said(compared, "report", "Two"), said(compared, "report", "Two", "--everybody")
    none = said(compared, "export", "Two", "--out", tmp_path / "none")

    assert (counted["judgements"], counted["tables"]) == (4, [])
    assert (everybody["judgements"], everybody["tables"][0]["wins"]) == (8, 4)
    assert (none["preferences"], none["excluded"]) == (0, [pseudonym])


def test_rounds_of_comparing_are_listed_and_those_of_rating_are_not(compared: Path, tmp_path: Path) -> None:
    rating = write(tmp_path / "c.jsonl", {**answer(0, "0.png"), "id": "c0"})
    assert annotate(compared, "import", rating, "--images", tmp_path / "p", "--round", "Rating").exit_code == 0

    listed = said(compared, "rounds")["rounds"]
    refused = run(compared, "report", "Rating")

    assert [(each["id"], each["done"], each["slots"], each["pairs"]) for each in listed] == [("r", 12, 12, 4)]
    assert (refused.exit_code, 'Round "Rating" rates' in refused.output) == (1, True)


def test_preferences_are_exported_with_their_pictures(compared: Path, tmp_path: Path) -> None:
    manifest = said(compared, "export", "R", "--out", tmp_path / "out")

    lines = [json.loads(text) for text in (tmp_path / "out/preferences.jsonl").read_text("utf-8").splitlines()]
    assert (manifest["pairs"], manifest["preferences"], len(lines)) == (4, 3, 3)
    assert json.loads((tmp_path / "out/manifest.json").read_text("utf-8")) == manifest
    for line in lines:
        assert line["chosen"][0]["content"][0]["text"].startswith("ours")
        assert line["rejected"][0]["content"][0]["text"].startswith("theirs")
        assert [region["id"] for region in line["regions"]] == [0]
        with Image.open(tmp_path / "out" / line["images"][0]) as image:
            assert image.size == (60, 40)
            # The colour of region 0 on the border of its box.
            assert image.convert("RGB").getpixel((30, 1)) == (0xE8, 0x30, 0x8C)


def test_plain_pictures_are_as_they_came_and_an_export_is_not_overwritten_by_chance(
    compared: Path, tmp_path: Path
) -> None:
    words = ("export", "R", "--out", tmp_path / "out", "--pictures", "plain")
    said(compared, *words)

    again = run(compared, *words)

    line = json.loads((tmp_path / "out/preferences.jsonl").read_text("utf-8").splitlines()[0])
    with Image.open(tmp_path / "out" / line["images"][0]) as copied:
        names = [name for name in (tmp_path / "p").iterdir() if name.suffix == ".png"]
        assert copied.convert("RGB").tobytes() in {Image.open(name).convert("RGB").tobytes() for name in names}
    assert (again.exit_code, "add --overwrite" in again.output) == (1, True)
    assert run(compared, *words, "--overwrite").exit_code == 0


def test_demo_makes_a_round_to_be_compared_at_once(tmp_path: Path) -> None:
    told = said(tmp_path, "demo", "--pictures", 2, "--round", "Try me")
    again = said(tmp_path, "demo", "--pictures", 2, "--round", "Try me")

    assert (told["round"], told["pairs"], told["new"], again["new"]) == ("try-me", 2, 2, 0)
    with open_store(tmp_path / "deixis.sqlite3") as store:
        items = store.judging.items("try-me")
        screen = store.judging.next_screen("try-me", "A-1")
    names = {"embedded:student", "embedded:student at temperature 1.2"}
    assert {str(each.origin["model"]) for item in items for each in item.candidates} == names
    assert screen is not None
    assert screen.shown[0].qar.question == screen.shown[1].qar.question
    assert screen.shown[0].qar != screen.shown[1].qar
    assert "embedded" not in screen.model_dump_json()
