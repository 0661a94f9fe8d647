"""What a search finds is what a look at every entry would find."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.corpus import Entry
from tests.training.corpus.browsing.browsed import keep_entries, keep_scores, names
from tests.training.corpus.made_entries import CRITIC, made_entries
from training.corpus.browsing.following import follow
from training.corpus.browsing.index import Index, Size
from training.corpus.browsing.search import Search
from training.corpus.journal.journal import Journal
from training.corpus.stats.question_types import question_type

COUNT = 120


@pytest.fixture
def entries() -> list[Entry]:
    return list(made_entries(COUNT))


@pytest.fixture
def index(tmp_path: Path, entries: list[Entry]) -> Iterator[Index]:
    with Journal(tmp_path / "journal.sqlite") as journal:
        keep_scores(journal, keep_entries(journal, entries))
        index = Index(tmp_path / "index.sqlite")
        assert follow(index, journal, CRITIC, seconds=60) == 0
        yield index
        index.close()


def said(entry: Entry) -> str:
    return entry.candidate.qar.text.lower()


def score(entry: Entry) -> float:
    return entry.candidate.scores[CRITIC]


@pytest.mark.parametrize(
    ("search", "meant"),
    [
        (Search(), lambda _: True),
        (Search(type="purpose"), lambda entry: question_type(entry.candidate.qar.question) == "purpose"),
        (Search(teacher="teacher 1"), lambda entry: entry.candidate.origin["teacher"] == "teacher 1"),
        (Search(prompt="regions"), lambda entry: entry.candidate.origin["prompt"] == "regions"),
        (Search(mark="speculation"), lambda entry: "speculation" in entry.marks),
        (Search(mark="none"), lambda entry: not entry.marks),
        (Search(mark="any"), lambda entry: bool(entry.marks)),
        (Search(mark="spec"), lambda _: False),
        (Search(reason="none"), lambda entry: not entry.set_aside),
        (Search(reason="any"), lambda entry: bool(entry.set_aside)),
        (Search(reason="no id in a text by ids"), lambda entry: bool(entry.set_aside)),
        (Search(words="RED   window"), lambda entry: "red" in said(entry) and "window" in said(entry)),
        (Search(words="100% _ready"), lambda _: False),
        (Search(critic=CRITIC, least=0.5), lambda entry: not entry.set_aside and score(entry) >= 0.5),
        (Search(critic=CRITIC, least=0.2, most=0.4), lambda entry: not entry.set_aside and 0.2 <= score(entry) <= 0.4),
        (Search(critic="another", least=0.0), lambda _: False),
        (
            Search(critic=CRITIC, least=0.3, words="cup", prompt="regions", mark="none"),
            lambda entry: (
                not entry.set_aside
                and score(entry) >= 0.3
                and "cup" in said(entry)
                and entry.candidate.origin["prompt"] == "regions"
                and not entry.marks
            ),
        ),
    ],
)
def test_a_search_finds_what_is_meant(
    index: Index, entries: list[Entry], search: Search, meant: Callable[[Entry], bool]
) -> None:
    found = index.find(search, {}, limit=COUNT)

    assert [hit.facts.name for hit in found.shown] == names(filter(meant, entries))
    assert found.total == len(found.shown)


def test_pages_follow_each_other_without_a_gap(index: Index, entries: list[Entry]) -> None:
    pages = [index.find(Search(), {}, start=start, limit=50) for start in (0, 50, 100, 150)]

    assert [hit.facts.name for page in pages for hit in page.shown] == names(entries)
    assert [(page.total, len(page.shown)) for page in pages] == [(120, 50), (120, 50), (120, 20), (120, 0)]


@pytest.mark.parametrize(("order", "sign"), [("highest", -1), ("lowest", 1)])
def test_entries_come_in_the_order_of_their_scores(index: Index, entries: list[Entry], order: str, sign: int) -> None:
    found = index.find(Search.model_validate({"critic": CRITIC, "order": order}), {}, limit=COUNT)

    scored = sorted((entry for entry in entries if not entry.set_aside), key=lambda entry: sign * score(entry))
    assert [hit.scores[CRITIC] for hit in found.shown] == [score(entry) for entry in scored]
    assert {hit.facts.name for hit in found.shown} == set(names(scored))


def test_what_people_said_is_a_filter_like_others(index: Index, entries: list[Entry]) -> None:
    good, bad, *_ = names(entries)
    rated = {"accept": [good, "an entry of another corpus"], "maybe": [], "reject": [bad]}

    found = {
        rating: index.find(Search.model_validate({"rating": rating}), rated)
        for rating in ("accept", "maybe", "reject", "none")
    }

    assert [hit.facts.name for hit in found["accept"].shown] == [good]
    assert [hit.facts.name for hit in found["reject"].shown] == [bad]
    assert (found["maybe"].total, found["none"].total) == (0, COUNT - 2)


def test_the_corpus_is_counted_by_what_it_can_be_found_by(index: Index, entries: list[Entry]) -> None:
    counts, scored = index.counts(), index.scored()

    assert index.size() == Size(COUNT, 20, 20)
    assert counts["teacher"] == {"teacher 0": 60, "teacher 1": 60}
    assert counts["mark"] == {"speculation": sum(bool(entry.marks) for entry in entries)}
    assert counts["reason"] == {"": 108, "no id in a text by ids": 12}
    assert list(scored) == [CRITIC]
    judged = [score(entry) for entry in entries if not entry.set_aside]
    for step in (0, 29, 80, 100):
        assert sum(scored[CRITIC][step:]) == sum(each >= step / 100 for each in judged)


def test_pictures_stand_beside_each_other(index: Index, entries: list[Entry]) -> None:
    images = list(dict.fromkeys(entry.candidate.image_id for entry in entries))

    assert [index.image_beside(images[3], by) for by in (-1, 1)] == [images[2], images[4]]
    assert (index.image_beside(images[0], -1), index.image_beside(images[-1], 1)) == ("", "")
    assert index.image_beside("no picture", 1) == ""


@pytest.mark.parametrize("content", [b"no database at all" * 100, b""])
def test_an_index_that_is_damaged_or_another_s_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "index.sqlite"
    path.write_bytes(content)

    index = Index(path)

    assert index.size() == Size(0, 0, 0)
    index.close()
