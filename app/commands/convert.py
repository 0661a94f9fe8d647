"""`deixis convert`: checkpoints of other tools as folders that every back end here loads, and back again."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from models.errors import DeixisError

convert_commands = typer.Typer(help="Turn checkpoints of other tools into folders, and back.", no_args_is_help=True)


@convert_commands.command()
def lavis(
    source: Annotated[Path, typer.Argument(metavar="CHECKPOINT", help="A .pth of LAVIS; with --back, a folder.")],
    out: Annotated[Path, typer.Argument(help="The folder to write, new or empty; with --back, the .pth.")],
    base: Annotated[
        str, typer.Option(help="Folder or hub id with settings, words, and the parts that were not trained.")
    ] = "Salesforce/blip2-itm-vit-g",
    side: Annotated[
        int | None,
        typer.Option(min=1, help="Side in pixels of the pictures it takes; 480 for the published LSKD models."),
    ] = None,
    marks: Annotated[
        Literal["deixis", "lskd"], typer.Option(help="How it knows regions: by our marks, or as LSKD's models do.")
    ] = "lskd",
    back: Annotated[bool, typer.Option("--back", help="From a folder to a checkpoint that LAVIS loads.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")] = False,
) -> None:
    """Convert a BLIP-2 checkpoint of salesforce-lavis 1.0.2: first stage, FlanT5, or the LSKD student and critic."""
    try:
        told = _back(source, out) if back else _convert(source, out, base, side, marks)
    except DeixisError as error:
        typer.echo(json.dumps({"error": str(error)}) if as_json else str(error), err=not as_json)
        raise typer.Exit(2) from None
    typer.echo(json.dumps(told) if as_json else _in_words(out, told))


def _convert(source: Path, out: Path, base: str, side: int | None, marks: str) -> dict[str, Any]:
    from models.lavis.convert import convert
    from models.marks_lskd import LSKD_MARKS

    return convert(source, base, out, side=side, marks=LSKD_MARKS if marks == "lskd" else None).model_dump()


def _back(source: Path, out: Path) -> dict[str, Any]:
    from models.lavis.convert import convert_back

    return {"tensors": convert_back(source, out)}


def _in_words(out: Path, told: dict[str, Any]) -> str:
    if "tensors" in told:
        return f"{out} holds {told['tensors']} tensors as LAVIS names them."
    beside = f"; {len(told['aside'])} that it has no place for lie beside them" if told["aside"] else ""
    return (
        f"{out} is a {told['architecture']}: {told['from_checkpoint']} tensors from the checkpoint, "
        f"{told['from_base']} from the base{beside}."
    )
