"""Figures on the user's own files, as `deixis evaluate ... --out` wrote them, for further rows of a card."""

from pathlib import Path

from training.benchmarks.official.reading import Row, object_of
from training.benchmarks.results import hash_of
from training.cards.records import Further


def read_further(path: Path) -> tuple[Further, ...]:
    """Return the figures of a results file. Raises BadSetting with file and field for what is none."""
    found, file = object_of(path), hash_of(path)
    return tuple(
        Further(
            benchmark=found.text("benchmark"),
            task=each.text("task"),
            metric=each.text("metric"),
            model=found.text("model"),
            scored_by=found.text("scored_by"),
            value=each.number("value"),
            interval=_between(each),
            chance=each.number("chance") if each.has("chance") else None,
            n=each.whole("n"),
            file=file,
        )
        for each in found.rows("figures")
    )


def _between(figure: Row) -> tuple[float, float] | None:
    if not figure.has("interval"):
        return None
    low, high = figure.list("interval", 2)
    ends = Row(f'{figure.place}, "interval"', {"low": low, "high": high})
    return ends.number("low"), ends.number("high")
