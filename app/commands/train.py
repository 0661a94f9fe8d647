"""`deixis train`: train a critic on people's labels, a student on a corpus, or the models that ship with the house."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from app.commands.train_critic import critic
from app.commands.train_describers import CAPTIONER, NARRATOR, describer
from app.commands.train_student import student

train_commands = typer.Typer(
    help="Train a critic on people's labels, a student on a corpus, or the models that ship.", no_args_is_help=True
)
train_commands.command()(critic)
train_commands.command()(student)
train_commands.command("captioner", help=CAPTIONER)(describer("captioner"))
train_commands.command("narrator", help=NARRATOR)(describer("narrator"))


@train_commands.command()
def embedded(
    only: Annotated[
        Literal["student", "chooser", "verbalizers", "critic"] | None,
        typer.Option(help="Which of the embedded models to train; all but the critic if left out."),
    ] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="How many steps to train.")] = None,
    minutes: Annotated[
        float | None, typer.Option(min=0.1, help="Train each about so long instead: the first steps are timed.")
    ] = None,
    reader_minutes: Annotated[
        float | None, typer.Option(min=0.05, help="Train the student's reader of marks about so long.  [900 steps]")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of weights and batches.  [0]")] = None,
    scenes: Annotated[int | None, typer.Option(min=1, help="How many training scenes to draw.")] = None,
    init: Annotated[
        Path | None,
        typer.Option(
            help="With --only: start from the weights in this folder. A student keeps the mark reader it finds there; "
            "a chooser starts from models/embedded/student if left out, a critic from models/embedded/verbalizers."
        ),
    ] = None,
    labels: Annotated[
        Path | None, typer.Option(help="With --only critic: the folder of labels that it learns from.")
    ] = None,
    controls: Annotated[
        bool,
        typer.Option(
            "--controls", help="With --only critic: train three more that do not see what it sees, to compare."
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Where the finished model goes, or all of them; in models/embedded if left out."),
    ] = None,
    work: Annotated[
        Path | None, typer.Option(help="Folder of the run (checkpoints), or of all; in the data folder if left out.")
    ] = None,
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", help="Folder of the data; else DEIXIS_DATA_DIR, else ./data.")
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="Processor threads; one gives the same weights again.")] = 1,
    device: Annotated[
        str, typer.Option(help="Where to train: cpu, cuda, cuda:1, or auto for CUDA where there is some.")
    ] = "auto",
    quick: Annotated[
        bool, typer.Option("--quick", help="Measure on very little: to try the command; the figures mean nothing.")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted run.")] = False,
) -> None:
    """Train the embedded models on drawn scenes, measure each, and put it in its place.

    The student (with its reader of drawn marks) comes first, then the chooser, which starts from it, then the
    verbalizers. Ctrl-C keeps what there is; --resume goes on from there, with the settings of that run.
    """
    from app.commands.train_embedded import Asked, make_all, make_one
    from app.commands.train_watch import said_plainly
    from app.settings import read_settings
    from training.loop.devices import choose_device

    if quick and out is None:
        raise typer.BadParameter(
            "it would replace the models that ship; name a folder with --out.", param_hint="--quick"
        )
    if init is not None and only is None:
        raise typer.BadParameter(
            "several models cannot start from one folder; name one with --only.", param_hint="--init"
        )
    with said_plainly():
        asked = Asked(
            steps=steps,
            minutes=minutes,
            reader_minutes=reader_minutes,
            seed=seed,
            scenes=scenes,
            init=init,
            labels=labels,
            threads=threads,
            device=str(choose_device(device)),
            quick=quick,
            resume=resume,
            controls=controls,
        )
        home = read_settings(data_dir=data_dir).data_dir / "training"
        if only is not None:
            make_one(only, asked, home=home, work=work, out=out)
        else:
            make_all(asked, home=home, work=work, out=out)
