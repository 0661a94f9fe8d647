"""What `deixis corpus export|stats` read: a run as far as it has come, or a corpus in a file or an export's folder."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from app.commands.corpus_means import Means
from app.commands.corpus_work import Work, at_work_on, ending
from models.errors import NotFound

if TYPE_CHECKING:
    from models.corpus import Entry, Picture
    from training.corpus.export.manifest import Provenance
    from training.corpus.export.picture_files import ReadPicture

_SHOWN = 5  # lines that cannot be used


class Corpus(NamedTuple):
    """Entries and pictures, each to be read anew as often as they are asked for. `critic` is whose scores are meant.

    `read_picture` returns a picture's file, if these are at hand. `unscored` says why the cut cannot be made yet.
    """

    name: str
    entries: "Callable[[], Iterable[Entry | bytes]]"
    pictures: "Callable[[], Iterable[Picture]]"
    provenance: "Callable[[], Provenance | None]"
    critic: str
    read_picture: "ReadPicture | None"
    unscored: str = ""


@contextmanager
def reading(source: str, critic: str, means: Means, *, as_json: bool) -> Iterator[Corpus]:
    """Open a corpus by a run's name, a corpus.toml, or the path of a file or folder; problems end the command."""
    path = Path(source)
    if path.exists() and path.suffix != ".toml":
        with ending(as_json=as_json):
            yield _of_files(path, critic)
        return
    if "/" in source or path.suffix == ".jsonl":
        with ending(as_json=as_json):
            raise NotFound(f"There is no file or folder {source}, and no run is called so.")
    with at_work_on(source, None, means, as_json=as_json) as work:
        yield of_run(work, critic)


def of_run(work: Work, critic: str = "") -> Corpus:
    """Return what a run has; no model is needed for that."""
    run, own = work.run, work.run.scored_by()
    unscored = (
        f'Nothing of the run "{work.name}" is scored yet, and its critic decides what is exported; '
        f"run `deixis corpus critique {work.name}` first, or name other scores with --critic."
    )
    return Corpus(
        work.name,
        lambda: run.records.entries(own),
        run.records.pictures,
        run.provenance,
        critic or own,
        lambda image_id, _path: run.file_of(run.records.picture(image_id)),
        "" if critic or own or not run.settings.critic else unscored,
    )


def _of_files(path: Path, critic: str) -> Corpus:
    from training.corpus.export.picture_files import PLAIN
    from training.corpus.import_entries import import_pictures, import_provenance
    from training.corpus.pictures.source import PictureFolder

    own = PictureFolder(path / PLAIN)

    def pictures() -> "Iterable[Picture]":
        return import_pictures(path) if path.is_dir() else ()

    def provenance() -> "Provenance | None":
        return import_provenance(path) if path.is_dir() else None

    def read(_image_id: str, path: str) -> bytes:
        return own.bytes_of(path)

    return Corpus(path.name, lambda: _usable(path), pictures, provenance, critic, read if own.root.is_dir() else None)


def _usable(path: Path) -> "Iterator[Entry]":
    """Yield the entries of a file; say on stderr which lines are none, the first few of them by their numbers."""
    from models.corpus_files.lines import BadLine
    from training.corpus.import_entries import import_entries

    bad = 0
    for found in import_entries(path):
        if not isinstance(found, BadLine):
            yield found
            continue
        bad += 1
        if bad <= _SHOWN:
            typer.echo(f"{path.name}, line {found.line}: {found.reason}.", file=sys.stderr)
    if bad > _SHOWN:
        typer.echo(f"{path.name}: {bad - _SHOWN} more lines cannot be used.", file=sys.stderr)
