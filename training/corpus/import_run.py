"""Bring a corpus from files into a run, so that it can be selected from, scored, exported, measured and browsed.

All of it is read and checked before any of it is in the run. What is there already is passed over, so that an import
may be made again. A run is about pictures, so these must be at hand.
"""

import contextlib
import itertools
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import orjson

from models.corpus import Picture
from models.errors import BadPicture, BadSetting
from models.regions import clamp
from training.corpus.export.provenance import keep_provenance
from training.corpus.import_entries import Line, import_lines, import_pictures, import_provenance
from training.corpus.journal.journal import Done, Journal
from training.corpus.run_folder import SETTINGS, open_run
from training.corpus.run_settings import CorpusSettings
from training.corpus.writing.kept import entries_in

_STAGED = "import"  # entries that are read and not yet among the others, by picture and id
_AT_ONCE = 500  # lines
_PICTURES_AT_ONCE = 64
_ID = 64  # characters of a picture's id

Entry = dict[str, Any]  # models.corpus.Entry as JSON


class Pictures(Protocol):
    """Where a picture is found by the path that a line gives."""

    def picture(self, path: str, /) -> Picture:
        """Return the picture at a path. Raises BadPicture."""
        ...


class Bad(NamedTuple):
    """A line that cannot be used, counted from 1, and why."""

    file: str
    line: int
    reason: str


class Imported(NamedTuple):
    """What an import brought: entries that are `new`, about how many pictures, those that were `known`; bad lines."""

    new: int
    known: int
    pictures: int
    bad: tuple[Bad, ...]


def import_run(
    folder: Path,
    settings: CorpusSettings,
    files: Sequence[Path],
    pictures: Pictures,
    *,
    skip_bad: bool = False,
    tell: Callable[[int], object] = lambda _lines: None,
) -> Imported:
    """Bring files, or the folders of exports, into the run of a folder, which is begun if there is none.

    If lines are bad, and these are not to be skipped, nothing is brought. Raises BadSetting for files that cannot be
    read, and for a run that makes its own texts.
    """
    begun = (folder / SETTINGS).exists()
    with contextlib.ExitStack() as undoing:
        with open_run(folder, settings) as opened:
            if not begun:
                undoing.callback(shutil.rmtree, folder, ignore_errors=True)
            imported = _Import(opened.journal, pictures, tell).bring(files, skip_bad=skip_bad)
        if imported.new:
            undoing.pop_all()
    return imported


class _Found(NamedTuple):
    """A picture that is listed in the run, or the problem with it."""

    id: str
    width: int
    height: int
    problem: str = ""


class _Placed(NamedTuple):
    """An entry of a known picture, and where it stands."""

    key: str
    line: Line
    entry: Entry


class _Import:
    """An import into an open run."""

    def __init__(self, journal: Journal, pictures: Pictures, tell: Callable[[int], object]) -> None:
        self._journal = journal
        self._pictures = pictures
        self._tell = tell
        self._found: dict[str, _Found] = {}  # by id, and by path
        self._read = self._new = self._known = 0
        self._bad: list[Bad] = []

    def bring(self, files: Sequence[Path], *, skip_bad: bool) -> Imported:
        if any(sum(self._journal.count(stage)) for stage in ("look", "ask", "generate")):
            raise BadSetting("This run makes its own texts; give the import another name.")
        self._journal.forget((_STAGED,))  # by an import that was killed
        try:
            for path in files:
                self._stage(path)
            if self._bad and not skip_bad:
                return Imported(0, self._known, 0, tuple(self._bad))
            for path in files:
                keep_provenance(self._journal, "import", import_provenance(path))
            return Imported(self._new, self._known, self._merge(), tuple(self._bad))
        finally:
            self._journal.forget((_STAGED,))

    def _stage(self, path: Path) -> None:
        if path.is_dir():
            for some in _some(import_pictures(path), _AT_ONCE):
                self._list(some)
        for lines in _some(import_lines(path), _AT_ONCE):
            self._keep([each for line in lines if (each := self._placed(line))])
            self._read += len(lines)
            self._tell(self._read)

    def _placed(self, line: Line) -> _Placed | None:
        """Return an entry with the id of its picture, None for a line that is bad."""
        try:
            return self._checked(line)
        except (BadPicture, ValueError) as problem:
            self._bad.append(Bad(line.file, line.line, str(problem).rstrip(".")))
            return None

    def _checked(self, line: Line) -> _Placed:
        if line.entry is None:
            raise ValueError(line.problem)
        given = line.entry.candidate
        found = self._found.get(given.image_id) or self._at(line.entry.path)
        if given.image_id not in ("", found.id):
            raise BadPicture(f"the picture {line.entry.path} is another than the one that this was written about")
        for region in given.regions:
            clamp(region.box, found.width, found.height)  # what reaches out of the picture stays as it was written
        entry = line.entry.model_dump(mode="json")
        entry["candidate"]["image_id"] = found.id
        return _Placed(f"{found.id}/{given.id}", line, entry)

    def _at(self, path: str) -> _Found:
        """Return the picture at a path, listed. Raises BadPicture."""
        if path not in self._found:
            try:
                picture = self._pictures.picture(path)
                self._list([picture])
                self._found[path] = self._found[picture.image.id]
            except BadPicture as problem:
                self._found[path] = _Found("", 0, 0, str(problem))
        found = self._found[path]
        if found.problem:
            raise BadPicture(found.problem)
        return found

    def _list(self, pictures: Sequence[Picture]) -> None:
        self._journal.keep("list", [Done(each.image.id, "ok", value=each.model_dump_json()) for each in pictures])
        for each in pictures:
            self._found[each.image.id] = _Found(each.image.id, each.image.width, each.image.height)

    def _keep(self, placed: Sequence[_Placed]) -> None:
        """Stage what is new, and count what is not."""
        there = self._there(placed)
        rows = []
        for key, line, entry in placed:
            before = there.setdefault(key, entry)
            if before is entry:
                self._new += 1
                rows.append(Done(key, "ok", value=orjson.dumps([self._new, entry]).decode()))
            elif before == entry:
                self._known += 1
            else:
                reason = f"its id {entry['candidate']['id'][:60]!r} is that of another text about the same picture"
                self._bad.append(Bad(line.file, line.line, reason))
        self._journal.keep(_STAGED, rows)

    def _there(self, placed: Sequence[_Placed]) -> dict[str, Entry]:
        """Return the entries of these keys that the run or this import has, and all others of their pictures."""
        staged = self._journal.find(_STAGED, [each.key for each in placed])
        there = {key: orjson.loads(row.value)[1] for key, row in staged.items()}
        for image, row in self._journal.find("parse", list({each.key[:_ID] for each in placed})).items():
            there |= {f"{image}/{each['candidate']['id']}": each for each in entries_in(row.value)}
        return there

    def _merge(self) -> int:
        """Put what is staged behind what the run has of the same pictures; return how many pictures these are."""
        pictures = 0
        for some in _some(self._by_picture(), _PICTURES_AT_ONCE):
            keys = [image for image, _ in some]
            before = {key: entries_in(row.value) for key, row in self._journal.find("parse", keys).items()}
            rows = [
                Done(image, "ok", value=orjson.dumps([*before.get(image, ()), *new]).decode()) for image, new in some
            ]
            for stage in ("select", "critique"):  # which are to take the new ones in
                self._journal.forget_keys(stage, keys)
            self._journal.replace("parse", rows)
            pictures += len(rows)
        return pictures

    def _by_picture(self) -> Iterator[tuple[str, list[Entry]]]:
        """Yield the staged entries of every picture in the order of their lines."""
        for image, rows in itertools.groupby(self._journal.read(_STAGED), key=lambda row: row.key[:_ID]):
            numbered = sorted((orjson.loads(row.value) for row in rows), key=lambda each: each[0])
            yield image, [entry for _, entry in numbered]


def _some(items: Iterable[Any], count: int) -> Iterator[list[Any]]:  # Any: of whatever kind, and again so
    """Yield the items, so many at a time."""
    coming = iter(items)
    while some := list(itertools.islice(coming, count)):
        yield some
