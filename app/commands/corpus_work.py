"""What the commands of `deixis corpus` share: the run that is meant, who works on it, and how a command ends."""

import asyncio
import contextlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from app.commands.corpus_progress import StageLine
from models.errors import BadSetting, DeixisError

if TYPE_CHECKING:
    from models.base import ChatModel, Critic
    from models.registry import ModelOptions
    from models.verbalizing.verbalize import Verbalizers
    from training.corpus.corpus_run import CorpusRun, Limits
    from training.corpus.journal.progress import Progress
    from training.corpus.run_settings import CorpusSettings

FOLDER = "corpus"  # of the data folder: a folder for every run
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")

RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="A run by its name, or a corpus.toml to begin one.")]
Name = Annotated[str | None, typer.Option(help="What the run is called; by its settings if left out.")]
Concurrency = Annotated[int, typer.Option(min=1, max=1024, help="How many calls of the teacher are under way.")]
TokenCap = Annotated[int | None, typer.Option(min=1, help="Stop before the teacher's calls take more tokens.")]
CostCap = Annotated[float | None, typer.Option(min=0, help="Stop before they cost more; needs the prices.")]
PromptPrice = Annotated[float, typer.Option(min=0, help="Price of a million tokens of prompts.")]
ReplyPrice = Annotated[float, typer.Option(min=0, help="Price of a million tokens of replies.")]
BaseURL = Annotated[str | None, typer.Option(help="Endpoint of openai: and local: models; else OPENAI_BASE_URL.")]
Device = Annotated[str | None, typer.Option(help="Where hf: models run: auto, cpu, cuda, cuda:1, mps.")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Do again what failed in earlier runs.")]


class Means(NamedTuple):
    """What decides how a run is worked on, and not what comes out of it."""

    data_dir: Path | None = None
    base_url: str | None = None
    device: str | None = None
    concurrency: int = 16
    token_cap: int | None = None
    cost_cap: float | None = None
    prompt_price: float = 0.0
    reply_price: float = 0.0
    retry_failed: bool = False


class Work:
    """An open run and its models, each loaded when it is first needed."""

    def __init__(self, run: "CorpusRun", name: str, options: "ModelOptions", limits: "Limits") -> None:
        self.run = run
        self.name = name
        self._options = options
        self._limits = limits

    @cached_property
    def verbalizers(self) -> "Verbalizers":
        from models.verbalizing.registry import build_verbalizers
        from models.verbalizing.vocabularies import read_vocabulary

        settings = self.run.settings
        own = tuple(read_vocabulary(Path(each.file), taken=each.taken) for each in settings.vocabularies)
        return build_verbalizers(settings.verbalizers, self._options, vocabularies=own or None)

    @cached_property
    def teacher(self) -> "ChatModel":
        from models.registry import build_chat

        return build_chat(self.run.settings.teacher, self._options)

    @cached_property
    def critic(self) -> "Critic | None":
        from models.registry import build_critic

        return build_critic(self.run.settings.critic, self._options) if self.run.settings.critic else None

    def verbalize(self) -> None:
        """List the pictures and put them into words, with what the teacher asks about them."""
        self.run.list_pictures()
        self.run.look(self.verbalizers)
        _go_on(asyncio.run(self.run.ask(self.teacher, self._limits)))
        self.run.answer(self.verbalizers, self.teacher)

    def generate(self) -> None:
        """Let the teacher write, and read what it wrote."""
        _go_on(asyncio.run(self.run.generate(self.teacher, self._limits)))
        self.run.parse(self.teacher)

    def select(self) -> None:
        """Pick what people are to rate."""
        from training.corpus.embedding import PieceEmbedder

        self.run.select(PieceEmbedder())

    def critique(self) -> None:
        """Score what the teacher wrote."""
        if self.critic is not None:
            self.run.critique(self.critic)


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
    from app.data_folder import prepare_data_folder
    from app.settings import read_settings
    from training.corpus.corpus_run import CorpusRun
    from training.corpus.pictures.sources import open_source
    from training.corpus.run_folder import open_run

    settings = read_settings(data_dir=means.data_dir, openai_base_url=means.base_url, device=means.device)
    called = _checked(name or (wanted.name if wanted else ""))
    if wanted is not None:
        _check_models(wanted)
    folder = prepare_data_folder(settings.data_dir) / FOLDER / called
    limits = _limits(means)
    with open_run(folder, wanted) as opened:
        work = CorpusRun(opened.settings, opened.journal, open_source(opened.settings.pictures), tell=line.tell)
        if means.retry_failed:
            work.try_again()
        ready = Work(work, called, settings.model_options, limits)
        _ = ready.critic  # one that cannot be loaded is better known before hours of work than after
        yield ready


def _end(line: StageLine | None) -> None:
    if line is not None:
        line.end()


def _check_models(settings: "CorpusSettings") -> None:
    """Raise ModelUnavailable for a name that is none, before anything is begun; nothing is loaded."""
    from models.registry import CHATS, CRITICS, kind_of
    from models.verbalizing.registry import check_names

    check_names(settings.verbalizers)
    kind_of(settings.teacher, CHATS)
    if settings.critic:
        kind_of(settings.critic, CRITICS)


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise BadSetting(f"A run cannot be called {name[:80]!r}; use letters, digits, dots, - and _.")
    return name


def _limits(means: Means) -> "Limits":
    from training.corpus.calls.spending import Caps
    from training.corpus.corpus_run import Limits

    caps = Caps(
        tokens=means.token_cap,
        cost=means.cost_cap,
        prompt_price=means.prompt_price,
        reply_price=means.reply_price,
    )
    return Limits(means.concurrency, caps)


def _go_on(progress: "Progress") -> None:
    """Raise BadSetting with the reason when calls were left undone."""
    if progress.stopped:
        raise BadSetting(progress.stopped)
