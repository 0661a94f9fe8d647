"""Read a corpus: a file of any layout that is known, or the folder of an export."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

from pydantic import ValidationError

from models.corpus import Entry, Picture
from models.corpus_files.json_values import json_values
from models.corpus_files.lines import BadLine, Found
from models.corpus_files.reading import read_candidates
from models.errors import BadSetting
from models.judging import Candidate
from training.corpus.export.choice import Format
from training.corpus.export.labels import LABEL_SAYS
from training.corpus.export.manifest import MANIFEST, PROGRAMS, Provenance
from training.corpus.export.write import PICTURES


class Line(NamedTuple):
    """A line of a file, and the entry in it or the problem with it."""

    file: str
    line: int
    entry: Entry | None
    problem: str = ""


def import_entries(path: Path) -> Iterator[Entry | BadLine]:
    """Yield the entries of a file, or of an export in one of its layouts (all hold the same), in their order.

    A line that cannot be used is told with its number, in a folder also with its file. Of a file that gives no id of
    the picture the entries have none, and are told apart by the picture's path. Raises BadSetting when nothing can be
    read, or when a file of an export is not the one that was written.
    """
    for file, line, entry, problem in import_lines(path):
        yield entry or BadLine(line, f"{file}: {problem}" if path.is_dir() else problem)


def import_lines(path: Path) -> Iterator[Line]:
    """Yield what `import_entries` does, with the places where it stands."""
    for file in export_files(path) if path.is_dir() else [path]:
        for found in read_candidates(file):
            yield _line(file.name, found)


def export_files(folder: Path) -> list[Path]:
    """Return the files of an export's first layout, all of them whole. Raises BadSetting otherwise."""
    try:
        listed = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
        found = {each["path"]: str(each["sha256"]) for each in listed}
        form = next(form for form in get_args(Format) if any(name.startswith(f"{form}/") for name in found))
        files = {folder / name: sha256 for name, sha256 in found.items() if name.startswith(f"{form}/")}
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        raise BadSetting(
            f"{folder} holds no export: its {MANIFEST} is missing, unreadable or lists no files; name a file instead."
        ) from None
    for file, sha256 in files.items():
        if not file.is_file() or _sha256(file) != sha256:
            raise BadSetting(
                f"{file} is not as it was exported, by its hash in {MANIFEST}; export again, or name the file itself."
            )
    return list(files)


def import_pictures(folder: Path) -> Iterator[Picture]:
    """Yield the pictures that an export lists; none for a folder without such a list."""
    path = folder / PICTURES
    if not path.is_file():
        return
    for line, value in json_values(path):
        try:
            if isinstance(value, BadLine):
                raise ValueError(value.reason)
            yield Picture.model_validate(value)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise BadSetting(f"{path} cannot be read: line {line}: {where}: {first['msg']}.") from None
        except ValueError as problem:
            raise BadSetting(f"{path} cannot be read: line {line}: {problem}.") from None


def import_provenance(path: Path) -> Provenance:
    """Return what an export says of how it was made; of another file, what it is called and hashes to."""
    if not path.is_dir():
        return Provenance(notes=(f"Imported from {path.name}, whose sha256 is {_sha256(path)}.",))
    told = json.loads((path / MANIFEST).read_text("utf-8"))
    try:
        made = Provenance.model_validate({name: told[name] for name in Provenance.model_fields if name in told})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadSetting(f"{path / MANIFEST} cannot be read: {where}: {first['msg']}.") from None
    versions = {name: each for name, each in made.versions.items() if name not in PROGRAMS}
    notes = tuple(note for note in made.notes if not note.startswith(LABEL_SAYS))  # which is about files
    return made.model_copy(update={"versions": versions, "notes": notes})


def _line(file: str, found: Found | BadLine) -> Line:
    if isinstance(found, BadLine):
        return Line(file, found.line, None, found.reason)
    if not found.image:
        return Line(file, found.line, None, "it gives no path of its picture")
    candidate = Candidate(
        id=found.id,
        image_id=found.image_id,
        regions=found.regions,
        qar=found.qar,
        origin=found.origin,
        scores=found.scores,
    )
    beside = {"path": found.image, "split": found.split, "set_aside": found.set_aside, "marks": found.marks}
    return Line(file, found.line, Entry(candidate=candidate, **beside))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
