"""A scene report as tables for people and spreadsheets."""

import pandas as pd

from training.evaluation.scenes import SceneReport

CONTROL_MEANINGS = {
    "no_regions": "regions withheld (strict)",
    "text_majority": "most frequent answer to the question's words (strict)",
    "swapped": "two people exchange ids: both answers follow (pairs)",
    "drawn_only": "regions only drawn into the pixels (strict)",
    "jitter_8": "boxes jittered by 8 % of their size (strict)",
}


def as_frame(report: SceneReport) -> pd.DataFrame:
    """Return a row for each question type and one for their mean; strict and slot are shares from 0 to 1."""
    rows = [{"type": name, **figures.model_dump()} for name, figures in report.by_type.items()]
    mean = {"n": report.n, "strict": report.strict_accuracy, "slot": report.slot_accuracy}
    return pd.DataFrame([*rows, {"type": "mean of types", **mean}])


def as_table(report: SceneReport) -> str:
    """Return the figures in percent, a line each."""
    lines = [
        f"{report.model}: {report.n} questions about {report.pictures} unseen pictures, seed {report.seed}",
        "",
        as_frame(report).to_string(index=False, formatters={"strict": percent, "slot": percent}),
        "",
        *(f"{percent(getattr(report.controls, name)):>6}  {meaning}" for name, meaning in CONTROL_MEANINGS.items()),
        "",
        f"{report.swapped_pairs} swapped pairs; {report.seconds:.0f} s",
    ]
    return "\n".join(lines)


def percent(value: float) -> str:
    return f"{100 * value:.1f}"
