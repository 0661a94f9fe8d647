"""`deixis evaluate vcr` and so on: six benchmarks, on official files or on the drawn world; and `evaluate score`."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from app.commands.evaluate_options import AsJson, BaseUrl, DataDir, Device, Fresh, Model, ModelName, Out
from app.commands.evaluate_running import (
    STOPPED,
    Terms,
    ask,
    check_place,
    ending,
    print_value,
    shared,
    tell,
    what_computes,
)
from models.errors import BadSetting

if TYPE_CHECKING:
    from app.settings import Settings
    from models.base import Scorer
    from training.benchmarks.items import ItemSet
    from training.benchmarks.predictions import Predictions
    from training.scenes.graph import Split

Data = Annotated[
    Path | None,
    typer.Option(help="The folder of the official files; the drawn world in this benchmark's style if left out."),
]
By = Literal["auto", "choosing", "itc", "itm", "likelihood", "listed", "free"]
_WAYS = ("itc", "itm", "likelihood")


class Name(StrEnum):
    """The benchmarks by name."""

    vcr = "vcr"
    sherlock = "sherlock"
    visualcomet = "visualcomet"
    aokvqa = "aokvqa"
    snli_ve = "snli-ve"
    visual7w = "visual7w"
    reporting_bias = "reporting-bias"  # its own command is in evaluate_reporting_bias.py


_TOLD: dict[Name, str] = {
    Name.vcr: "VCR: which of four answers, and which rationale (Q->A, QA->R, Q->AR).",
    Name.sherlock: "Sherlock: which inferences fit a region better than others, as two people judged.",
    Name.visualcomet: "VisualCOMET: find the right inferences among fifty (Acc@50).",
    Name.aokvqa: "A-OKVQA: which of four answers, without regions.",
    Name.snli_ve: "SNLI-VE: does the picture entail a hypothesis, contradict it, or neither?",
    Name.visual7w: "Visual7W telling: which of four answers, without regions.",
}


def add_benchmarks(commands: typer.Typer) -> None:
    """Add a command for each benchmark, and `score`."""
    commands.command()(score)
    commands.command()(table)
    for name, told in _TOLD.items():
        commands.command(name.value, help=told)(_measuring(name))


def score(
    benchmark: Annotated[Name, typer.Argument(metavar="BENCHMARK", help="The benchmark by its command's name.")],
    data: Annotated[Path, typer.Option(help="The folder of the official files; pictures need not be there.")],
    predictions: Annotated[
        list[Path],
        typer.Option(help="A file in the benchmark's own form (docs/evaluation.md); of some tasks several."),
    ],
    task: Annotated[
        str,
        typer.Option(
            help="Of Sherlock: comparison, localization or retrieval; comparison if left out. Of reporting-bias: "
            "spatial, counting, negation or temporal."
        ),
    ] = "",
    split: Annotated[str, typer.Option(help="Which part; the one that papers report if left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Score a file of predictions, from wherever it is, by the official metric."""
    from training.benchmarks.official.benchmarks import score_files
    from training.benchmarks.results import as_lines, as_value, hash_of

    with ending(as_json=as_json):
        measured = score_files(benchmark.value, data, predictions, split, task)
        hashes = {str(path): hash_of(path) for path in predictions}
        print_value(as_value(measured, predictions=hashes), as_lines(measured), as_json=as_json)


def table(
    results: Annotated[list[Path], typer.Argument(metavar="RESULTS...", help="Files that --out wrote.")],
    as_json: AsJson = False,
) -> None:
    """Join results into the layout of the paper's table 3, beside what the paper reports, which is marked as quoted."""
    from training.benchmarks.joined import as_markdown, join_results

    with ending(as_json=as_json):
        tables = join_results(results)
        lines = [line for each in tables for line in (*as_markdown(each), "")]
        print_value({"tables": [each.model_dump(mode="json") for each in tables]}, lines[:-1], as_json=as_json)


def _measuring(benchmark: Name) -> Callable[..., None]:
    """Return the command of a benchmark."""

    def measured(
        data: Data = None,
        model: Model = "embedded",
        split: Annotated[
            str, typer.Option(help="Which part; of the drawn world evaluate or heldout, of files what papers report.")
        ] = "",
        by: Annotated[
            By,
            typer.Option(
                help="By the model's own choosing, or by one of its ways (contrast, matching, likelihood), or by what "
                "it answers: with the choices listed to it, or freely; auto: choosing where it can, else listed."
            ),
        ] = "auto",
        preset: Annotated[
            str,
            typer.Option(
                help="Ask as the paper's table 3 asks its baselines: clip, siglip, blip-itc, blip-itm, blip2-itc, "
                "blip2-itm, lskd (docs/evaluation.md)."
            ),
        ] = "",
        count: Annotated[
            int | None, typer.Option(min=1, help="How many items: 300 drawn ones, all of the files' if left out.")
        ] = None,
        seed: Annotated[
            int | None, typer.Option(min=0, help="Which drawn scenes, which of the files' pictures, which own pool.")
        ] = None,
        regions: Annotated[bool, typer.Option("--regions/--no-regions", help="Give or withhold the boxes.")] = True,
        question: Annotated[
            bool, typer.Option("--question/--no-question", help="Give or withhold the question's text.")
        ] = True,
        shuffle_ids: Annotated[
            int | None,
            typer.Option(
                min=0, help="Exchange the ids of each item's regions by this seed: does the model hang on them?"
            ),
        ] = None,
        save: Annotated[
            Path | None, typer.Option(help="Also write the predictions here, as the benchmark wants them submitted.")
        ] = None,
        out: Out = None,
        name: ModelName = "",
        fresh: Fresh = False,
        base_url: BaseUrl = None,
        device: Device = None,
        data_dir: DataDir = None,
        as_json: AsJson = False,
    ) -> None:
        from app.settings import read_settings
        from training.benchmarks.presets import check_marks, preset_of, worded

        with ending(as_json=as_json, stopped=STOPPED):
            given = preset_of(preset)
            settings = read_settings(openai_base_url=base_url, device=device, data_dir=data_dir)
            check_place(save, "--save")
            check_place(out, "--out")
            items = _items(benchmark, data, split, count=count, seed=seed, submitting=save is not None)
            terms = Terms(
                asked_for=model,
                by=given.by if by == "auto" else by,
                preset=preset,
                regions=regions and given.regions,
                question=question and given.question,
                shuffle_ids=shuffle_ids,
            )
            with shared(settings) as (ranks, own):
                scorer, scored_by = _scorer(model, terms.by, own)
                check_marks(scorer, given)
                shown = worded(items, given)
                facts = what_computes(model, settings.model_options)
                said = ask(scorer, scored_by, shown, terms, facts, settings.evaluations, ranks=ranks, fresh=fresh)
            said = said.model_copy(update={"model": name}) if name else said
            _save(items, said, save)
            asked = {"data": data and str(data.absolute()), "split": split, "count": count, "seed": seed, "name": name}
            facts["settings"] = terms.model_dump(mode="json") | asked
            _tell(items, said, facts, save, out, as_json=as_json)

    return measured


def _items(
    name: Name, data: Path | None, split: str, *, count: int | None, seed: int | None, submitting: bool
) -> "ItemSet":
    from training.benchmarks.drawn.styles import draw_items
    from training.benchmarks.drawn.world import MEASURED, SEED, World
    from training.benchmarks.official.benchmarks import read_items

    if data is not None:
        return read_items(name.value, data, split, count=count, seed=seed or 0, submitting=submitting)
    if submitting:
        raise BadSetting("--save writes what a benchmark's own leaderboard takes; give its files with --data.")
    drawn: list[Split] = [each for each in MEASURED if each == (split or MEASURED[0])]
    if not drawn:
        raise BadSetting(f"--split cannot be {split!r}; drawn scenes have the splits {' and '.join(MEASURED)}.")
    return draw_items(name.value, count or 300, World(SEED if seed is None else seed, drawn[0]))


def _scorer(model: str, by: str, settings: "Settings") -> tuple["Scorer", str]:
    """Return what scores choices in a model's name, and how."""
    from models.choosing import nature_of
    from models.registry import build_answerer, build_scorer, why_no_choice
    from training.benchmarks.generated import Generated

    if by in ("choosing", *_WAYS) or (by == "auto" and not why_no_choice(model)):
        chosen = {"chooses_by": by} if by in _WAYS else {}
        scorer = build_scorer(model, settings.model_options.model_copy(update=chosen))
        return scorer, nature_of(scorer)
    listed = by != "free"
    answerer = build_answerer(model, settings.model_options)
    return Generated(answerer, listed=listed), "generated, choices listed" if listed else "generated"


def _save(items: "ItemSet", said: "Predictions", path: Path | None) -> None:
    from training.benchmarks.official.submitting import write_answers

    if path is not None:
        write_answers(items, said, path)
        typer.echo(f"{path} holds the predictions.", err=True)


def _tell(
    items: "ItemSet", said: "Predictions", facts: dict[str, Any], save: Path | None, out: Path | None, *, as_json: bool
) -> None:
    """Count and tell, unless a benchmark withholds its labels and wants the predictions that were saved."""
    if save is None or any(item.grades for item in items.items):
        tell(items, said, facts, out, as_json=as_json)
        return
    value = {"benchmark": items.asks, "split": items.split, "model": said.model, "predictions": str(save)}
    print_value(value, [f"{items.source} withholds its labels, so nothing is counted."], as_json=as_json)
