"""`deixis annotate import` from outside: a file and a folder of pictures become a round, or one is told why not."""

import hashlib
import json
from pathlib import Path

from db.store import open_store
from tests.app.commands.annotated import line, picture, run, said, write


def test_import_makes_a_round_of_five_differing_texts_a_picture(tmp_path: Path, corpus: Path) -> None:
    words = ("import", corpus, "--images", tmp_path / "pictures", "--round", "First", "--overlap", 3)

    told = said(tmp_path / "data", *words)

    assert told == {"round": "first", "screens": 2, "new": 2, "texts": 6, "passed_over": 3, "scored": 2, "bad": []}
    with open_store(tmp_path / "data/deixis.sqlite3") as store:
        found = store.judging.round("first")
        assert (found.name, found.settings.overlap, len(found.settings.guidelines)) == ("First", 3, 12)
        items = {len(item.candidates): item for item in store.judging.items("first")}
        # The picture is 60 pixels wide; the box was cut there.
        assert items[5].regions[0].box.x1 == 60
        assert store.image(items[1].image_id, owner="anybody").source == "b.png"
        assert all(0 < item.priority < 1 for item in items.values())


def test_importing_the_same_file_again_changes_nothing(tmp_path: Path, corpus: Path, imported: Path) -> None:
    again = said(imported, "import", corpus, "--images", tmp_path / "pictures", "--round", "First")

    assert again["new"] == 0
    with open_store(imported / "deixis.sqlite3") as store:
        assert len(store.judging.items("first")) == 2


def test_every_text_is_judged_where_that_is_asked_for(tmp_path: Path, corpus: Path) -> None:
    told = said(tmp_path / "d", "import", corpus, "--images", tmp_path / "pictures", "--round", "All", "--every")

    assert (told["screens"], told["texts"], told["passed_over"]) == (3, 9, 0)


def test_bad_lines_are_listed_and_nothing_is_imported_unless_they_are_to_be_skipped(tmp_path: Path) -> None:
    picture(tmp_path / "pictures", "a.png", 1)
    (tmp_path / "pictures/broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    picture(tmp_path, "outside.png", 3)
    names = ["a.png", "none.png", "broken.png", "../outside.png", "a.png"]
    lines = [line(number, name) for number, name in enumerate(names)]
    lines[4]["regions"] = [{"id": 0, "box": [70, 1, 90, 20]}]
    file = write(tmp_path / "corpus.jsonl", *lines)
    words = ("import", file, "--images", tmp_path / "pictures", "--round", "R")

    refused = run(tmp_path / "data", *words)
    told = json.loads(run(tmp_path / "data", *words, "--json").stdout)
    with open_store(tmp_path / "data/deixis.sqlite3") as store:
        assert (store.judging.rounds(), store.public_images()) == ((), ())
    skipped = said(tmp_path / "data", *words, "--skip-bad")

    assert refused.exit_code == 1
    assert [f"corpus.jsonl, line {number}: " in refused.output for number in range(1, 6)] == [False] + [True] * 4
    assert "4 lines of" in refused.output
    assert [each["line"] for each in told["bad"]] == [2, 3, 4, 5]
    assert "there is no picture none.png" in told["bad"][0]["reason"]
    assert "there is no picture ../outside.png" in told["bad"][2]["reason"]
    assert "its region [0] cannot be used" in told["bad"][3]["reason"]
    assert (skipped["texts"], len(skipped["bad"])) == (1, 4)


def test_a_picture_that_lies_in_the_folder_without_those_of_its_name_is_found(tmp_path: Path) -> None:
    picture(tmp_path / "pictures", "31.png", 1)
    file = write(tmp_path / "corpus.jsonl", line(1, "VG_100K/31.png"))

    assert said(tmp_path / "d", "import", file, "--images", tmp_path / "pictures", "--round", "R")["texts"] == 1


def test_pictures_of_the_store_need_no_folder_and_files_named_by_their_id_are_found(
    tmp_path: Path, imported: Path
) -> None:
    said(imported, "export", "first", "--out", tmp_path / "out", "--pictures")
    file, taken_along = tmp_path / "out/candidates.jsonl", tmp_path / "out/pictures"
    data = picture(tmp_path, "c.png", 9).read_bytes()
    name = hashlib.sha256(data).hexdigest()
    (tmp_path / f"{name}.png").write_bytes(data)
    other = write(tmp_path / "other.jsonl", line(1, "", image_id=name))

    assert said(imported, "import", file, "--round", "Second")["texts"] == 6
    assert said(tmp_path / "elsewhere", "import", file, "--round", "R", "--images", taken_along)["texts"] == 6
    assert said(imported, "import", other, "--round", "Third", "--images", tmp_path)["texts"] == 1
    assert "neither in the store nor" in run(tmp_path / "empty", "import", file, "--round", "Fourth").output


def test_a_picture_that_is_another_than_its_id_says_is_refused(tmp_path: Path) -> None:
    picture(tmp_path, "a.png", 1)
    file = write(tmp_path / "corpus.jsonl", line(1, image_id="0" * 64))

    assert (
        "is another than its image_id says"
        in run(tmp_path / "d", "import", file, "--images", tmp_path, "--round", "R").output
    )


def test_settings_come_from_a_file_and_a_wrong_one_is_named(tmp_path: Path, corpus: Path) -> None:
    settings, wrong = tmp_path / "settings.json", tmp_path / "wrong.json"
    settings.write_text('{"overlap": 1, "completion_code": "DONE", "pay": 0.5}')
    wrong.write_text('{"overlaps": 1}')
    words = ("import", corpus, "--images", tmp_path / "pictures", "--round", "R", "--settings")

    said(tmp_path / "d", *words, settings)
    refused = run(tmp_path / "d", *words, wrong)
    other = run(tmp_path / "d", *words[:-1], "--overlap", 3)
    same = run(tmp_path / "d", *words[:-1])

    with open_store(tmp_path / "d/deixis.sqlite3") as store:
        kept = store.judging.round("r").settings
    assert (kept.overlap, kept.completion_code, kept.pay) == (1, "DONE", 0.5)
    assert (refused.exit_code, "The setting overlaps cannot be 1" in refused.output) == (1, True)
    assert (other.exit_code, "There is a round 'R' already" in other.output) == (1, True)
    assert (same.exit_code, "0 are new" in same.output) == (0, True)
