"""The paper's appendix B as a picture: what items are worth in five bins of region size, for each task and side."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from pydantic import TypeAdapter, ValidationError

from models.errors import BadSetting
from training.benchmarks.official.reading import object_of
from training.benchmarks.sizes import SizeFigures
from training.corpus.stats.charts import HEIGHT, WIDTH, Series, bars
from training.evaluation.over_pictures import Between

_SIZES = TypeAdapter(tuple[SizeFigures, ...])


def read_sizes(path: Path) -> tuple[str, tuple[SizeFigures, ...]]:
    """Return of which benchmark and model a file of results is, and what it says by region size.

    Raises BadSetting for a file that is none, and for one that says nothing of sizes.
    """
    found = object_of(path)
    named = f"{found.text('benchmark')}, {found.text('model')}"
    try:
        figures = _SIZES.validate_python(found.values.get("by_size", ()))
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise BadSetting(f"{path}: by_size.{place} is not as `deixis evaluate ... --out` writes it.") from None
    if not figures:
        raise BadSetting(
            f"{path} says nothing by the size of regions: its items have none, were fewer than 10, or were asked by "
            "a command that counts no sizes."
        )
    return named, figures


def size_plot(named: str, figures: Sequence[SizeFigures]) -> Image.Image:
    """Draw a chart for each task and side, tasks beside each other, sides below each other."""
    tasks = list(dict.fromkeys(each.task for each in figures))
    sides = list(dict.fromkeys(each.side for each in figures))
    sheet = Image.new("RGB", (WIDTH * len(tasks), HEIGHT * len(sides)), "white")
    for each in figures:
        place = (WIDTH * tasks.index(each.task), HEIGHT * sides.index(each.side))
        sheet.paste(_chart(named, each), place)
    return sheet


def _chart(named: str, found: SizeFigures) -> Image.Image:
    labels = [f"{100 * each.least:.3g} to {100 * each.most:.3g}" for each in found.bins]
    correlated = [
        f"Pearson {_with(found.pearson, found.pearson_interval)}",
        f"Spearman {_with(found.spearman, found.spearman_interval)}",
    ]
    return bars(
        f"{named}: {found.task}, {found.n} items",
        labels,
        [Series(found.task, [each.value for each in found.bins])],
        below=f"{found.side}, percent of the picture's; {', '.join(correlated)}",
    )


def _with(value: float, between: Between | None) -> str:
    return f"{value:.2f}" if between is None else f"{value:.2f} ({between[0]:.2f} to {between[1]:.2f})"
