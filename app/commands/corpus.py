"""`deixis corpus`: from pictures to an exported corpus of questions, answers and rationales, at once or by stages."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.corpus_export import (
    Formats,
    Labels,
    Out,
    Overwrite,
    Pictures,
    ScoredBy,
    Source,
    Splits,
    Threshold,
    WithoutMarks,
    check_export,
    export_settings,
    exported,
    exported_in_words,
    pairs,
    write_export,
    write_stats,
)
from app.commands.corpus_failures import failed_in
from app.commands.corpus_import import import_corpus
from app.commands.corpus_means import Device, EngineName, Means, RayAddress, RayWorkers, RetryFailed, with_means
from app.commands.corpus_rating import write_selected
from app.commands.corpus_reading import of_run, reading
from app.commands.corpus_work import Name, RunArgument, Work, at_work, at_work_on, say
from app.commands.db import AsJson, DataDir
from app.commands.verbalizer_option import Verbalizer

corpus_commands = typer.Typer(
    help="Make a corpus: pictures in, questions, answers and rationales about their regions out.", no_args_is_help=True
)

corpus_commands.command("import")(import_corpus)


@corpus_commands.command()
@with_means
def run(
    out: Out,
    config: Annotated[Path | None, typer.Argument(metavar="[CORPUS.TOML]", help="Settings; flags go before.")] = None,
    scenes: Annotated[int | None, typer.Option(min=1, help="How many scenes to draw as pictures.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Which scenes are drawn.")] = None,
    images: Annotated[Path | None, typer.Option(help="Folder of pictures.")] = None,
    regions: Annotated[
        Path | None, typer.Option(help="File that gives the regions; else a detector finds them.")
    ] = None,
    layout: Annotated[str | None, typer.Option(help="Of that file: table, vcr, visual-genome, coco.")] = None,
    image_data: Annotated[Path | None, typer.Option(help="Visual Genome's image_data.json.")] = None,
    teacher: Annotated[str | None, typer.Option(help="Who writes: embedded, openai:MODEL, local:MODEL.")] = None,
    verbalizer: Verbalizer = None,
    sees: Annotated[bool, typer.Option("--sees", help="Show the teacher the marked picture, not its words.")] = False,
    critic: Annotated[
        str | None, typer.Option(help='Who scores what was written; --scenes alone have the embedded one, "" for none.')
    ] = None,
    more: Annotated[str, typer.Option(help="Ask for more of these, such as counting,negation=500.")] = "",
    formats: Formats = "",
    threshold: Threshold = None,
    without_marks: WithoutMarks = "",
    splits: Splits = "",
    pictures: Pictures = "none",
    overwrite: Overwrite = False,
    name: Name = None,
    as_json: AsJson = False,
    *,
    means: Means,
) -> None:
    """Make a whole corpus: verbalize, generate, select, critique, export.

    The same command goes on with what an earlier one left, whatever ended it; nothing is asked twice.
    """
    given = {
        "pictures.scenes": scenes,
        "pictures.seed": seed,
        "pictures.images": str(images.absolute()) if images else None,
        "pictures.regions": str(regions.absolute()) if regions else None,
        "pictures.layout": layout,
        "pictures.image_data": str(image_data.absolute()) if image_data else None,
        "teacher": teacher,
        "generate.sees": True if sees else None,
        "critic": critic_of(critic, drawn=config is None and scenes is not None),
    }

    def begin() -> Any:  # CorpusSettings, which is imported late
        settings = _settings(config, given | _verbalizers(verbalizer), more)
        check_export(out, wanted().model_copy(update={"critic": settings.critic}), overwrite=overwrite)
        return settings

    def wanted() -> Any:  # ExportSettings, which is imported late
        return export_settings(formats, threshold, without_marks, splits, pictures)

    with at_work(begin, name, means, as_json=as_json) as work:
        for stage in (work.verbalize, work.generate, work.select, work.critique):
            stage()
        manifest = write_export(of_run(work), out, wanted(), overwrite=overwrite)
        value = exported(work.name, out, manifest) | {"failed": failed_in(work.run)}
        work.say(value, f'Run "{work.name}": {exported_in_words(manifest, out)}', as_json=as_json)


@corpus_commands.command()
@with_means
def verbalize(run: RunArgument, name: Name = None, as_json: AsJson = False, *, means: Means) -> None:
    """Put the pictures of a run into words."""
    with at_work_on(run, name, means, as_json=as_json) as work:
        work.verbalize()
        _say_stage(work, "answer", "pictures are put into words", as_json=as_json)


@corpus_commands.command()
@with_means
def generate(run: RunArgument, name: Name = None, as_json: AsJson = False, *, means: Means) -> None:
    """Let the teacher write about the pictures that are put into words, and read what it wrote."""
    with at_work_on(run, name, means, as_json=as_json) as work:
        work.generate()
        _say_stage(work, "parse", "pictures are written about", as_json=as_json)


@corpus_commands.command()
def select(
    run: RunArgument,
    out: Annotated[Path | None, typer.Option(help="Also write candidates.jsonl and their pictures here.")] = None,
    overwrite: Overwrite = False,
    name: Name = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Pick of every picture the differing texts that people are to rate.

    What --out writes is for `deixis annotate import OUT/candidates.jsonl --images OUT/pictures --round NAME`.
    """
    with at_work_on(run, name, Means(data_dir=data_dir), as_json=as_json) as work:
        work.select()
        written = write_selected(work, out, overwrite=overwrite) if out else None
        _say_stage(work, "select", "pictures have texts picked for rating", written=written, as_json=as_json)


@corpus_commands.command()
def critique(
    run: RunArgument,
    critic: Annotated[str, typer.Option(help="Who scores: embedded, own:NAME, folder:PATH.")] = "",
    name: Name = None,
    retry_failed: RetryFailed = False,
    device: Device = None,
    engine: EngineName = "local",
    ray_workers: RayWorkers = None,
    ray_address: RayAddress = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Score what the teacher wrote. Scores are kept; the cut is made at export.

    Another critic scores anew, and what the one before said stays with the texts, under its name. Without --critic it
    is whoever scored before, else the run's own, else the one in use.
    """
    means = Means(
        retry_failed=retry_failed,
        device=device,
        engine=engine,
        ray_workers=ray_workers,
        ray_address=ray_address,
        data_dir=data_dir,
    )
    with at_work_on(run, name, means, as_json=as_json) as work:
        work.critique_by(critic)
        _say_stage(work, "critique", "pictures have their texts scored", as_json=as_json)


@corpus_commands.command()
def export(
    source: Source,
    out: Out,
    formats: Formats = "",
    critic: ScoredBy = "",
    threshold: Threshold = None,
    without_marks: WithoutMarks = "",
    splits: Splits = "",
    pictures: Pictures = "none",
    labels: Labels = None,
    overwrite: Overwrite = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Write a corpus, as far as it has come, in the formats that trainers read."""
    with reading(source, critic, Means(data_dir=data_dir), as_json=as_json) as corpus:
        wanted = export_settings(formats, threshold, without_marks, splits, pictures)
        manifest = write_export(corpus, out, wanted, overwrite=overwrite, labels=labels)
        say(exported(corpus.name, out, manifest), exported_in_words(manifest, out), as_json=as_json)


@corpus_commands.command()
def stats(
    source: Source,
    out: Annotated[Path, typer.Option(help="Folder for stats.json, the charts and stats.html; new or empty.")],
    critic: ScoredBy = "",
    threshold: Threshold = None,
    without_marks: WithoutMarks = "",
    labels: Labels = None,
    sample: Annotated[int, typer.Option(min=2, help="How many entries diversity is measured on.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Which entries these are.")] = 0,
    overwrite: Overwrite = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Measure a corpus: sizes, question types, boxes, words, diversity, skills, and what a threshold would keep."""
    with reading(source, critic, Means(data_dir=data_dir), as_json=as_json) as corpus:
        found = write_stats(
            corpus, out, threshold, without_marks, labels, sample=sample, seed=seed, overwrite=overwrite
        )
        say(
            {"corpus": corpus.name, "out": str(out), "read": found.read, "kept": found.kept},
            f"{found.kept} of {found.read} entries are measured; open {out / 'stats.html'}",
            as_json=as_json,
        )


def _verbalizers(named: list[str] | None) -> dict[str, str]:
    from models.verbalizing.registry import jobs_of

    return {f"verbalizers.{job}": name for job, name in jobs_of(named or []).items()}


def critic_of(named: str | None, *, drawn: bool) -> str | None:
    """Return the critic that is named, "" for none; without a name drawn scenes have the one that knows them."""
    return "embedded" if named is None and drawn else named


def _settings(config: Path | None, given: dict[str, Any], more: str) -> Any:  # CorpusSettings again
    from training.corpus.run_settings import read_corpus_settings

    wanted = {name: value for name, value in given.items() if value is not None}
    if more:
        wanted["generate.more"] = {each: int(count) for each, count in pairs(more, what="More of").items()}
    return read_corpus_settings(config, wanted)


def _say_stage(work: Work, stage: str, what: str, *, as_json: bool, written: int | None = None) -> None:
    counts = work.run.counts(stage)
    failed = f", {counts.failed} failed" if counts.failed else ""
    out = f" {written} texts are written." if written is not None else ""
    value = {"run": work.name, "stage": stage, "ok": counts.ok, "failed": counts.failed}
    work.say(
        value | ({"written": written} if written is not None else {}),
        f'Run "{work.name}": {counts.ok} {what}{failed}.{out}',
        as_json=as_json,
    )
