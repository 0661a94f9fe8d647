"""`deixis evaluate`: measure a model on a benchmark."""

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from app.commands.evaluate_benchmarks import add_benchmarks
from app.commands.evaluate_captions import captions
from app.commands.evaluate_card import card
from app.commands.evaluate_gallery import gallery
from app.commands.evaluate_grounding import grounding
from app.commands.evaluate_interchange import export_lmms, import_lmms
from app.commands.evaluate_options import AsJson, BaseUrl, Device, Model
from app.commands.evaluate_reporting_bias import reporting_bias
from app.commands.evaluate_sizes import sizes
from models.errors import DeixisError

evaluate_commands = typer.Typer(help="Measure a model on a benchmark.", no_args_is_help=True)
evaluate_commands.command()(captions)
evaluate_commands.command()(card)
evaluate_commands.command()(gallery)
evaluate_commands.command()(grounding)
evaluate_commands.command("import-lmms")(import_lmms)
evaluate_commands.command("export-lmms")(export_lmms)
evaluate_commands.command("reporting-bias")(reporting_bias)
evaluate_commands.command()(sizes)
add_benchmarks(evaluate_commands)


@evaluate_commands.command()
def scenes(
    model: Model = "embedded",
    count: Annotated[int, typer.Option(min=36, help="How many questions that need their region.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Which unseen scenes; never training scenes.")] = 4242,
    split: Annotated[
        Literal["evaluate", "heldout"],
        typer.Option(help="Unseen scenes like the training's, or combinations that no trainer sees."),
    ] = "evaluate",
    learning_scenes: Annotated[
        int, typer.Option(min=1, help="How many training scenes the control without looking learns from.")
    ] = 1500,
    base_url: BaseUrl = None,
    device: Device = None,
    csv: Annotated[Path | None, typer.Option(help="Also write the figures by type to this CSV file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask about regions of unseen drawn scenes, with controls for every way to be right without looking."""
    from app.settings import read_settings
    from models.registry import build_answerer
    from training.evaluation.scenes import evaluate_scenes
    from training.evaluation.table import as_frame, as_table

    if csv and not csv.absolute().parent.is_dir():
        raise typer.BadParameter(f"The folder of {csv} does not exist.", param_hint="--csv")
    if csv and csv.is_dir():
        raise typer.BadParameter(f"{csv} is a folder; name a file.", param_hint="--csv")
    try:
        settings = read_settings(openai_base_url=base_url, device=device)
        answerer = build_answerer(model, settings.model_options)
        report = evaluate_scenes(
            answerer,
            count=count,
            seed=seed,
            split=split,
            marks=getattr(answerer, "mark_style", None),
            learning_scenes=learning_scenes,
            report=lambda stage: typer.echo(stage, file=sys.stderr),
        )
    except DeixisError as error:
        typer.echo(json.dumps({"error": str(error)}) if as_json else str(error), err=not as_json)
        raise typer.Exit(2) from None
    typer.echo(report.model_dump_json() if as_json else as_table(report))
    if csv:
        as_frame(report).to_csv(csv, index=False)


@evaluate_commands.command()
def seeds(
    folders: Annotated[list[Path], typer.Argument(help="Folders of finished embedded students of one recipe.")],
    as_json: AsJson = False,
) -> None:
    """Compare what was measured of students that differ in the seed of their last stage: how much is chance?"""
    from training.embedded.seeds import compare_seeds, seeds_table

    try:
        report = compare_seeds(folders)
    except DeixisError as error:
        typer.echo(json.dumps({"error": str(error)}) if as_json else str(error), err=not as_json)
        raise typer.Exit(2) from None
    typer.echo(report.model_dump_json() if as_json else seeds_table(report))
