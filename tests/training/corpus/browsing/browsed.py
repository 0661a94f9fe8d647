"""Journals of made entries, as a run leaves them."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import orjson

from models.corpus import Entry
from tests.training.corpus.made_entries import CRITIC, made_picture
from training.corpus.export.manifest import Provenance
from training.corpus.export.provenance import keep_provenance
from training.corpus.journal.journal import Done, Journal


def keep_entries(journal: Journal, entries: Iterable[Entry]) -> list[list[Entry]]:
    """Keep entries as a run does after its stage "parse"; return them picture by picture."""
    pictures = [list(own) for _, own in groupby(entries, key=lambda entry: entry.candidate.image_id)]
    known = {made_picture(number).image.id: made_picture(number) for number in range(len(pictures))}
    journal.keep("list", [Done(key, "ok", value=each.model_dump_json()) for key, each in known.items()])
    journal.keep("parse", [_parsed(own) for own in pictures])
    return pictures


def keep_scores(journal: Journal, pictures: Sequence[Sequence[Entry]]) -> None:
    """Keep the scores of entries as a run does after its stage "critique"."""
    keep_provenance(journal, "critique", Provenance(versions={"critic": CRITIC}))
    journal.keep("critique", [_judged(own) for own in pictures])


def _parsed(own: Sequence[Entry]) -> Done:
    unscored = [entry.candidate.model_copy(update={"scores": {}}) for entry in own]
    entries = [
        entry.model_copy(update={"candidate": each}).model_dump(mode="json")
        for entry, each in zip(own, unscored, strict=True)
    ]
    return Done(own[0].candidate.image_id, "ok", value=orjson.dumps(entries).decode())


def _judged(own: Sequence[Entry]) -> Done:
    scores = {entry.candidate.id: entry.candidate.scores[CRITIC] for entry in own if not entry.set_aside}
    return Done(own[0].candidate.image_id, "ok", value=orjson.dumps(scores).decode())


def names(entries: Iterable[Entry]) -> list[str]:
    return [f"{entry.candidate.image_id}/{entry.candidate.id}" for entry in entries]
