"""What a student learns from, as a person names it: corpora by file, folder or run, and files of inferences."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from app.commands.corpus_export import threshold_of
from app.commands.corpus_work import FOLDER, folder_of
from app.commands.train_watch import say
from models.corpus import Entry, Picture, PromptKind
from models.errors import BadPicture, BadSetting
from training.corpus.corpus_run import CorpusRun
from training.corpus.export.manifest import MANIFEST
from training.corpus.pictures.source import PictureFolder, PictureSource
from training.corpus.pictures.sources import open_source
from training.corpus.run_folder import look_into_run
from training.corpus.run_settings import read_corpus_settings
from training.data.corpus_source import Choice, nothing_in
from training.data.example import Example, example_of_entry
from training.data.held import Held
from training.data.picture_places import PicturePlace, PicturesIn, There
from training.data.sources import Source, Sources, open_sources
from training.loop.processes import is_first

_FILES = (".jsonl", ".json", ".csv", ".parquet")


class Wanted(NamedTuple):
    """What a student is to learn from: `named` sources and their `weights`, what of them (`choice`), and the share of
    `regions` among kinds of texts, None for both as they come. `pictures` is the folder of all pictures, None where
    each source has its own."""

    named: Sequence[str]
    choice: Choice = Choice()
    pictures: Path | None = None
    weights: Sequence[float] = ()
    regions: float | None = None


def choice_of(critic: str, threshold: float | None, kind: PromptKind | Literal["both"], named: float | None) -> Choice:
    """Return what is learned from of a corpus. Raises BadSetting for options that mean nothing together."""
    if threshold is not None and not critic:
        raise BadSetting(
            "--threshold is the least score of a critic: name it with --critic, or leave --threshold away."
        )
    if named is not None and kind != "both":
        raise BadSetting(f"--named mixes texts of both kinds, and --kind {kind} takes one; leave one of them away.")
    return Choice(critic=critic, threshold=threshold_of(threshold, critic), kind=kind)


def open_wanted(wanted: Wanted, data_dir: Path) -> Sources:
    """Open all that is wanted, and say how many of the pictures are missing. Raises BadSetting for what cannot be
    used, and NotFound for a run that is not there."""

    def run(name: str) -> Source | None:
        return _of_run(name, wanted, data_dir) if _is_run(name, data_dir) else None

    sources = open_sources(
        wanted.named,
        wanted.weights,
        wanted.choice,
        wanted.pictures,
        regions=wanted.regions,
        other=run,
        report=lambda count: say(f"read {count:,} texts") if is_first() else None,
    )
    if sources.missing and is_first():
        say(f"Pictures without a file: {sources.missing}; what is said of them is left out.")
    return sources


class _RunPictures:
    """The pictures of a run by their ids, which are the hashes of their files."""

    def __init__(self, run: str, source: PictureSource) -> None:
        self.name = f"run {run}"
        self._source = source
        self._pictures: dict[str, Picture] = {}

    def add(self, picture: Picture) -> None:
        self._pictures[picture.image.id] = picture

    def holds(self, image: str) -> bool:
        picture = self._pictures.get(image)
        files = self._source
        return picture is not None and (not isinstance(files, PictureFolder) or files.holds(picture.path))

    def read(self, image: str) -> bytes:
        picture = self._pictures[image]
        try:
            data = self._source.read(picture)
        except BadPicture as problem:
            raise BadSetting(f"{problem} It was there when the training began.") from None
        if hashlib.sha256(data).hexdigest() != image:
            raise BadPicture(f"The picture {picture.path} has changed since the run listed it.")
        return data

    def fingerprint(self, image: str) -> str:
        return image

    def check(self, image: str) -> None:
        """Trust that the run could open it when it was put into words."""


def _is_run(name: str, data_dir: Path) -> bool:
    path = Path(name)
    if path.suffix == ".toml":
        return True
    if ":" in name or "/" in name or path.suffix.lower() in _FILES:
        return False
    if path.is_dir() and not (path / MANIFEST).exists():  # some folder that is only called like a run
        return (data_dir / FOLDER / name).is_dir()
    return not path.exists()


def _of_run(name: str, wanted: Wanted, data_dir: Path) -> Source:
    """Return what a run has so far, which somebody may be at work on."""
    if name.endswith(".toml"):
        name = read_corpus_settings(Path(name), {}).name
    with look_into_run(folder_of(name, data_dir)) as opened:
        source = open_source(opened.settings.pictures)
        run = CorpusRun(opened.settings, opened.journal, source, tell=lambda _stage, _progress: None)
        own = _RunPictures(name, source)
        for _, picture in run.records.listed():
            own.add(picture)
        place: PicturePlace = PicturesIn(wanted.pictures) if wanted.pictures else own
        there = There(place)
        held = Held(_examples(run, wanted, there))
    if not len(held):
        there.refuse_none(Path(name))
        raise nothing_in(name, wanted.choice)
    return Source(name, held, place, held.digest, frozenset(there.missing))


def _examples(run: CorpusRun, wanted: Wanted, there: There) -> Iterator[Example]:
    for text in run.records.entries(run.scored_by()):
        entry = Entry.model_validate_json(text)
        example = example_of_entry(entry)
        if wanted.pictures is not None:
            example = example.model_copy(update={"image": entry.path})
        chosen = wanted.choice.takes(example, split=entry.split, set_aside=entry.set_aside)
        if chosen and there(example.image):
            yield example
