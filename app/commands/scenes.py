"""`deixis scenes`: draw pictures of the drawn world together with everything that is true of them."""

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from app.commands.audit import audit

scenes_commands = typer.Typer(
    help="Draw scenes whose people, things and causes are known exactly.", no_args_is_help=True
)

scenes_commands.command()(audit)

_SIZES = range(64, 2049)


@scenes_commands.command()
def render(
    out: Annotated[Path, typer.Option(help="Folder to write into; it is made if it is missing.")],
    count: Annotated[int, typer.Option(help="How many scenes to draw.")] = 10,
    seed: Annotated[int, typer.Option(help="Seed of the first scene; the next ones count up from it.")] = 0,
    size: Annotated[int, typer.Option(help="Width and height of a picture in pixels.")] = 320,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace scenes that the folder already holds.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as one JSON value.")] = False,
) -> None:
    """Draw scenes: pictures, and lines about them.

    scenes.jsonl has a line per picture, qars.jsonl a line per question, clues.jsonl a line per clue as in Sherlock:
    a box, what can be seen there, what that lets one infer, and inferences to compare, graded 2 (true), 1 (told by
    another story of the picture) or 0 (told by none).

    No picture can be one that the embedded student was trained or measured on.
    """
    from models.errors import DeixisError
    from training.scenes.export import prepare_folder, write_scenes

    if count < 1:
        _refuse(f"--count is {count}; draw at least 1 scene.")
    if size not in _SIZES:
        _refuse(f"--size is {size}; choose {_SIZES.start} to {_SIZES.stop - 1} pixels.")
    try:
        prepare_folder(out, overwrite=overwrite)
    except DeixisError as error:
        _refuse(str(error))
    progress = typer.progressbar(
        write_scenes(out, count=count, seed=seed, size=size), length=count, label="Drawing", file=sys.stderr
    )
    with progress as exports:
        *_, export = exports
    if as_json:
        typer.echo(json.dumps(export.model_dump()))
    else:
        wrote = f"{export.pictures} pictures, {export.questions} questions and {export.inferences} clues"
        typer.echo(f"Wrote {wrote} to {out}.")


@scenes_commands.command()
def gallery(
    out: Annotated[Path | None, typer.Option(help="Folder to write into; the page's own gallery if left out.")] = None,
) -> None:
    """Draw the gallery of the Ask page again."""
    import static
    from training.scenes.gallery import write_gallery

    folder = out or Path(static.__path__[0]) / "gallery"
    try:
        listing = write_gallery(folder)
    except OSError as error:
        _refuse(f"Cannot write to {folder} ({error.strerror}); name another folder with --out.")
    typer.echo(f"Wrote {listing}.")


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
