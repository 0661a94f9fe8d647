"""What can be wanted otherwise of every training of BLIP-2, in the same words of every command."""

from typing import Annotated, Literal

import typer


def _above_zero(value: float | None) -> float | None:
    if value is not None and value <= 0:
        raise typer.BadParameter(f"{value:g} is not above 0.")
    return value


Batch = Annotated[int | None, typer.Option(min=2, help="Texts in a step, over all processes.")]
Parts = Annotated[
    int | None, typer.Option(min=1, help="Learn from a process's share in so many parts, to spare memory.")
]
Side = Annotated[int | None, typer.Option(min=14, help="Side of the square pictures, in pixels.")]
Rate = Annotated[float | None, typer.Option(callback=_above_zero, help="Rate of learning at its highest.")]
WarmUp = Annotated[int | None, typer.Option(min=1, help="Steps in which the rate rises.")]
WeightDecay = Annotated[float | None, typer.Option(min=0, help="Decay of the weights of matrices.")]
Marks = Annotated[
    Literal["deixis", "lskd"] | None,
    typer.Option(help="How regions are shown; as the model of --init was shown them, else as the preset has it."),
]
Sees = Annotated[bool | None, typer.Option("--sees/--no-sees", help="Whether the vision encoder learns, too.")]
Checkpointing = Annotated[
    bool | None,
    typer.Option("--checkpointing/--no-checkpointing", help="Compute twice what would have to be remembered."),
]
KeepEvery = Annotated[
    int | None,
    typer.Option(min=1, help="Steps after which all is kept, for a run that is killed to go on from.  [300]"),
]
Compiled = Annotated[bool, typer.Option("--compiled", help="Let torch.compile write kernels.")]
