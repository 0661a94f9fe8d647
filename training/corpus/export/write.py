"""Export a corpus: the entries that a critic scored well, in the layouts that trainers read, and a manifest.

    out/manifest.json                           what is in it, what was left out and why, and the hash of every file
    out/pictures.jsonl                          the exported pictures: `models.corpus.Picture`, a line each
    out/jsonl/train-00000-of-00001.jsonl        our own lines: `models.corpus.Entry` without what is at its default
    out/lskd/... out/conversations/... out/unpaired/... out/llava/... out/parquet/...
    out/picture_files.jsonl, out/pictures/... out/marked/...     if the pictures are to come along

The same entries in the same order give the same bytes; nothing is held in memory but a row group, a picture and, of
every picture, a few bytes.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic_core import PydanticSerializationError

from models.corpus import Entry, Picture
from models.corpus_files.entries import fields_of
from models.corpus_files.parquet import check_pyarrow
from training.corpus.export.choice import Choice, ExportSettings
from training.corpus.export.files import HashedFile, Parts, open_parts
from training.corpus.export.labels import UNPAIRED, check_labels, labels_note
from training.corpus.export.manifest import MANIFEST, PROGRAMS, ExportedFile, Licence, Manifest, Provenance
from training.corpus.export.picture_files import NoPictureFiles, PictureFiles, ReadPicture, open_picture_files
from training.corpus.export.whole_folder import whole_folder

PICTURES = "pictures.jsonl"
_version = cache(version)  # which reads a file


def export(
    entries: Iterable[Entry | bytes | str],
    out: Path,
    settings: ExportSettings | None = None,
    *,
    pictures: Iterable[Picture] = (),
    provenance: Provenance | None = None,
    labels: Mapping[str, bool] | None = None,
    read_picture: ReadPicture | None = None,
    overwrite: bool = False,
) -> Manifest:
    """Write what of the entries is to be exported into a new folder, and return its manifest.

    An entry is a record or the JSON of one, as `Entry.model_dump_json` writes it; the JSON is taken on trust, and is
    the faster way. Of the `pictures`, those of exported entries are listed. In the format "unpaired" are good and bad
    entries, as the `labels` say by their ids, or else the critic's scores. If pictures are to come along,
    `read_picture` has their files.

    Raises BadSetting when the folder cannot be written, holds something else, or a package is missing, and BadPicture
    for a picture that cannot come along; nothing is left there then.
    """
    settings = settings or ExportSettings()
    forms = tuple(dict.fromkeys(("jsonl", *settings.formats)))
    check_labels(settings, labels)
    if "parquet" in forms:
        check_pyarrow()
    choice = Choice(settings)
    with (
        whole_folder(out, known_by=MANIFEST, overwrite=overwrite) as folder,
        open_parts(folder, forms, settings) as parts,
        open_picture_files(folder, settings.pictures, read_picture) as picture_files,
    ):
        _fill(parts, entries, choice, labels, picture_files)
        files = [file for each in parts for file in each.finish()]
        listed = _Listed()
        files += [listed.write(folder / PICTURES, pictures, choice), *picture_files.finish()]
        made = provenance or Provenance()
        if UNPAIRED in forms:
            made = made.model_copy(update={"notes": (*made.notes, labels_note(settings, labels))})
        manifest = _manifest(settings, choice, files, listed, made)
        text = json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False, indent=1)
        _write(folder / MANIFEST, [f"{text}\n".encode()])
    return manifest


def _fill(
    parts: Sequence[Parts],
    entries: Iterable[Entry | bytes | str],
    choice: Choice,
    labels: Mapping[str, bool] | None,
    picture_files: PictureFiles | NoPictureFiles,
) -> None:
    """Give every part the entries that are for it: those that are labelled, or those that are chosen."""
    of_labelled = [each for each in parts if each.form == UNPAIRED]
    of_chosen = [each for each in parts if each.form != UNPAIRED]
    for fields in _read(entries, choice):
        if (chosen := choice.take(fields)) is not None:
            chosen = picture_files.beside(chosen)
            for each in of_chosen:
                each.add(chosen)
        if of_labelled and (labelled := choice.labelled(fields, labels)) is not None:
            labelled = picture_files.beside(labelled)
            for each in of_labelled:
                each.add(labelled)


def _read(entries: Iterable[Entry | bytes | str], choice: Choice) -> Iterator[dict[str, Any]]:
    for entry in entries:
        try:
            text = entry if isinstance(entry, bytes | str) else entry.model_dump_json()
        except PydanticSerializationError:  # a lone surrogate, which is no character
            choice.refuse("it cannot be written as UTF-8")
            continue
        yield fields_of(text)


class _Listed:
    """The pictures of exported entries, in the splits of these, each once."""

    def __init__(self) -> None:
        self.keys: set[int] = set()
        self.licences: Counter[str] = Counter()

    def write(self, path: Path, pictures: Iterable[Picture], choice: Choice) -> ExportedFile:
        size, sha256 = _write(path, self._lines(pictures, choice))
        return ExportedFile(path=path.name, entries=len(self.keys), bytes=size, sha256=sha256)

    def _lines(self, pictures: Iterable[Picture], choice: Choice) -> Iterator[bytes]:
        for picture in pictures:
            key = choice.key_of(picture.image.id, picture.path)
            split = choice.split_of(key)
            if split is not None and key not in self.keys:
                self.keys.add(key)
                self.licences[picture.image.licence] += 1
                line = picture.model_copy(update={"split": split}).model_dump_json(exclude_defaults=True)
                yield f"{line}\n".encode()


def _write(path: Path, lines: Iterable[bytes]) -> tuple[int, str]:
    file = HashedFile(path)
    for line in lines:
        file.write(line)
    file.close()
    return file.size, file.sha256


def _manifest(
    settings: ExportSettings, choice: Choice, files: list[ExportedFile], listed: _Listed, provenance: Provenance
) -> Manifest:
    programs = PROGRAMS if "parquet" in settings.formats else PROGRAMS[:1]
    pictures = choice.pictures
    return Manifest(
        settings=settings.model_dump(mode="json"),
        read=choice.read,
        exported=choice.splits.total(),
        left_out=dict(choice.left_out.most_common()),
        marks=dict(choice.marks.most_common()),
        splits=dict(choice.splits),
        pictures=dict(pictures),
        pictures_unknown=pictures.total() - len(listed.keys),
        licences=tuple(Licence(licence=name, pictures=count) for name, count in listed.licences.most_common()),
        prompts=provenance.prompts,
        versions={**{name: _version(name) for name in programs}, **provenance.versions},
        notes=provenance.notes,
        files=tuple(files),
    )
