"""What the journal of a corpus run holds, as records."""

from collections.abc import Iterator
from typing import TypeVar

import orjson

from models.corpus import Entry, Picture, Verbalization
from models.records import Record
from training.corpus.journal.journal import Done, Journal
from training.corpus.writing.kept import Json, entries_in, records_in

Kept = TypeVar("Kept", bound=Record)


class RunRecords:
    """Reads the stages of a run; see `training/corpus/corpus_run.py` for what each of them keeps."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def done(self, stage: str) -> int:
        """Return how many pieces of a stage's work succeeded."""
        return self.journal.count(stage).ok

    def listed(self) -> Iterator[tuple[str, Picture]]:
        """Yield the pictures as they were listed, by their ids."""
        return self._read("list", Picture)

    def looked(self) -> Iterator[tuple[str, Verbalization]]:
        """Yield what was seen in the pictures, before anything was asked."""
        return self._read("look", Verbalization)

    def told(self) -> Iterator[tuple[str, Verbalization]]:
        """Yield the whole verbalizations."""
        return self._read("answer", Verbalization)

    def parsed(self) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """Yield the entries of every picture."""
        for row in self.journal.read("parse"):
            if row.value:
                yield row.key, records_in(row.value)

    def picture(self, key: str) -> Picture:
        """Return the picture of that id."""
        return Picture.model_validate_json(self.journal.find("list", [key])[key].value)

    def pictures(self) -> Iterator[Picture]:
        """Yield the pictures with the regions that were talked about, or else as they were listed."""
        for key, picture in self.listed():
            value = self._value("look", key)
            yield Verbalization.model_validate_json(value).picture if value else picture

    def entries(self, critic: str = "") -> Iterator[bytes]:
        """Yield the JSON of every entry, picture by picture, with the scores of the run's critic, who is called so."""
        for row in self.journal.read("parse"):
            yield from map(orjson.dumps, self._scored(row, critic))

    def selected(self, critic: str = "") -> Iterator[Entry]:
        """Yield the entries that were picked for people to rate, with their scores as above."""
        for row in self.journal.read("parse"):
            value = self._value("select", row.key)
            picked = set(orjson.loads(value)) if value else set()
            yield from (
                Entry.model_validate(entry) for entry in self._scored(row, critic) if entry["candidate"]["id"] in picked
            )

    def _scored(self, row: Done, critic: str) -> Iterator[Json]:
        value = self._value("critique", row.key) if critic else ""
        scores = orjson.loads(value) if value else {}
        for entry in entries_in(row.value):
            candidate = entry["candidate"]
            if candidate["id"] in scores:
                candidate["scores"][critic] = scores[candidate["id"]]
            yield entry

    def _value(self, stage: str, key: str) -> str:
        row = self.journal.find(stage, [key]).get(key)
        return row.value if row else ""

    def _read(self, stage: str, record: type[Kept]) -> Iterator[tuple[str, Kept]]:
        for row in self.journal.read(stage):
            if row.value:
                yield row.key, record.model_validate_json(row.value)
