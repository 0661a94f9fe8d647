"""How an embedded student is trained on a corpus and put beside the others; `deixis train student` calls this."""

from pathlib import Path
from typing import NamedTuple

import typer

from app.commands.train_sources import Wanted, open_wanted
from app.commands.train_watch import Stopped, bar, cut, keeping, looked, say, stoppable
from app.names import refuse_odd_name
from app.settings import Settings
from models.embedded.folder import HOME, find_folder, names_of
from models.embedded.weights import STUDENT_FORMAT, open_student
from models.errors import BadPicture, BadSetting
from training.data.passing_over import PassedOver
from training.embedded.corpus_finish import finish_on_corpus
from training.embedded.corpus_run import train_on_corpus
from training.embedded.corpus_settings import CorpusTraining, Learns
from training.embedded.corpus_texts import Lessons
from training.embedded.corpus_trainer import CorpusProgress
from training.embedded.finish import install
from training.embedded.mark_reader_run import TrainedReader, reader_of
from training.embedded.stages import STUDENT
from training.loop.running import RunFolders, Watch, choose_settings, choose_start, leaving_nothing, refuse_no_run

_NAMES = "corpus-{}"
_EVERY = 50  # steps between two lines
_RUNS = Path("training") / "students"
_LOOKS = Path("cache") / "students"  # what eyes have seen, for all runs


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
    keep_every: int | None = None,
) -> MadeStudent:
    """Train to the end, or end the command where it was stopped. Raises BadSetting for what cannot be learned from."""
    if resume and not name and work is None:
        raise BadSetting("Say with --name which training is to go on.")
    name = name or _free_name(settings)
    refuse_odd_name("A student", name)
    folders = RunFolders(settings.data_dir / _LOOKS, work or settings.data_dir / _RUNS / name)
    # A run that was killed while its student was put in its place goes on with that; one in a folder of another name
    # may be anybody's.
    is_its_own = resume and work is None and folders.checkpoint.exists()
    if out is None and name in names_of(STUDENT_FORMAT, home=settings.students) and not is_its_own:
        raise BadSetting(f"There is a student own:{name} already; give the new one another --name.")
    refuse_no_run(folders.run, resume=resume)
    with leaving_nothing(folders), stoppable() as stopped:
        begun = choose_start(start_folder(init, settings), folders, resume=resume) or HOME / "verbalizers"
        training = choose_settings(CorpusTraining(), folders, resume=resume, **changes._asdict())
        lessons = lessons_of(wanted, settings.data_dir)
        trainer = train_on_corpus(
            training,
            folders,
            keeping(_watch(stopped), keep_every)._replace(every=min(_EVERY, max(1, training.steps // 4))),
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
        finish_on_corpus(folders.run / STUDENT, name=student, lessons=trainer.lessons, report=say)
    target = out or settings.students / name
    install(folders.run / STUDENT, target)
    minutes, learned = round(trainer.seconds / 60, 1), trainer.lessons
    return MadeStudent(student, target, trainer.step, minutes, len(learned.examples), len(learned.pictures))


def start_folder(named: Path | None, settings: Settings) -> Path | None:
    """Return the folder of a student by its name (own:NAME, embedded:NAME), or the folder that was named (folder:PATH,
    PATH). Raises ModelUnavailable with the names there are."""
    kind, _, name = str(named or "").partition(":")
    if kind == "own":
        return find_folder(name, "student", STUDENT_FORMAT, home=settings.students, prefix="own")
    if kind == "embedded":
        return find_folder(name, "student", STUDENT_FORMAT)
    return Path(name).expanduser() if kind == "folder" else named


def refuse_others(**options: object) -> None:
    """Raise BadSetting for an option that means nothing to this training."""
    if given := [name for name, value in options.items() if value is not None and value is not False]:
        raise BadSetting(f"--{given[0].replace('_', '-')} is for BLIP-2; leave it away with --preset embedded.")


def lessons_of(wanted: Wanted, data_dir: Path) -> Lessons:
    """Return what a student learns from; a picture is known by what its file hashes to, whatever it is called.

    Raises BadSetting where nothing is left.
    """
    sources, passed = open_wanted(wanted, data_dir), PassedOver()
    known: dict[str, str] = {}
    names: dict[str, str] = {}
    for name in dict.fromkeys(each.image for each in sources.each()):
        try:
            sources.pictures.check(name)
        except BadPicture as problem:
            passed.add(problem)
            continue
        known[name] = sources.pictures.fingerprint(name)
        names[known[name]] = name
    if passed.reasons:
        say(f"Damaged pictures: {len(passed.reasons)}; what is said of them is left out. The last: {passed.last}")
    examples = tuple(
        each.model_copy(update={"image": known[each.image]}) for each in sources.each() if each.image in known
    )
    if not examples:
        raise BadSetting(f"{', '.join(wanted.named)} holds nothing to learn from: all of its pictures are damaged.")
    return Lessons(examples, lambda image: sources.open_image(names[image]), _about(wanted))


def _about(wanted: Wanted) -> str:
    """Return in words what is learned from."""
    choice = wanted.choice
    scored = f" that {choice.critic} scored {choice.threshold:g} or more" if choice.critic else ""
    kind = f" of the kind {choice.kind}" if choice.kind != "both" else ""
    return f"the texts{kind} of {', '.join(Path(each).name for each in wanted.named)}{scored}"


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

    return Watch(begun=say, noted=say, drawn=looked, progress=tell, should_stop=stopped)
