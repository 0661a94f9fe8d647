"""A scene report as a table for people."""

from training.evaluation.scenes import SceneReport

CONTROL_MEANINGS = {
    "no_regions": "regions withheld (strict)",
    "text_majority": "most frequent answer to the question's words (strict)",
    "swapped": "two people exchange ids: both answers follow (pairs)",
    "drawn_only": "regions only drawn into the pixels (strict)",
    "jitter_8": "boxes jittered by 8 % of their size (strict)",
}


def as_table(report: SceneReport) -> str:
    """Return the figures in percent, a line each."""
    lines = [
        f"{report.model}: {report.n} questions about {report.pictures} unseen pictures, seed {report.seed}",
        "",
        f"{'type':<14}{'n':>5}{'strict':>9}{'slot':>8}",
        *(f"{name:<14}{a.n:>5}{percent(a.strict):>9}{percent(a.slot):>8}" for name, a in report.by_type.items()),
        f"{'mean of types':<14}{report.n:>5}{percent(report.strict_accuracy):>9}{percent(report.slot_accuracy):>8}",
        "",
        *(f"{percent(getattr(report.controls, name)):>6}  {meaning}" for name, meaning in CONTROL_MEANINGS.items()),
        "",
        f"{report.swapped_pairs} swapped pairs; {report.seconds:.0f} s",
    ]
    return "\n".join(lines)


def percent(value: float) -> str:
    return f"{100 * value:.1f}"
