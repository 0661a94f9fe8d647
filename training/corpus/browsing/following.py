"""Keep an index in step with the journal of a run, which somebody may be at work on."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import orjson

from training.corpus.browsing.facts import Facts, facts_of, name_of
from training.corpus.browsing.index import Index, Read
from training.corpus.journal.journal import Journal
from training.corpus.writing.kept import entries_in

PORTION = 32  # pictures that are read and kept at a time


def follow(
    index: Index, journal: Journal, critic: str, *, seconds: float, clock: Callable[[], float] = time.monotonic
) -> int:
    """Read what is new in the journal for about so many seconds; return how many pictures are left to be read.

    Scores that the run keeps beside its entries are those of the `critic`. When anything that may have been read is
    struck out of the journal, the index begins anew.
    """
    until = clock() + seconds
    struck = journal.struck("parse") + journal.struck("critique")
    scored = journal.keys("critique")
    parsed = journal.keys_in_turn("parse")
    known = index.pictures()
    if struck != index.struck() or not known.keys() <= set(parsed):
        index.clear(struck=struck)
        known = {}
    # In the order in which they were finished, so that pages stay as they are while a run goes on.
    fresh = [key for key in parsed if known.get(key) != (key in scored)]
    left = len(fresh)
    for portion in _portions(fresh):
        index.add(list(_read(journal, critic, portion)))
        left -= len(portion)
        if clock() >= until:
            break
    return left


def _portions(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while portion := list(islice(rest, PORTION)):
        yield portion


def _read(journal: Journal, critic: str, keys: Sequence[str]) -> Iterator[Read]:
    rows, scores = (journal.find(stage, keys) for stage in ("parse", "critique"))
    for key in keys:
        row, judged = rows.get(key), scores.get(key)
        entries = entries_in(row.value) if row else []
        own = orjson.loads(judged.value) if judged and judged.value else {}
        yield Read(key, judged is not None, tuple(facts_of(entry) for entry in entries), _scores(entries, critic, own))


def _scores(entries: Iterable[Mapping[str, Any]], critic: str, own: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Return the scores that entries came with, and the run's own, by critic and the entry's name."""
    found: dict[str, dict[str, float]] = {}
    for entry in entries:
        candidate = entry["candidate"]
        scores = dict(candidate.get("scores", {}))
        if candidate["id"] in own:
            scores[critic] = own[candidate["id"]]
        for each, score in scores.items():
            found.setdefault(each, {})[name_of(candidate["image_id"], candidate["id"])] = score
    return found


def agrees(facts: Facts, entry: Mapping[str, Any]) -> bool:
    """Say whether an entry of the journal still is what the index knows."""
    return facts == facts_of(entry)
