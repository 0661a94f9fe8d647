"""`deixis train student`: a student learns from a corpus; BLIP-2's first stage to compare, other models to write."""

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from app.commands.db import AsJson, DataDir
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
from models.errors import BadSetting


def student(
    data: Annotated[
        list[str],
        typer.Option(
            "--data",
            "--corpus",
            help="What to learn from: a corpus file, an export's folder, a run by its name, sherlock:FILE or "
            "visualcomet:FILE; also several.",
        ),
    ],
    init: Annotated[
        Path | None,
        typer.Option(
            help="Folder or hub id to begin with: BLIP-2's first stage learns to compare, BLIP-2 and chat models to "
            "write; with --preset embedded own:NAME, or the folder of the verbalizers or of a student; the verbalizers "
            "that ship if left out."
        ),
    ] = None,
    weight: Annotated[
        list[float] | None, typer.Option(help="How much of each --data, in their order; all alike if left out.")
    ] = None,
    pictures: Annotated[
        Path | None, typer.Option(help="Folder of all pictures; `pictures` beside each of --data if left out.")
    ] = None,
    critic: Annotated[
        str, typer.Option(help="Learn only from what this critic scored; from all of a corpus if left out.")
    ] = "",
    threshold: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="With --critic: the least score; 0.8, of embedded critics 0.7 if left out."),
    ] = None,
    kind: Annotated[
        Literal["both", "regions", "descriptions"],
        typer.Option(help="Texts that name regions, that describe, both."),
    ] = "both",
    preset: Annotated[
        Literal["paper", "smoke", "embedded"],
        typer.Option(help="How to train (docs/training.md); embedded is for a laptop, smoke tries the command."),
    ] = "paper",
    steps: Annotated[int | None, typer.Option(min=1, help="How many steps; those of the preset if left out.")] = None,
    batch: Batch = None,
    named: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, help="Share of texts that name regions, the others describe; as they come if left out."
        ),
    ] = None,
    name: Annotated[
        str,
        typer.Option(help="With --preset embedded: what it is called, own:NAME; corpus-1, corpus-2 ... if left out."),
    ] = "",
    parts: Parts = None,
    side: Side = None,
    rate: Rate = None,
    warm_up: WarmUp = None,
    weight_decay: WeightDecay = None,
    marks: Marks = None,
    seed: Annotated[int | None, typer.Option(help="Seed of batches and new weights.  [0]")] = None,
    same_picture: Annotated[
        bool, typer.Option("--same-picture", help="What is true of a picture may be taken for wrong about it, as LSKD.")
    ] = False,
    still: Annotated[
        bool, typer.Option("--still", help="Pictures always look the same, and are looked at once and for all.")
    ] = False,
    lora: Annotated[
        int | None,
        typer.Option(min=1, help="A model that writes: its language model learns, too, by LoRA of this rank (peft)."),
    ] = None,
    split: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="BLIP-2 that writes: how often a text is cut at random, to be gone on with."),
    ] = None,
    sees: Sees = None,
    checkpointing: Checkpointing = None,
    compiled: Compiled = False,
    out: Annotated[Path | None, typer.Option(help="Where the student goes; it stays in its run if left out.")] = None,
    work: Annotated[Path | None, typer.Option(help="Folder of the run; in the data folder if left out.")] = None,
    data_dir: DataDir = None,
    threads: Annotated[int, typer.Option(min=1, help="Processor threads; one gives the same weights again.")] = 1,
    device: Annotated[str, typer.Option(help="Where to train: cpu, cuda, cuda:1, or auto.")] = "auto",
    keep_every: KeepEvery = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted run.")] = False,
    as_json: AsJson = False,
) -> None:
    """Train a student. With --preset embedded one that answers, on a laptop: `deixis ask --student own:NAME` asks it.

    Else as the folder of --init is: one that tells which answer fits (`deixis ask --student hf:OUT --choice ...`), or
    one that writes answer and reason (`deixis ask --student hf:OUT`). On several GPUs: torchrun --nproc_per_node 4 -m
    app train student ... Ctrl-C keeps what there is; --resume goes on from there, with the settings of that run.
    """
    from app.commands.train_sources import Wanted, choice_of, open_wanted
    from app.commands.train_watch import said_plainly
    from app.settings import read_settings

    if preset == "embedded":
        from app.commands.train_corpus import Changes as Otherwise
        from app.commands.train_corpus import make_corpus_student, refuse_others

        with said_plainly(as_json=as_json):
            refuse_others(
                weight=weight, parts=parts, side=side, rate=rate, warm_up=warm_up, weight_decay=weight_decay,
                marks=marks, same_picture=same_picture, still=still, checkpointing=checkpointing, compiled=compiled,
                lora=lora, split=split,
            )  # fmt: skip
            student = make_corpus_student(
                Wanted(data, choice_of(critic, threshold, kind, named), pictures),
                Otherwise(steps=steps, texts=batch, seed=seed, named=named, eye="all" if sees else None),
                read_settings(data_dir=data_dir),
                init=init,
                name=name,
                work=work,
                out=out,
                threads=threads,
                device=device,
                keep_every=keep_every,
                resume=resume,
            )
        said = f"The student is {student.student}, in {student.folder}."
        typer.echo(json.dumps(student._asdict(), default=str) if as_json else said)
        return
    from app.commands.train_blip2 import Asked, Where, run_folder
    from app.commands.train_writer import WriterChanges, make_either
    from models.huggingface.begun_with import folder_to_begin_with
    from training.blip2.changes import StudentChanges

    with said_plainly(as_json=as_json):
        if init is None:
            raise BadSetting(
                "A model is trained from another: name its folder or hub id with --init, or --preset embedded."
            )
        if name:
            raise BadSetting("--name is for --preset embedded; say with --out where this student is to go.")
        settings = read_settings(data_dir=data_dir)
        home = settings.data_dir / "training"
        choice = choice_of(critic, threshold, kind, named)
        sources = open_wanted(Wanted(data, choice, pictures, weight or (), named), settings.data_dir)
        made = make_either(
            preset,
            StudentChanges(
                steps=steps,
                batch=batch,
                parts=parts,
                side=side,
                rate=rate,
                warm_up=warm_up,
                weight_decay=weight_decay,
                marks=marks,
                seed=seed,
                same_picture=same_picture or None,
                varied=False if still else None,
                kept_sights=still or None,
                sees=sees,
                checkpointing=checkpointing,
                compiled=compiled or None,
            ),
            WriterChanges(lora=lora, split=split),
            Where(home / "sights", work or run_folder(home, "blip2-student", out), out),
            Asked(folder_to_begin_with(init), threads, device, resume, keep_every),
            sources=sources,
        )
    typer.echo(json.dumps(made._asdict(), default=str) if as_json else f"The student is in {made.folder}.")
