"""`deixis train captioner` and `deixis train narrator`: a model that writes learns to put pictures into words."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.commands.db import AsJson, DataDir
from app.commands.train_options import Checkpointing, Compiled, KeepEvery, Parts, Rate, Side, WarmUp, WeightDecay

if TYPE_CHECKING:
    from training.generative.description_sources import Task

_HELD_OUT = (
    "Pictures to measure on are held out, for `deixis evaluate captions`: one in twenty, and those in another split of "
    "RefCOCO than train. Ctrl-C keeps what there is; --resume goes on."
)
CAPTIONER = f"""Train a captioner: `--verbalizer captioner=hf:OUT` takes it to describe regions.

--data is vg:region_descriptions.json (image_data.json beside it), refcoco:refs(unc).p (instances.json beside it) or
sherlock:FILE. {_HELD_OUT}"""
NARRATOR = f"""Train a narrator: `--verbalizer narrator=hf:OUT` takes it to describe whole pictures.

--data is narratives:FILE.jsonl, as Localized Narratives are published. {_HELD_OUT}"""


def describer(task: "Task") -> Callable[..., None]:
    """Return the command that trains a captioner or a narrator."""

    def train(
        init: Annotated[Path, typer.Option(help="BLIP-2 or chat model to begin with: its folder or hub id.")],
        data: Annotated[
            list[str], typer.Option(help="What to learn from, by kind and file (see above); also several.")
        ],
        weight: Annotated[
            list[float] | None, typer.Option(help="How much of each --data, in their order; by length if left out.")
        ] = None,
        pictures: Annotated[
            Path | None, typer.Option(help="Folder of all pictures; `pictures` beside each of --data if left out.")
        ] = None,
        preset: Annotated[
            Literal["paper", "smoke"], typer.Option(help="How to train (docs/training.md); smoke tries the command.")
        ] = "paper",
        steps: Annotated[int | None, typer.Option(min=1, help="How many steps; the preset's if left out.")] = None,
        batch: Annotated[int | None, typer.Option(min=1, help="Texts in a step, over all processes.")] = None,
        parts: Parts = None,
        side: Side = None,
        rate: Rate = None,
        warm_up: WarmUp = None,
        weight_decay: WeightDecay = None,
        seed: Annotated[int | None, typer.Option(help="Seed of batches and new weights.  [0]")] = None,
        lora: Annotated[
            int | None, typer.Option(min=1, help="The language model learns, too, by LoRA of this rank (peft).")
        ] = None,
        checkpointing: Checkpointing = None,
        compiled: Compiled = False,
        out: Annotated[Path | None, typer.Option(help="Where the model goes; it stays in its run if left out.")] = None,
        work: Annotated[Path | None, typer.Option(help="Folder of the run; in the data folder if left out.")] = None,
        data_dir: DataDir = None,
        threads: Annotated[int, typer.Option(min=1, help="Processor threads; one gives the same weights again.")] = 1,
        device: Annotated[str, typer.Option(help="Where to train: cpu, cuda, cuda:1, or auto.")] = "auto",
        keep_every: KeepEvery = None,
        resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted run.")] = False,
        as_json: AsJson = False,
    ) -> None:
        from app.commands.train_blip2 import Asked, Where, run_folder
        from app.commands.train_watch import said_plainly, say
        from app.commands.train_writer import WriterChanges, make_writer
        from app.settings import read_settings
        from models.huggingface.begun_with import folder_to_begin_with
        from training.blip2.changes import Changes
        from training.generative.description_sources import open_descriptions
        from training.generative.run import DescriptionLessons
        from training.loop.processes import is_first

        with said_plainly(as_json=as_json):
            home = read_settings(data_dir=data_dir).data_dir / "training"
            sources = open_descriptions(task, data, weight or [], pictures)
            for sentence in sources.notes if is_first() else ():
                say(sentence)
            made = make_writer(
                preset,
                Changes(
                    steps=steps,
                    batch=batch,
                    parts=parts,
                    side=side,
                    rate=rate,
                    warm_up=warm_up,
                    weight_decay=weight_decay,
                    seed=seed,
                    checkpointing=checkpointing,
                    compiled=compiled or None,
                ),
                WriterChanges(lora=lora),
                Where(home / "sights", work or run_folder(home, task, out), out),
                Asked(folder_to_begin_with(init), threads, device, resume, keep_every),
                lessons=DescriptionLessons(sources),
            )
        typer.echo(json.dumps(made._asdict(), default=str) if as_json else f"The {task} is in {made.folder}.")

    return train
