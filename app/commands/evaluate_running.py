"""What all benchmarks' commands do with a model: ask it, keep what it says, tell how far it is, write what came out."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from models.errors import BadSetting, DeixisError
from models.records import Record

if TYPE_CHECKING:
    from app.settings import Settings
    from models.base import Scorer
    from models.registry import ModelOptions
    from training.benchmarks.items import ItemSet
    from training.benchmarks.kept import Kept
    from training.benchmarks.predictions import Predictions
    from training.benchmarks.sharing import Ranks

STOPPED = "what was scored is kept, and the same command goes on from there"


class Terms(Record):
    """How a model is asked: its string, by what it chooses, what it is given, under which preset. Scores are kept apart
    for all that differ."""

    asked_for: str
    by: str
    preset: str = ""
    regions: bool = True
    question: bool = True
    shuffle_ids: int | None = None


@contextlib.contextmanager
def shared(settings: "Settings") -> Iterator[tuple["Ranks", "Settings"]]:
    """Join the processes that torchrun started, and give each its device; behind the block only the first goes on."""
    from training.benchmarks.sharing import join_ranks

    ranks = join_ranks()
    yield ranks, settings.model_copy(update={"device": ranks.device(settings.device)})
    ranks.leave()
    if ranks.rank > 0:
        raise typer.Exit(0)


def ask(
    scorer: "Scorer",
    scored_by: str,
    items: "ItemSet",
    terms: Terms,
    computes: dict[str, Any],
    kept_in: Path,
    *,
    ranks: "Ranks",
    fresh: bool = False,
) -> "Predictions":
    """Let a model score all items, as far as that was not done before; every process gets what all said.

    `computes` is what `what_computes` says of the model, `kept_in` the folder of all that is kept of evaluations. How
    far it is is told on stderr. Raises StoreProblem while another process measures the same.
    """
    from app.commands.corpus_progress import StageLine
    from training.benchmarks.running import predict_kept
    from training.benchmarks.shuffling import shuffle_ids

    line = StageLine(quiet=ranks.rank > 0)
    name = items.asks if ranks.count == 1 else f"{items.asks}, process 1 of {ranks.count}"
    seed = terms.shuffle_ids
    shown = items if seed is None else shuffle_ids(items, seed)
    with kept_for(scorer, scored_by, terms, computes, kept_in, ranks=ranks, fresh=fresh) as kept:
        said = predict_kept(
            scorer,
            shown,
            kept,
            scored_by=scored_by,
            regions=terms.regions,
            question=terms.question,
            ranks=ranks,
            report=lambda progress: line.tell(name, progress),
            found=lambda count: line.note(f"{count} of {len(items.items)} items were scored before, and are taken so."),
        )
    line.end()
    return said.model_copy(update={"shuffled_ids": seed})


def kept_for(
    scorer: "Scorer",
    scored_by: str,
    terms: Terms,
    computes: dict[str, Any],
    kept_in: Path,
    *,
    ranks: "Ranks",
    fresh: bool = False,
) -> "Kept":
    """Return what keeps all that a model says when it is asked so, to be opened; arguments as for `ask`."""
    from training.benchmarks.kept import Kept, folder_for

    asked = {"scorer": scorer.name, "scored_by": scored_by, "terms": terms.model_dump(mode="json")}
    return Kept(folder_for(kept_in, asked | computes), rank=ranks.rank, count=ranks.count, fresh=fresh)


def what_computes(model: str, options: "ModelOptions") -> dict[str, Any]:
    """Return what stands behind a model string, the versions, and the settings that decide what a model says."""
    from training.benchmarks.checkpoints import checkpoint_of, versions, without_secrets

    decide = options.model_dump(
        mode="json", include={"device", "dtype", "max_tokens", "temperature", "verbalizers", "chooses_by"}
    )
    return {
        "checkpoint": checkpoint_of(model, options).model_dump(mode="json"),
        "versions": versions(),
        "options": {**decide, "base_url": without_secrets(options.base_url)},
    }


def tell(items: "ItemSet", said: "Predictions", facts: dict[str, Any], out: Path | None, *, as_json: bool) -> None:
    """Count, print, and write all that the figures hang on; `facts` go with them."""
    from training.benchmarks.measure import judge
    from training.benchmarks.results import as_lines, as_value, hash_of
    from training.benchmarks.sizes import by_size

    measured = judge(items, said)
    sizes = [each.model_dump(mode="json") for each in by_size(items.items, said.scores)]
    files = {path.name: hash_of(path) for path in items.files}
    value = as_value(measured, by_size=sizes, files=files, **facts)
    if out is not None:
        write_value(out, value)
    print_value(value, as_lines(measured), as_json=as_json)


def write_value(out: Path, value: dict[str, Any]) -> None:
    """Write a result as `evaluate table` reads it."""
    from models.whole_file import write_whole

    write_whole(out, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())


def check_place(path: Path | None, option: str) -> None:
    """Raise BadSetting where no file can be written, before a model is asked for hours."""
    if path is not None and not path.absolute().parent.is_dir():
        raise BadSetting(f"The folder of {path} does not exist; make it, or name another file with {option}.")
    if path is not None and path.is_dir():
        raise BadSetting(f"{path} is a folder; name a file with {option}.")


@contextlib.contextmanager
def ending(*, as_json: bool, stopped: str = "nothing was counted") -> Iterator[None]:
    """End a command with a sentence where something is wrong, or where it is stopped."""
    try:
        yield
    except DeixisError as error:
        typer.echo(json.dumps({"error": str(error)}) if as_json else str(error), err=not as_json)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo(f"\nStopped; {stopped}.", err=True)
        raise typer.Exit(130) from None


def print_value(value: dict[str, Any], lines: Any, *, as_json: bool) -> None:
    """Print one JSON value, or lines for people."""
    typer.echo(json.dumps(value, ensure_ascii=False) if as_json else "\n".join(lines))
