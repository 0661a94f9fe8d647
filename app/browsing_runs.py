"""The corpus runs of the data folder as they are browsed: what each holds so far, found through an index of its own."""

import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from models.corpus import Entry, Picture
from models.errors import NotFound
from training.corpus.browsing.following import agrees, follow
from training.corpus.browsing.index import Hit, Index
from training.corpus.browsing.origin import OriginCard, origin_of
from training.corpus.browsing.search import Rated, Search
from training.corpus.export.provenance import provenance_of
from training.corpus.journal.journal import Journal
from training.corpus.pictures.source import PictureSource
from training.corpus.pictures.sources import open_source
from training.corpus.run_folder import JOURNAL, SETTINGS, RunFolder, look_into_run
from training.corpus.run_settings import PictureSettings
from training.corpus.writing.kept import entries_in

AT_ONCE = 1.0  # seconds for which one request reads what is new; the next one goes on


class Found(NamedTuple):
    """An entry, with what the index says of it, and its picture."""

    hit: Hit
    entry: Entry
    picture: Picture


class FoundSome(NamedTuple):
    """Some of what was found; `total` is how much of it there is."""

    total: int
    shown: tuple[Found, ...]


class BrowsedRun:
    """A run that is looked at. Its methods block; call them from worker threads. Raises StoreProblem, NotFound."""

    def __init__(self, folder: Path, index: Path) -> None:
        self.name = folder.name
        self._folder = folder
        self._at_index = index
        self._turn = threading.Lock()
        self._index: Index | None = None
        self._read: tuple[object, ...] = ()  # what the journal's files were when all of it had been read
        self._source: tuple[PictureSettings, PictureSource] | None = None

    def close(self) -> None:
        if self._index is not None:
            self._index.close()

    @property
    def index(self) -> Index:
        """The index, made when it is first needed."""
        with self._turn:
            if self._index is None:
                self._index = Index(self._at_index)
            return self._index

    def critic(self) -> str:
        """Return whose scores the run has, "" before anything is scored."""
        with look_into_run(self._folder) as run:
            return _critic(run)

    def catch_up(self, *, seconds: float = AT_ONCE) -> int:
        """Read what is new in the journal, for a while; return how many pictures are left to be read."""
        stamp = self._stamp()
        index = self.index
        with self._turn:
            if stamp == self._read:
                return 0
            with look_into_run(self._folder) as run:
                left = follow(index, run.journal, _critic(run), seconds=seconds)
            self._read = () if left else stamp
            return left

    def find(self, search: Search, rated: Rated, *, start: int, limit: int) -> FoundSome:
        """Return entries with their pictures; what has changed since it was read is read anew."""
        self.catch_up()
        hits = self.index.find(search, rated, start=start, limit=limit)
        shown = self._with_entries(hits.shown)
        if shown is None:
            self._begin_anew()
            hits = self.index.find(search, rated, start=start, limit=limit)
            shown = self._with_entries(hits.shown) or ()
        return FoundSome(hits.total, shown)

    def named(self, names: Collection[str]) -> tuple[Found, ...]:
        """Return the entries of these names, as far as there are any."""
        self.catch_up()
        found = self._with_entries(self.index.named(names))
        if found is None:
            self._begin_anew()
            found = self._with_entries(self.index.named(names))
        return found or ()

    def origin(self, name: str) -> OriginCard:
        """Return all that led to an entry."""
        found = self.named([name])
        if not found:
            raise NotFound(f"There is no entry {name[:120]!r} in the corpus {self.name!r}.")
        with look_into_run(self._folder) as run:
            return origin_of(found[0].entry, run.journal, run.settings, self._pictures(run))

    def picture_file(self, image: str) -> bytes:
        """Return the bytes of a picture's file. Raises BadPicture when it is not there any more."""
        with look_into_run(self._folder) as run:
            picture = _pictures(run.journal, [image]).get(image)
            if picture is None:
                raise NotFound(f"There is no picture {image[:60]!r} in the corpus {self.name!r}.")
            return self._pictures(run).read(picture)

    def _pictures(self, run: RunFolder) -> PictureSource:
        wanted = run.settings.pictures
        if self._source is None or self._source[0] != wanted:
            self._source = (wanted, open_source(wanted))
        return self._source[1]

    def _with_entries(self, hits: Sequence[Hit]) -> tuple[Found, ...] | None:
        """Return what the journal has of these, None if any of it is not what the index says."""
        with look_into_run(self._folder) as run:
            rows = run.journal.find("parse", list({hit.key for hit in hits}))
            pictures = _pictures(run.journal, [hit.facts.image for hit in hits])
        entries = {key: entries_in(row.value) for key, row in rows.items()}
        found = []
        for hit in hits:
            own = entries.get(hit.key, ())
            picture = pictures.get(hit.facts.image)
            if picture is None or hit.number >= len(own) or not agrees(hit.facts, own[hit.number]):
                return None
            found.append(Found(hit, Entry.model_validate(own[hit.number]), picture))
        return tuple(found)

    def _begin_anew(self) -> None:
        self.index.clear()
        self._read = ()
        self.catch_up()

    def _stamp(self) -> tuple[object, ...]:
        files = (self._folder / JOURNAL, self._folder / f"{JOURNAL}-wal")
        stats = [file.stat() if file.is_file() else None for file in files]
        return tuple((each.st_ino, each.st_mtime_ns, each.st_size) if each else None for each in stats)


class BrowsedRuns:
    """The runs below a folder, by their names; indexes are kept in another one."""

    def __init__(self, folder: Path, indexes: Path) -> None:
        self._folder = folder
        self._indexes = indexes
        self._turn = threading.Lock()
        self._runs: dict[str, BrowsedRun] = {}

    def names(self) -> tuple[str, ...]:
        """Return the names of the runs that there are, the one that was worked on last first."""
        found = [each.parent for each in self._folder.glob(f"*/{SETTINGS}") if (each.parent / JOURNAL).is_file()]
        found.sort(key=lambda folder: (-(folder / JOURNAL).stat().st_mtime, folder.name))
        return tuple(folder.name for folder in found)

    def run(self, name: str) -> BrowsedRun:
        """Return the run of that name. Raises NotFound."""
        if name not in self.names():
            raise NotFound(f"There is no corpus {name[:60]!r}. `deixis corpus run` makes one.")
        with self._turn:
            if name not in self._runs:
                self._runs[name] = BrowsedRun(self._folder / name, self._indexes / f"{name}.sqlite")
            return self._runs[name]

    def close(self) -> None:
        for run in self._runs.values():
            run.close()


def _critic(run: RunFolder) -> str:
    return provenance_of(run.settings, run.journal).versions.get("critic", "")


def _pictures(journal: Journal, images: Sequence[str]) -> dict[str, Picture]:
    rows = journal.find("list", list(set(images)))
    return {key: Picture.model_validate_json(row.value) for key, row in rows.items() if row.value}
