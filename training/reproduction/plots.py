"""Plots of the reproduction: the charts of the corpus statistics, and what must stand on them."""

from collections.abc import Sequence
from pathlib import Path

from training.corpus.stats.charts import Lines, Series, bars, lines
from training.reproduction.spread import Over

QUICK = "quick, not evidence"


def line_of(name: str, points: Sequence[tuple[float, Over]]) -> Lines:
    """Return a line through means, x from 0 to 1, with the intervals as a band where there are any."""
    drawn = [(x, over.mean) for x, over in points]
    if any(over.low is None for _, over in points):
        return Lines(name, drawn)
    return Lines(
        name, drawn, low=[_kept(over.low) for _, over in points], high=[_kept(over.high) for _, over in points]
    )


def draw_lines(file: Path, title: str, drawn: Sequence[Lines], *, below: str, quick: bool) -> str:
    """Draw lines, y in percent, and return the Markdown that shows them."""
    lines(_titled(title, quick=quick), drawn, below=below).save(file, optimize=True)
    return f"![{title}]({file.name})"


def draw_bars(file: Path, title: str, labels: Sequence[str], series: Sequence[Series], *, quick: bool) -> str:
    """Draw bars in percent and return the Markdown that shows them."""
    written = [each.replace("→", "->") for each in labels]  # the font that Pillow brings has no arrow
    bars(_titled(title, quick=quick), written, series, percent=True).save(file, optimize=True)
    return f"![{title}]({file.name})"


def _titled(title: str, *, quick: bool) -> str:
    return f"{title} ({QUICK})" if quick else title


def _kept(share: float | None) -> float:
    """Return the end of an interval within the chart: that of a share may lie beyond what a share can be."""
    return min(1.0, max(0.0, share or 0.0))
