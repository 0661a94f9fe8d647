"""`deixis train student`: BLIP-2's first stage learns to compare, from statements about marked pictures."""

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from app.commands.db import AsJson, DataDir


def student(
    init: Annotated[Path, typer.Option(help="Folder of the first stage of BLIP-2 to begin with.")],
    data: Annotated[
        list[str],
        typer.Option(help="What to learn from: a corpus file, sherlock:FILE or visualcomet:FILE; also several."),
    ],
    weight: Annotated[
        list[float] | None, typer.Option(help="How much of each --data, in their order; all alike if left out.")
    ] = None,
    pictures: Annotated[
        Path | None, typer.Option(help="Folder of the pictures; `pictures` beside the first file if left out.")
    ] = None,
    critic: Annotated[
        str, typer.Option(help="Learn only from what this critic scored; from all of a corpus if left out.")
    ] = "",
    threshold: Annotated[float, typer.Option(min=0, max=1, help="With --critic: the least score.")] = 0.8,
    kind: Annotated[
        Literal["both", "regions", "descriptions"],
        typer.Option(help="Texts that name regions, that describe, both."),
    ] = "both",
    preset: Annotated[
        Literal["paper", "smoke"], typer.Option(help="How to train (docs/training.md); smoke tries the command.")
    ] = "paper",
    steps: Annotated[int | None, typer.Option(min=1, help="How many steps; those of the preset if left out.")] = None,
    batch: Annotated[int | None, typer.Option(min=2, help="Statements in a step, over all processes.")] = None,
    parts: Annotated[
        int | None, typer.Option(min=1, help="Learn from a process's share in so many parts, to spare memory.")
    ] = None,
    side: Annotated[int | None, typer.Option(min=14, help="Side of the square pictures, in pixels.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of batches and new weights.  [0]")] = None,
    same_picture: Annotated[
        bool, typer.Option("--same-picture", help="What is true of a picture may be taken for wrong about it, as LSKD.")
    ] = False,
    still: Annotated[
        bool, typer.Option("--still", help="Pictures always look the same, and are looked at once and for all.")
    ] = False,
    sees: Annotated[bool, typer.Option("--sees", help="The vision encoder learns, too.")] = False,
    checkpointing: Annotated[
        bool, typer.Option("--checkpointing", help="Compute twice what would have to be remembered.")
    ] = False,
    compiled: Annotated[bool, typer.Option("--compiled", help="Let torch.compile write kernels.")] = False,
    out: Annotated[Path | None, typer.Option(help="Where the student goes; it stays in its run if left out.")] = None,
    work: Annotated[Path | None, typer.Option(help="Folder of the run; in the data folder if left out.")] = None,
    data_dir: DataDir = None,
    threads: Annotated[int, typer.Option(min=1, help="Processor threads; one gives the same weights again.")] = 1,
    device: Annotated[str, typer.Option(help="Where to train: cpu, cuda, cuda:1, or auto.")] = "auto",
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted run.")] = False,
    as_json: AsJson = False,
) -> None:
    """Train a student that tells which answer fits; `deixis ask --student hf:OUT --choice ...` asks it.

    On several GPUs: torchrun --nproc_per_node 4 -m app train student ... Ctrl-C keeps what there is; --resume goes on
    from there, with the settings of that run.
    """
    from app.commands.train_blip2 import Changes, make_student
    from app.commands.train_watch import said_plainly
    from app.settings import read_settings
    from training.blip2.sources import open_sources
    from training.data.corpus_source import Choice

    with said_plainly(as_json=as_json):
        home = read_settings(data_dir=data_dir).data_dir / "training"
        sources = open_sources(data, weight or [], Choice(critic=critic, threshold=threshold, kind=kind), pictures)
        made = make_student(
            preset,
            Changes(
                steps=steps,
                batch=batch,
                parts=parts,
                side=side,
                seed=seed,
                same_picture=same_picture or None,
                varied=False if still else None,
                kept_sights=still or None,
                sees=sees or None,
                checkpointing=checkpointing or None,
                compiled=compiled or None,
            ),
            sources=sources,
            init=init,
            sights=home / "sights",
            work=work or home / "blip2-student",
            out=out,
            threads=threads,
            device=device,
            resume=resume,
        )
    typer.echo(json.dumps(made._asdict(), default=str) if as_json else f"The student is in {made.folder}.")
