"""`deixis annotate` from outside: rounds are made, looked after, and end as labels."""

import hashlib
import json
from pathlib import Path

import pytest
from PIL import Image

from annotation.agreement import PAIR_CRITERIA
from db.store import open_store, utc_now
from models.critic_labels import CriticLabel
from models.judging import Comparison, Round, RoundSettings, Submission
from models.people import Newcomer
from tests.app.commands.annotated import judge, line, picture, run, said, write


def test_rounds_are_listed_closed_and_opened_again(imported: Path) -> None:
    listed = said(imported, "rounds")["rounds"]
    closed = said(imported, "close", "First")
    opened = said(imported, "reopen", "first")

    assert [(each["id"], each["name"], each["done"], each["slots"]) for each in listed] == [("first", "First", 0, 4)]
    assert (closed["open"], opened["open"]) == (False, True)
    assert "0 of 4 judged" in run(imported, "rounds").output


def test_a_round_that_is_not_there_is_refused_with_those_that_are(imported: Path) -> None:
    refused = run(imported, "close", "Last")

    assert refused.exit_code == 1
    assert refused.output == "There is no round 'Last'. There are: first (First).\n"


def test_progress_and_agreement_of_what_was_judged(imported: Path) -> None:
    judge(imported, "first", "A-1", "accept")
    judge(imported, "first", "A-2", "accept")

    progress, agreed = said(imported, "progress", "first"), said(imported, "agreement", "first")["agreement"]

    assert (progress["done"], progress["slots"]) == (4, 4)
    assert {each["annotator"]: each["seconds"] for each in progress["annotators"]} == {"A-1": 12, "A-2": 12}
    assert agreed["qa"]["all"]["values"] == 12
    assert agreed["qa"]["all"]["alpha"]["value"] is None  # everybody always said the same
    assert "4 of 4 judged (100 %)" in run(imported, "progress", "first").output
    assert "12 values of 6 texts, 2 pictures" in run(imported, "agreement", "first").output


def test_mean_ratings_are_told_by_slice(imported: Path) -> None:
    judge(imported, "first", "A-1", "accept")
    judge(imported, "first", "A-2", "maybe")

    slices = said(imported, "ratings", "first", "--by", "score", "--threshold", 0.8)["slices"]

    means = {(each["slice"], each["criterion"]): each["mean"]["value"] for each in slices}
    assert means["unfiltered", "qa"] == means["filtered", "rationale"] == 2.5
    assert {each["pictures"] for each in slices if each["slice"] == "filtered"} == {1}
    assert "2.500" in run(imported, "ratings", "first", "--by", "question_type").output


def test_who_is_excluded_counts_no_more_unless_that_is_asked_for(imported: Path) -> None:
    with open_store(imported / "deixis.sqlite3") as store:
        newcomer = Newcomer(name="jo", password=None, role="annotator", entry="invite")
        pseudonym = store.people.add(newcomer, actor="test").pseudonym
        judge(imported, "first", "A-1", "accept")
        judge(imported, "first", pseudonym, "maybe")
        store.people.exclude(pseudonym, True, actor="test")

    counted = said(imported, "agreement", "first")["agreement"]["qa"]["all"]
    everybody = said(imported, "agreement", "first", "--everybody")["agreement"]["qa"]["all"]
    manifest = said(imported, "export", "first", "--out", imported / "out")

    assert (counted["values"], everybody["values"]) == (0, 12)
    assert (manifest["excluded"], manifest["labels"]["labels"]) == ([pseudonym], 0)
    assert manifest["files"]["judgements"]["rows"] == 4


def test_a_round_of_comparing_has_agreement_and_export_and_no_ratings(imported: Path) -> None:
    with open_store(imported / "deixis.sqlite3") as store:
        item = next(item for item in store.judging.items("first") if len(item.candidates) == 5)
        pair = item.model_copy(update={"id": "pair", "candidates": item.candidates[:2]})
        settings = RoundSettings(overlap=2)
        wanted = Round(id="pairs", name="Pairs", kind="compare", settings=settings, created_at=utc_now())
        store.judging.start_round(wanted, [pair])
        for annotator in ("A-1", "A-2"):
            screen = store.judging.next_screen("pairs", annotator)
            assert screen is not None
            # Whoever sees the first text on the right prefers the right, so both prefer the same text.
            side = "left" if screen.shown[0].qar == pair.candidates[0].qar else "right"
            comparisons = tuple(Comparison(criterion=each, value=side) for each in PAIR_CRITERIA)
            store.judging.submit(
                Submission(
                    id=f"submission-{annotator}", item_id="pair", token=screen.lease.token, comparisons=comparisons
                ),
                annotator,
            )

    agreed = said(imported, "agreement", "Pairs")["agreement"]
    manifest = said(imported, "export", "Pairs", "--out", imported / "out", "--format", "csv")
    refused = run(imported, "ratings", "Pairs")

    assert agreed["overall"]["values"] == 2
    assert "labels" not in manifest
    table = (imported / "out/judgements.csv").read_text("utf-8-sig")
    assert table.count(f",{pair.candidates[0].id},A-") == 8
    assert (refused.exit_code, refused.output) == (1, 'Round "Pairs" compares; it has no ratings.\n')


def test_assign_puts_first_what_the_critic_is_least_sure_about(tmp_path: Path) -> None:
    names = [f"{number}.png" for number in range(12)]
    for number, name in enumerate(names):
        picture(tmp_path, name, number)
    lines = [line(number, name, scores={}) for number, name in enumerate(names)]
    file = write(tmp_path / "corpus.jsonl", *lines)
    said(tmp_path / "d", "import", file, "--images", tmp_path, "--round", "R")
    scores = write(tmp_path / "scores.jsonl", *({"id": f"c{number}", "score": number / 12} for number in range(12)))

    told = said(tmp_path / "d", "assign", "R", "--scores", scores, "--threshold", 0.5)

    assert (told["pictures"], told["scored"]) == (12, 12)
    with open_store(tmp_path / "d/deixis.sqlite3") as store:
        items = [item for item in store.judging.items("r") if not item.uniform]
    by_priority = sorted(items, key=lambda item: -item.priority)
    unsure = [abs(int(item.candidates[0].id[1:]) / 12 - 0.5) for item in by_priority]
    assert unsure == sorted(unsure)
    assert len(unsure) > 5
    said(tmp_path / "d", "assign", "R", "--scores", scores, "--score", "second")
    said(tmp_path / "d", "export", "R", "--out", tmp_path / "out")
    lines_ = (tmp_path / "out/candidates.jsonl").read_text("utf-8").splitlines()
    exported = {each["id"]: each["scores"] for each in map(json.loads, lines_)}
    assert exported == {f"c{number}": {"critic": number / 12, "second": number / 12} for number in range(12)}


def test_an_imported_round_is_ordered_by_the_only_score_there_is(tmp_path: Path) -> None:
    names = [f"{number}.png" for number in range(12)]
    for number, name in enumerate(names):
        picture(tmp_path, name, number)
    lines = [line(number, name, scores={"embedded:critic": number / 12}) for number, name in enumerate(names)]
    file = write(tmp_path / "corpus.jsonl", *lines)

    told = said(tmp_path / "d", "import", file, "--images", tmp_path, "--round", "R", "--threshold", 0.5)

    with open_store(tmp_path / "d/deixis.sqlite3") as store:
        items = [item for item in store.judging.items("r") if not item.uniform]
    unsure = [
        abs(each.candidates[0].scores["embedded:critic"] - 0.5) for each in sorted(items, key=lambda i: -i.priority)
    ]
    assert told["scored"] == 12
    assert len(unsure) > 5
    assert unsure == sorted(unsure)
    assert said(tmp_path / "d", "assign", "R")["scored"] == 12


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"id": "c1"}', "Line 1 of"),
        ('{"id": "c1", "score": NaN}', "with a finite number"),
        ('{"id": "nobody", "score": 1}', "no text 'nobody' in the round"),
    ],
)
def test_scores_that_cannot_be_used_are_refused(tmp_path: Path, imported: Path, text: str, reason: str) -> None:
    (tmp_path / "scores.jsonl").write_text(text)

    refused = run(imported, "assign", "first", "--scores", tmp_path / "scores.jsonl")

    assert refused.exit_code == 1
    assert reason in refused.output


def test_export_writes_everything_and_a_manifest_that_says_how(tmp_path: Path, imported: Path) -> None:
    judge(imported, "first", "A-1", "accept")
    judge(imported, "first", "A-2", "reject")
    judge(imported, "first", "A-3", "accept")

    manifest = said(imported, "export", "first", "--out", tmp_path / "out")

    out = tmp_path / "out"
    assert sorted(path.name for path in out.iterdir()) == [
        "candidates.jsonl",
        "judgements.jsonl",
        "labels.jsonl",
        "manifest.json",
        "skips.jsonl",
    ]
    assert json.loads((out / "manifest.json").read_text("utf-8")) == manifest
    labels = [CriticLabel.model_validate_json(text) for text in (out / "labels.jsonl").read_text("utf-8").splitlines()]
    judgements = [json.loads(text) for text in (out / "judgements.jsonl").read_text("utf-8").splitlines()]
    assert {label.label for label in labels} == {"reject"}
    # The two who disagreed, and the third who was asked because of that.
    assert {len(label.submissions) for label in labels} == {3}
    assert {name for label in labels for name in label.submissions} == {each["id"] for each in judgements}
    assert (manifest["labels"]["rule"], manifest["labels"]["labels"]) == ("lskd-1", 6)
    assert manifest["agreement"]["qa"]["all"]["values"] == 18
    for each in manifest["files"].values():
        assert each["sha256"] == hashlib.sha256((out / each["file"]).read_bytes()).hexdigest()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_export_has_a_table_for_each_of_them(tmp_path: Path, imported: Path, form: str) -> None:
    manifest = said(imported, "export", "first", "--out", tmp_path / "out", "--format", form)

    assert {name: each["rows"] for name, each in manifest["files"].items()} == {
        "candidates": 6,
        "judgements": 0,
        "skips": 0,
        "labels": 0,
    }
    assert (tmp_path / f"out/labels.{form}").exists()


def test_a_folder_that_holds_other_things_is_left_alone(tmp_path: Path, imported: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("years of work")
    words = ("export", "first", "--out", tmp_path / "out")
    said(imported, *words)

    mine = run(imported, "export", "first", "--out", tmp_path / "mine", "--overwrite")
    again = run(imported, *words)

    assert (mine.exit_code, "name an empty folder" in mine.output) == (1, True)
    assert (again.exit_code, "add --overwrite" in again.output) == (1, True)
    assert run(imported, *words, "--overwrite").exit_code == 0


def test_demo_makes_a_round_to_be_rated_at_once(tmp_path: Path) -> None:
    told = said(tmp_path, "demo", "--pictures", 1, "--round", "Try me")

    assert told == {"round": "try-me", "name": "Try me", "new": 4, "item": 1, "qualification": 2, "gold": 1}
    with open_store(tmp_path / "deixis.sqlite3") as store:
        screen = store.judging.next_screen("try-me", "A-1")
        mark = store.judging.round("try-me").settings.pass_mark
    assert screen is not None
    assert mark == 0, "whoever tries it can go on"
    assert (screen.qualification, len(screen.shown)) == (True, 5)
    display = next((tmp_path / "pictures").rglob(f"{screen.image.id}.display.jpg"))
    with Image.open(display) as shown:
        assert shown.size == (640, 640)
