"""What the commands of `deixis corpus` share: the run that is meant, who works on it, and how a command ends."""

import asyncio
import contextlib
import functools
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.corpus_failures import failures_in_words
from app.commands.corpus_means import Means, check_engine, limits_of
from app.commands.corpus_progress import StageLine
from models.errors import BadSetting, DeixisError

if TYPE_CHECKING:
    from models.base import Critic
    from models.registry import ModelOptions
    from training.corpus.calls.spending import Limits
    from training.corpus.corpus_run import CorpusRun
    from training.corpus.journal.progress import Progress
    from training.corpus.loading import Once
    from training.corpus.run_settings import CorpusSettings
    from training.corpus.spreading import Spread

FOLDER = "corpus"  # of the data folder: a folder for every run
AHEAD = 4  # pictures
# What to name in the place of embedded models, which know drawn scenes only.
FOR_PHOTOGRAPHS = {
    "tagger": "--verbalizer tagger=none",
    "narrator": "--verbalizer openai:MODEL",
    "captioner": "--verbalizer openai:MODEL",
    "answerer": "--verbalizer openai:MODEL",
    "detector": "--verbalizer detector=hf:NAME",
    "teacher": "--teacher openai:MODEL",
}

RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="A run by its name, or a corpus.toml to begin one.")]
Name = Annotated[str | None, typer.Option(help="What the run is called; by its settings if left out.")]


class Work:
    """An open run and its models, each loaded when it is first needed."""

    def __init__(self, run: "CorpusRun", name: str, options: "ModelOptions", limits: "Limits", line: StageLine) -> None:
        from models.registry import build_chat
        from training.corpus.loading import Once, load_verbalizers

        settings = run.settings
        self.run = run
        self.name = name
        self._limits = limits
        self._line = line
        self.verbalizers = Once(functools.partial(load_verbalizers, settings, options))
        self.teacher = Once(functools.partial(build_chat, settings.teacher, options))
        self._options = options
        # Who scored before goes on: a run must not have scores of two critics under one name.
        self.critic = self._critic(run.scored_by() or settings.critic)

    def verbalize(self) -> None:
        """List the pictures and put them into words, with what the teacher asks about them."""
        self._check_own()
        self._note_who_knows_drawn_scenes_only()
        self._try_critic()
        teacher = self.teacher()
        self.run.list_pictures()
        if self.run.settings.teacher != "embedded" and not any(self.run.counts("look")):
            # A few go ahead, for a wrong key or address is better known before hours of looking than after.
            self.run.look(self.verbalizers, most=AHEAD)
            _go_on(asyncio.run(self.run.ask(teacher, self._limits)))
        self.run.look(self.verbalizers)
        _go_on(asyncio.run(self.run.ask(teacher, self._limits)))
        self.run.answer(self.verbalizers, teacher)

    def generate(self) -> None:
        """Let the teacher write, and read what it wrote."""
        self._check_own()
        self._try_critic()
        _go_on(asyncio.run(self.run.generate(self.teacher(), self._limits)))
        self.run.parse()

    def select(self) -> None:
        """Pick what people are to rate."""
        from training.corpus.embedding import PieceEmbedder

        self.run.select(PieceEmbedder())

    def critique(self) -> None:
        """Score what the teacher wrote."""
        if self.critic is not None:
            self.run.critique(self.critic)

    def critique_by(self, critic: str) -> None:
        """Score what the teacher wrote by the critic of that name; without one by whoever scored before, else by the
        run's own or the one in use. Raises BadSetting where there is none of these."""
        from app.critics import chosen_critic

        by = self._critic(critic) if critic else self.critic or self._critic(chosen_critic(Path(self._options.critics)))
        if by is None:
            raise BadSetting(
                f'Nobody scores the run "{self.name}": name a critic with --critic, or put one in use with '
                "`deixis critics use`."
            )
        self.run.critique_anew(by)

    def say(self, value: Mapping[str, Any], text: str, *, as_json: bool) -> None:
        """Say what came of the work, and what failed in it."""
        self._line.end()
        if not as_json:
            typer.echo("".join(f"{line}\n" for line in failures_in_words(self.run)), nl=False, err=True)
        say(value, text, as_json=as_json)

    def _critic(self, name: str) -> "Once[Critic] | None":
        from models.registry import build_critic
        from training.corpus.loading import Once

        return Once(functools.partial(build_critic, name, self._options)) if name else None

    def _try_critic(self) -> None:
        """Let the critic be loaded: that it cannot be is better known before hours of work than after."""
        if self.critic is not None:
            self.run.try_critic(self.critic)

    def _note_who_knows_drawn_scenes_only(self) -> None:
        """Say who makes little of photographs, before it works on what may be some."""
        settings = self.run.settings
        names = {job: str(name) for job, name in settings.verbalizers} | {"teacher": settings.teacher}
        if settings.pictures.regions:
            del names["detector"]  # which has nothing to do
        who = [job for job, name in names.items() if name == "embedded"]
        if settings.pictures.images and who and not any(self.run.counts("look")):
            others = dict.fromkeys(FOR_PHOTOGRAPHS[job] for job in who)
            self._line.note(
                f"Embedded {'is' if len(who) == 1 else 'are'}: {', '.join(who)}. That is for drawn scenes; for "
                f"photographs begin another run with {' '.join(others)}."
            )

    def _check_own(self) -> None:
        if self.run.imported():
            raise BadSetting(f'The run "{self.name}" was imported with its texts; `deixis corpus run` makes new ones.')


@contextlib.contextmanager
def at_work(
    read: "Callable[[], CorpusSettings | None]", name: str | None, means: Means, *, as_json: bool
) -> Iterator[Work]:
    """Open the run that is called so, or begin the one whose settings are read; without a name it is called by these.

    A problem ends the command with exit code 1 and one sentence, Ctrl-C with 130.
    """
    line = StageLine(quiet=as_json)
    with ending(as_json=as_json, line=line), _opened(read(), name, means, line) as work:
        yield work


@contextlib.contextmanager
def ending(*, as_json: bool, line: StageLine | None = None) -> Iterator[None]:
    """End a command as `at_work` says."""
    try:
        yield
    except DeixisError as error:
        _end(line)
        typer.echo(json.dumps({"error": str(error)}) if as_json else str(error), err=not as_json)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        _end(line)
        typer.echo("Stopped; what is finished is kept, and the same command goes on from there.", err=True)
        raise typer.Exit(130) from None
    _end(line)


@contextlib.contextmanager
def at_work_on(run: str, name: str | None, means: Means, *, as_json: bool) -> Iterator[Work]:
    """Open the run of that name, or the one that a TOML file of that name describes."""

    def read() -> "CorpusSettings | None":
        from training.corpus.run_settings import read_corpus_settings

        return read_corpus_settings(Path(run), {}) if run.endswith(".toml") else None

    with at_work(read, name if run.endswith(".toml") else run, means, as_json=as_json) as work:
        yield work


def say(value: Mapping[str, Any], text: str, *, as_json: bool) -> None:
    """Print one JSON value or the text."""
    typer.echo(json.dumps(value, ensure_ascii=False) if as_json else text)


@contextlib.contextmanager
def _opened(wanted: "CorpusSettings | None", name: str | None, means: Means, line: StageLine) -> Iterator[Work]:
    from app.settings import read_settings
    from training.corpus.corpus_run import CorpusRun
    from training.corpus.pictures.sources import open_source
    from training.corpus.run_folder import open_run

    settings = read_settings(data_dir=means.data_dir, openai_base_url=means.base_url, device=means.device)
    called = name or (wanted.name if wanted else "")
    check_engine(means)
    if wanted is not None:
        check_models(wanted)
    folder = folder_of(called, settings.data_dir)
    limits = limits_of(means)
    with open_run(folder, wanted) as opened, _spreading(means, opened.settings, folder) as spread:
        source = open_source(opened.settings.pictures)
        work = CorpusRun(opened.settings, opened.journal, source, tell=line.tell, spread=spread)
        if means.retry_failed:
            work.try_again()
        yield Work(work, called, settings.model_options, limits, line)


@contextlib.contextmanager
def _spreading(means: Means, settings: "CorpusSettings", folder: Path) -> Iterator["Spread"]:
    """Let those work who are to."""
    from training.corpus.spreading import nobody_else

    if means.engine == "local":
        yield nobody_else
        return
    from training.corpus.on_ray.cluster import Cluster
    from training.corpus.on_ray.engine import spread

    gpus = means.device != "cpu" and any(str(name).startswith("hf:") for _, name in settings.verbalizers)
    with Cluster(folder, address=means.ray_address or "", most=means.ray_workers, gpus=gpus) as cluster:
        yield functools.partial(spread, cluster=cluster)


def _end(line: StageLine | None) -> None:
    if line is not None:
        line.end()


def folder_of(run: str, data_dir: Path) -> Path:
    """Return the folder of a run in the data folder, which is made. Raises BadSetting for a name that is none."""
    from app.data_folder import prepare_data_folder
    from app.names import refuse_odd_name

    refuse_odd_name("A run", run)
    return prepare_data_folder(data_dir) / FOLDER / run


def check_models(settings: "CorpusSettings") -> None:
    """Raise ModelUnavailable for a name that is none, before anything is begun; nothing is loaded."""
    from models.registry import CHATS, CRITICS, kind_of
    from models.verbalizing.registry import check_names

    check_names(settings.verbalizers)
    kind_of(settings.teacher, CHATS)
    if settings.critic:
        kind_of(settings.critic, CRITICS)


def _go_on(progress: "Progress") -> None:
    """Raise BadSetting with the reason when calls were left undone."""
    if progress.stopped:
        raise BadSetting(progress.stopped)
