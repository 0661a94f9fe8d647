"""An index follows its journal: what is new is read once, and what is no longer so is forgotten."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from tests.training.corpus.browsing.browsed import keep_entries, keep_scores, names
from tests.training.corpus.made_entries import CRITIC, made_entries
from training.corpus.browsing.following import agrees, follow
from training.corpus.browsing.index import Index
from training.corpus.browsing.search import Search
from training.corpus.journal.journal import Done, Journal


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    index = Index(tmp_path / "index.sqlite")
    yield index
    index.close()


def found(index: Index) -> list[str]:
    return [hit.facts.name for hit in index.find(Search(), {}, limit=1000).shown]


def test_what_a_run_adds_comes_at_the_end(journal: Journal, index: Index) -> None:
    entries = list(made_entries(30))
    keep_entries(journal, entries[:12])
    assert follow(index, journal, "", seconds=60) == 0

    keep_entries(journal, entries[12:])
    assert follow(index, journal, "", seconds=60) == 0

    assert found(index) == names(entries)


def test_a_large_journal_is_read_some_pictures_at_a_time(journal: Journal, index: Index) -> None:
    entries = list(made_entries(6 * 70))
    keep_entries(journal, entries)

    left = [follow(index, journal, "", seconds=0) for _ in range(3)]

    assert left == [38, 6, 0]
    assert found(index) == names(entries)


def test_scores_that_come_later_leave_the_entries_in_their_places(journal: Journal, index: Index) -> None:
    pictures = keep_entries(journal, made_entries(18))
    follow(index, journal, CRITIC, seconds=60)
    before = found(index)

    keep_scores(journal, pictures)
    follow(index, journal, CRITIC, seconds=60)

    shown = index.find(Search(), {}, limit=18).shown
    assert [hit.facts.name for hit in shown] == before
    assert [hit.scores for hit in shown] == [
        {} if entry.set_aside else entry.candidate.scores for own in pictures for entry in own
    ]


def test_scores_that_entries_came_with_are_kept_beside_the_run_s_own(journal: Journal, index: Index) -> None:
    (entry,) = made_entries(1)
    candidate = entry.candidate.model_copy(update={"scores": {"theirs": 0.25}})
    own = entry.model_copy(update={"candidate": candidate}).model_dump(mode="json")
    journal.keep("parse", [Done(candidate.image_id, "ok", value=orjson.dumps([own]).decode())])
    journal.keep("critique", [Done(candidate.image_id, "ok", value=orjson.dumps({candidate.id: 0.5}).decode())])

    follow(index, journal, "ours", seconds=60)

    assert index.find(Search(), {}).shown[0].scores == {"ours": 0.5, "theirs": 0.25}


def test_work_that_is_done_again_is_read_again(journal: Journal, index: Index) -> None:
    entries = list(made_entries(12))
    keep_entries(journal, entries)
    follow(index, journal, "", seconds=60)

    journal.forget(["parse"])
    keep_entries(journal, made_entries(12, seed=1))
    follow(index, journal, "", seconds=60)

    assert found(index) == names(made_entries(12, seed=1))


def test_a_picture_that_failed_is_known_and_has_no_entries(journal: Journal, index: Index) -> None:
    journal.keep("parse", [Done("a picture", "failed", "it is gone")])

    assert follow(index, journal, "", seconds=60) == 0
    assert (index.size().pictures, found(index)) == (1, [])


def test_an_entry_that_has_changed_no_longer_agrees(journal: Journal, index: Index) -> None:
    (entry,) = made_entries(1)
    keep_entries(journal, [entry])
    follow(index, journal, "", seconds=60)
    (hit,) = index.find(Search(), {}).shown
    same = entry.model_dump(mode="json")

    other = {**same, "marks": ["clothing"]}

    assert (agrees(hit.facts, same), agrees(hit.facts, other)) == (True, False)


def test_two_pictures_may_have_entries_of_one_id(journal: Journal, index: Index) -> None:
    first, *_, other = made_entries(7)
    for number, entry in enumerate((first, other)):
        own = entry.model_dump(mode="json")
        own["candidate"] |= {"id": "1", "scores": {"theirs": number / 2}}
        journal.keep("parse", [Done(entry.candidate.image_id, "ok", value=orjson.dumps([own]).decode())])

    follow(index, journal, "", seconds=60)

    assert found(index) == [f"{entry.candidate.image_id}/1" for entry in (first, other)]
    assert index.scores_of(found(index), "theirs") == dict(zip(found(index), (0.0, 0.5), strict=True))


def test_marks_of_others_may_hold_anything(journal: Journal, index: Index) -> None:
    (entry,) = made_entries(1)
    odd = ('a "quoted" one', "with | and , in it", "clothing\\")
    keep_entries(journal, [entry.model_copy(update={"marks": odd})])

    follow(index, journal, "", seconds=60)

    assert [index.find(Search(mark=mark), {}).total for mark in (*odd, "quoted", "clothing")] == [1, 1, 1, 0, 0]
    assert index.find(Search(), {}).shown[0].facts.marks == odd
