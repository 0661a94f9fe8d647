"""`deixis train critic`: a critic from the labels that people gave, beside the one that ships."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from app.commands.db import AsJson, Database, DataDir
from app.commands.train_options import (
    Batch,
    Checkpointing,
    Compiled,
    KeepEvery,
    Marks,
    Parts,
    Rate,
    Sees,
    Side,
    WarmUp,
    WeightDecay,
)

if TYPE_CHECKING:
    from app.commands.train_watch import Stopped
    from app.critic_asked import Asked
    from app.retraining import Retrained
    from training.critics.order import At, Following


def critic(
    labels: Annotated[
        str,
        typer.Option(help="sqlite:///..., postgresql://..., or a labels.jsonl; the data folder's rounds if left out."),
    ] = "",
    rounds: Annotated[
        list[str] | None, typer.Option("--round", help="A round by id or name, also several; all if left out.")
    ] = None,
    rule: Annotated[str | None, typer.Option(help="The labelling rule; the only one there is if left out.")] = None,
    pictures: Annotated[
        Path | None, typer.Option(help="Folder with the pictures; beside the labels and in the data folder else.")
    ] = None,
    preset: Annotated[
        Literal["embedded", "paper", "smoke"] | None,
        typer.Option(
            help="How to train: paper takes BLIP-2 from --init; smoke a few steps, to try the command; as the critic "
            "that it begins with if left out."
        ),
    ] = None,
    init: Annotated[
        str, typer.Option(help='Begin with this critic, hf:FOLDER, or "verbalizers"; with the one in use if left out.')
    ] = "",
    against: Annotated[
        str, typer.Option(help='Compare with this critic, or with "none"; with the one in use if left out.')
    ] = "",
    name: Annotated[str, typer.Option(help="What it is called: own:NAME; people-1, people-2 ... if left out.")] = "",
    out: Annotated[Path | None, typer.Option(help="Write it here instead: folder:OUT.")] = None,
    use: Annotated[bool, typer.Option("--use", help="Put it in use at once.")] = False,
    steps: Annotated[
        int | None, typer.Option(min=1, help="How many steps; by the number of pictures or labels else.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of weights and batches.  [0]")] = None,
    batch: Batch = None,
    parts: Parts = None,
    side: Side = None,
    rate: Rate = None,
    warm_up: WarmUp = None,
    weight_decay: WeightDecay = None,
    marks: Marks = None,
    sees: Sees = None,
    still: Annotated[
        bool, typer.Option("--still", help="The vision encoder does not learn, and looks at pictures once and for all.")
    ] = False,
    checkpointing: Checkpointing = None,
    compiled: Compiled = False,
    threads: Annotated[int, typer.Option(min=1, help="Processor threads; one gives the same weights again.")] = 1,
    device: Annotated[str, typer.Option(help="Where to train: cpu, cuda, cuda:1, or auto.")] = "auto",
    keep_every: KeepEvery = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted run of that --name.")] = False,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Train a critic on what people accepted and rejected, and compare it with the old one on pictures held out.

    It is kept as own:NAME, with a card; `deixis critics use own:NAME` puts it in use. Ctrl-C keeps what there is.
    Options from --batch to --compiled are for --preset paper.
    """
    from app.commands.train_watch import said_plainly, stoppable
    from app.critic_asked import Asked, free_name, run_folder
    from app.critic_jobs import asked_names
    from app.critics import use as put_in_use
    from app.retraining import retrain
    from app.settings import read_settings
    from db.store import open_store
    from models.errors import BadSetting
    from training.blip2.changes import Changes
    from training.loop.processes import are_several
    from training.loop.running import refuse_no_run

    with said_plainly(as_json=as_json):
        settings = read_settings(db_url=db, data_dir=data_dir)
        if use and out is not None:
            raise BadSetting("Only a critic of the data folder can be put in use; leave --out or --use away.")
        if resume and not name:
            raise BadSetting("Say with --name which training is to go on.")
        # A critic that is there needs no run any more; `retrain` knows whether it is the one that is meant.
        refuse_no_run(run_folder(name, settings), resume=resume and not (settings.critics / name).exists())
        if are_several() and not (name or out):
            raise BadSetting("Several processes must agree on what they make: say with --name what it is called.")
        asked = Asked(
            name=name or (out.name if out else free_name(settings, but=asked_names(settings))),
            labels=labels,
            rounds=tuple(rounds or ()),
            rule=rule,
            pictures=pictures,
            preset=preset,
            init=init,
            against=against,
            out=out,
            seed=seed,
            steps=steps,
            changes=Changes(
                batch=batch,
                parts=parts,
                side=side,
                rate=rate,
                warm_up=warm_up,
                weight_decay=weight_decay,
                marks=marks,
                sees=False if still and sees is None else sees,
                kept_sights=still or None,
                checkpointing=checkpointing,
                compiled=compiled or None,
            ),
            threads=threads,
            device=device,
            resume=resume,
        )
        with stoppable() as stopped:
            made = retrain(asked, settings, _following(stopped, keep_every))
        if made is None:
            _end_early(asked)
        if use:
            with open_store(settings.database) as store:
                put_in_use(made.critic, settings.critics, store, actor="command line")
    typer.echo(made.model_dump_json() if as_json else _in_words(made))


def _following(stopped: "Stopped", keep_every: int | None) -> "Following":
    from app.commands.train_watch import bar, figures, say
    from training.critics.order import Following

    def tell(at: "At") -> None:
        say(f"{bar(at.step, at.steps, at.seconds)}, {figures(at.figures)}")

    def looked(count: int) -> None:
        if count % 50 == 0:
            say(f"looked at {count} pictures")

    following = Following(say=say, looked=looked, at=tell, should_stop=stopped)
    return following if keep_every is None else following._replace(keep_every=keep_every)


def _end_early(asked: "Asked") -> NoReturn:
    from training.loop.processes import is_first

    if not is_first():
        raise typer.Exit
    typer.echo(f"Stopped; what there is is kept. Go on with --name {asked.name} --resume.", file=sys.stderr)
    raise typer.Exit(130)


def _in_words(made: "Retrained") -> str:
    from training.evaluation.table import percent

    compared = made.report.compared
    lines = [f"{made.critic} is in {made.folder}; its figures are in {made.folder / 'card.md'}.", compared.verdict]
    for each in (compared.new, compared.old):
        if each is not None:
            figures = each.figures
            lines.append(
                f"  {each.critic}: AUC {percent(figures.auc)} %, weighted F1 {percent(figures.weighted.f1)} %, "
                f"calibration error {percent(figures.ece)} %, on {figures.n} labels of {figures.pictures} pictures"
            )
    return "\n".join(lines)
