"""What several commands of `deixis evaluate` take, worded once."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Answers = Annotated[
    Literal["auto", "listed", "free"],
    typer.Option(help="Let it answer with the choices listed by letter, or freely; auto: free for small students."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")]
BaseUrl = Annotated[str | None, typer.Option(help="Endpoint of openai: models; else OPENAI_BASE_URL.")]
DataDir = Annotated[
    Path | None, typer.Option("--data-dir", help="Folder of own models; else DEIXIS_DATA_DIR, else ./data.")
]
Device = Annotated[str | None, typer.Option(help="Where hf: models run: auto, cpu, cuda, cuda:1, mps.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Ask everything anew, also what the same command scored before.")]
Model = Annotated[str, typer.Option(help="The model, as in `deixis ask --student`.")]
ModelName = Annotated[
    str, typer.Option(help="What to call the model in the results; runs of several seeds share a name.")
]
Out = Annotated[Path | None, typer.Option(help="Also write all figures and settings here, as --json prints them.")]
RanksBy = Annotated[
    Literal["auto", "itc", "itm", "likelihood"], typer.Option(help="How it ranks, where it has several ways.")
]
