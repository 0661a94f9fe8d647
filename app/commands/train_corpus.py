"""How an embedded student is trained on a corpus and put beside the others; `deixis train student` calls this."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import typer
from PIL import Image

from app.commands.corpus_means import Means
from app.commands.corpus_reading import Corpus, reading
from app.commands.train_watch import Stopped, bar, cut, looked, say, stoppable
from app.settings import Settings
from models.corpus import Entry
from models.embedded.folder import HOME, names_of
from models.embedded.weights import STUDENT_FORMAT, open_student
from models.errors import BadSetting
from training.corpus.export.picture_files import PLAIN, ReadPicture
from training.corpus.pictures.source import PictureFolder
from training.data.corpus_source import Choice
from training.data.example import Example, example_of_entry
from training.data.pixels import opened
from training.embedded.corpus_finish import finish_on_corpus
from training.embedded.corpus_run import train_on_corpus
from training.embedded.corpus_settings import CorpusTraining, Learns
from training.embedded.corpus_texts import Lessons
from training.embedded.corpus_trainer import CorpusProgress
from training.embedded.finish import install
from training.embedded.mark_reader_run import TrainedReader, reader_of
from training.embedded.stages import STUDENT
from training.loop.running import RunFolders, Watch, choose_settings, choose_start

_NAMES = "corpus-{}"
_EVERY = 50  # steps between two lines
_RUNS = Path("training") / "students"
_LOOKS = Path("cache") / "students"  # what eyes have seen, for all runs


class Wanted(NamedTuple):
    """From which corpora a student is to learn, and what of them: see `training.data.corpus_source.Choice`."""

    corpora: Sequence[str]
    choice: Choice
    pictures: Path | None


class Changes(NamedTuple):
    """What a person wants otherwise than the preset has it; None leaves a setting as it is."""

    steps: int | None = None
    texts: int | None = None
    seed: int | None = None
    named: float | None = None
    eye: Learns | None = None


class MadeStudent(NamedTuple):
    """A student that was trained to the end."""

    student: str
    folder: Path
    steps: int
    minutes: float
    texts: int
    pictures: int


def make_corpus_student(
    wanted: Wanted,
    changes: Changes,
    settings: Settings,
    *,
    init: Path | None,
    name: str,
    work: Path | None,
    out: Path | None,
    threads: int,
    device: str,
    resume: bool,
) -> MadeStudent:
    """Train to the end, or end the command where it was stopped. Raises BadSetting for what cannot be learned from."""
    name = name or _free_name(settings)
    if out is None and name in names_of(STUDENT_FORMAT, home=settings.students):
        raise BadSetting(f"There is a student own:{name} already; give the new one another --name.")
    folders = RunFolders(settings.data_dir / _LOOKS, work or settings.data_dir / _RUNS / name)
    begun = choose_start(init, folders, resume=resume) or HOME / "verbalizers"
    training = choose_settings(CorpusTraining(), folders, resume=resume, **changes._asdict())
    with contextlib.ExitStack() as corpora, stoppable() as stopped:
        lessons = lessons_of(wanted, settings, corpora)
        trainer = train_on_corpus(
            training,
            folders,
            _watch(stopped)._replace(every=min(_EVERY, max(1, training.steps // 4))),
            lessons=lessons,
            init=begun,
            reader=_reader(training),
            resume=resume,
            threads=threads,
            device=device,
        )
        if trainer.step < trainer.settings.steps:
            typer.echo(f"Stopped; what there is is kept. Go on with --name {name} --resume.", err=True)
            raise typer.Exit(130)
        student = f"folder:{out}" if out else f"own:{name}"
        finish_on_corpus(folders.run / STUDENT, name=student, lessons=lessons, report=say)
    target = out or settings.students / name
    install(folders.run / STUDENT, target)
    minutes = round(trainer.seconds / 60, 1)
    return MadeStudent(student, target, trainer.step, minutes, len(lessons.examples), len(lessons.pictures))


def refuse_others(**options: object) -> None:
    """Raise BadSetting for an option that means nothing to this training."""
    if given := [name for name, value in options.items() if value]:
        raise BadSetting(f"--{given[0].replace('_', '-')} is for BLIP-2; leave it away with --preset embedded.")


def lessons_of(wanted: Wanted, settings: Settings, opened_for: contextlib.ExitStack) -> Lessons:
    """Return what a student learns from; corpora stay open as long as the stack does, for their pictures.

    Raises BadSetting where nothing is left.
    """
    examples: list[Example] = []
    openers: dict[str, Callable[[], Image.Image]] = {}
    for number, source in enumerate(wanted.corpora):
        means = Means(data_dir=settings.data_dir)
        corpus = opened_for.enter_context(reading(source, wanted.choice.critic, means, as_json=False))
        read = _reading(source, corpus, wanted.pictures)
        for entry in _entries(corpus):
            if wanted.choice.takes_entry(entry):
                # A path alone may be that of another picture in another corpus.
                name = entry.candidate.image_id or f"{number}/{entry.path}"
                examples.append(example_of_entry(entry).model_copy(update={"image": name}))
                openers.setdefault(name, partial(_open, read, entry))
    if not examples:
        scored = (
            f" that {wanted.choice.critic} scored {wanted.choice.threshold:g} or more" if wanted.choice.critic else ""
        )
        raise BadSetting(f"{', '.join(wanted.corpora)} holds no text to learn from{scored}.")
    return Lessons(tuple(examples), lambda image: openers[image](), _about(wanted))


def _entries(corpus: Corpus) -> Iterator[Entry]:
    for each in corpus.entries():
        yield each if isinstance(each, Entry) else Entry.model_validate_json(each)


def _reading(source: str, corpus: Corpus, pictures: Path | None) -> ReadPicture:
    """Return what reads the files of a corpus' pictures: from a folder that is named, or that lies beside a file, or as
    the corpus has them. Raises BadSetting where there are none."""
    beside = Path(source).parent / PLAIN
    folder = pictures or (beside if corpus.read_picture is None and beside.is_dir() else None)
    if folder is not None:
        own = PictureFolder(folder)
        return lambda _image_id, path: own.bytes_of(path)
    if corpus.read_picture is None:
        raise BadSetting(f"The pictures of {source} are not beside it; name their folder with --pictures.")
    return corpus.read_picture


def _open(read: ReadPicture, entry: Entry) -> Image.Image:
    return opened(read(entry.candidate.image_id, entry.path), entry.path)


def _about(wanted: Wanted) -> str:
    """Return in words what is learned from."""
    choice = wanted.choice
    scored = f" that {choice.critic} scored {choice.threshold:g} or more" if choice.critic else ""
    kind = f" of the kind {choice.kind}" if choice.kind != "both" else ""
    return f"the texts{kind} of {', '.join(Path(each).name for each in wanted.corpora)}{scored}"


def _reader(settings: CorpusTraining) -> TrainedReader | None:
    """Return the reader of drawn marks that ships, which learned from nothing but marks; None for another style."""
    shipped = open_student(HOME / "student")
    return reader_of(shipped) if shipped.settings.student.mark_style == settings.student.mark_style else None


def _free_name(settings: Settings) -> str:
    """Return a name that no student here has, nor one that is being trained."""
    taken = set(names_of(STUDENT_FORMAT, home=settings.students))
    number = 1
    while (name := _NAMES.format(number)) in taken or (settings.data_dir / _RUNS / name).exists():
        number += 1
    return name


def _watch(stopped: Stopped) -> Watch[CorpusProgress]:
    """Follow the training of a student on a corpus."""

    def tell(at: CorpusProgress) -> None:
        figures = f"words {at.words:.3f}, right words {at.right:.3f}, rate {at.rate:.5f}"
        say(f"{bar(at.step, at.steps, at.seconds)}, {figures}{cut(at.cut)}")

    return Watch(begun=say, drawn=looked, progress=tell, should_stop=stopped)
