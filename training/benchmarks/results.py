"""Figures of a benchmark as a file, a program and a person read them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.errors import BadSetting
from training.benchmarks.measure import Figure, Measured

_MAIN = "Q->AR"  # of VCR's three figures


def main_figure(measured: Measured) -> Figure:
    """Return the figure that a benchmark is known by: Q->AR of VCR, else the only one, or the first."""
    return next((each for each in measured.figures if each.task == _MAIN), measured.figures[0])


def as_value(measured: Measured, **more: Any) -> dict[str, Any]:
    """Return what `--json` prints: the main figure, and everything else that was measured.

    `more` are settings that the figures hang on, such as the seed.
    """
    main = main_figure(measured)
    return {
        "benchmark": measured.benchmark,
        "task": main.task,
        "metric": main.metric,
        "value": main.value,
        "interval": main.interval,
        "n": main.n,
        "chance": main.chance,
        **measured.model_dump(mode="json", exclude={"benchmark", "n"}),
        **more,
    }


def as_lines(measured: Measured) -> Iterator[str]:
    """Yield what a terminal shows: a line for each figure, and one for each type."""
    given = [] if measured.regions is None or measured.regions else ["no regions"]
    given += [] if measured.question is None or measured.question else ["no question"]
    given += [] if measured.shuffled_ids is None else [f"ids shuffled by seed {measured.shuffled_ids}"]
    yield f"{measured.benchmark}, {measured.split}: {measured.model} by {', '.join((measured.scored_by, *given))}"
    width = max(len(name) for name in (*measured.by_type, *(each.task for each in measured.figures)))
    for figure in measured.figures:
        yield f"{figure.task:<{width}}  {_written(figure)}, {figure.metric}, chance {figure.chance:.1f}"
    for name, figures in measured.by_type.items():
        yield f"  {name:<{width}}  {'; '.join(f'{each.task} {_written(each)}' for each in figures)}"
    if measured.unread:
        yield f"{measured.unread} of {measured.n} items could not be read, and count as wrong."


def hash_of(path: Path) -> str:
    """Return the sha256 of a file. Raises BadSetting where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None


def _written(figure: Figure) -> str:
    between = f" ({figure.interval[0]:.1f} to {figure.interval[1]:.1f})" if figure.interval else ""
    return f"{figure.value:.1f}{between} of {figure.n}"
