"""Lay the scores of a run's critic aside before another one scores: they stay with the entries, under its name."""

from itertools import islice

import orjson

from training.corpus.export.provenance import forget_critic
from training.corpus.journal.journal import Done, Journal
from training.corpus.writing.kept import entries_in

_TOGETHER = 256  # pictures


def lay_scores_aside(journal: Journal, critic: str) -> None:
    """Write the run's scores, which are those of the critic of that name, into the entries, and strike them out of
    their own stage. Broken off, it is simply done again: the critic is forgotten last."""
    rows = journal.read("parse")
    while some := list(islice(rows, _TOGETHER)):
        scored = journal.find("critique", [row.key for row in some])
        told = [_with_scores(row, orjson.loads(scored[row.key].value), critic) for row in some if _has(scored, row.key)]
        journal.replace("parse", told)
    journal.forget(("critique",))
    forget_critic(journal)


def _has(scored: dict[str, Done], key: str) -> bool:
    return key in scored and bool(scored[key].value)


def _with_scores(row: Done, scores: dict[str, float], critic: str) -> Done:
    entries = entries_in(row.value)
    for entry in entries:
        candidate = entry["candidate"]
        if candidate["id"] in scores:
            candidate["scores"][critic] = scores[candidate["id"]]
    return row._replace(value=orjson.dumps(entries).decode())
