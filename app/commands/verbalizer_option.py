"""`--verbalizer`: who puts pictures into words, for a teacher that answers and for one that writes a corpus."""

from typing import Annotated

import typer

Verbalizer = Annotated[
    list[str] | None,
    typer.Option(
        help="Who puts pictures into words for a teacher: openai:..., hf:..., or one job such as captioner=hf:... or "
        "detector=none; repeat it for more."
    ),
]
