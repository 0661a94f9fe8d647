"""A scene report as tables for people and spreadsheets."""

from collections.abc import Callable

import pandas as pd

from training.evaluation.pairs import by_kind
from training.evaluation.scenes import SceneReport

CONTROL_MEANINGS = {
    "no_regions": "regions withheld (strict)",
    "text_majority": "most frequent answer to the question's words (strict)",
    "drawn_only": "regions only drawn into the pixels (strict)",
    "jitter_8": "boxes jittered by 8 % of their size (strict)",
}
WORST = 10


def as_frame(report: SceneReport) -> pd.DataFrame:
    """Return a row for each question type and one for their mean; all figures but `n` are shares from 0 to 1.

    `majority` is what the words of the question alone give.
    """
    rows = [
        {"type": name, **figures.model_dump(), "majority": report.majority_by_type[name]}
        for name, figures in report.by_type.items()
    ]
    mean = {"n": report.n, "strict": report.strict_accuracy, "slot": report.slot_accuracy}
    return pd.DataFrame([*rows, {"type": "mean of types", **mean, "majority": report.controls.text_majority}])


def as_table(report: SceneReport) -> str:
    """Return the figures in percent, a line each."""
    swapped = report.controls.swapped
    scenes = "unseen" if report.split == "evaluate" else "held-out"
    lines = [
        f"{report.model}: {report.n} questions about {report.pictures} {scenes} pictures, seed {report.seed}",
        "",
        as_frame(report).to_string(index=False, formatters=dict.fromkeys(("strict", "slot", "majority"), percent)),
        "",
        *(f"{percent(getattr(report.controls, name)):>6}  {meaning}" for name, meaning in CONTROL_MEANINGS.items()),
        f"{percent(swapped.value):>6}  two people exchange ids: both answers follow "
        f"({swapped.n} pairs, 95 % interval {percent(swapped.low)} to {percent(swapped.high)})",
        *_pair_lines(report),
        "",
        f"{report.seconds:.0f} s",
    ]
    return "\n".join(lines)


def percent(value: float) -> str:
    return f"{100 * value:.1f}"


def _pair_lines(report: SceneReport) -> list[str]:
    if not report.pairs:
        return []
    told = [report.told] if report.told else []
    rows = [*by_kind(report.pairs).values(), *told, *report.pairs[:WORST]]
    frame = pd.DataFrame([row.model_dump() for row in rows])
    formats: dict[str | int, Callable[[float], str]] = {"strict": percent, "slot": percent}
    return ["", f"held-out combinations: all, then the worst {WORST}", frame.to_string(index=False, formatters=formats)]
