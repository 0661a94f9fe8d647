"""How much the figures of one recipe depend on its seed: the students of several seeds side by side."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from models.embedded.weights import FolderSettings
from models.errors import BadSetting
from models.records import Record
from training.embedded.measures import Measures

FIGURES: Mapping[str, Callable[[Measures], float]] = {
    "strict": lambda measured: measured.scenes.strict_accuracy,
    "slot": lambda measured: measured.scenes.slot_accuracy,
    "why": lambda measured: measured.scenes.by_type["why"].strict,
    "jittered boxes": lambda measured: measured.scenes.controls.jitter_8,
    "marks only drawn": lambda measured: measured.scenes.controls.drawn_only,
    "held-out slot": lambda measured: measured.heldout.slot_accuracy,
}


class SeedRun(Record):
    """A finished student: the last stage of its training, and its figures in percent by the names of FIGURES."""

    seed: int
    steps: int
    minutes: float
    figures: dict[str, float]


class SeedReport(Record):
    """Several students of one recipe. `mean` and `deviation` (of a sample, n - 1) are in percent."""

    runs: tuple[SeedRun, ...]
    mean: dict[str, float]
    deviation: dict[str, float]


def compare_seeds(folders: Sequence[Path]) -> SeedReport:
    """Return what was measured of the students in these folders.

    Raises BadSetting for fewer than two folders, for one without a student's figures, and for two of the same seed or
    of different lengths, which tell nothing about seeds.
    """
    if len(folders) < 2:
        raise BadSetting(f"{len(folders)} folder tells no difference between seeds; name at least two.")
    runs = tuple(_read(folder) for folder in folders)
    if len({run.seed for run in runs}) < len(runs):
        raise BadSetting(f"Two of the students have the same seed ({', '.join(str(run.seed) for run in runs)}).")
    if len({run.steps for run in runs}) > 1:
        told = ", ".join(f"{run.steps} steps with seed {run.seed}" for run in runs)
        raise BadSetting(f"The students were trained for different lengths ({told}); compare those of one recipe.")
    columns = {name: [run.figures[name] for run in runs] for name in FIGURES}
    return SeedReport(
        runs=runs,
        mean={name: round(statistics.mean(column), 2) for name, column in columns.items()},
        deviation={name: round(statistics.stdev(column), 2) for name, column in columns.items()},
    )


def seeds_table(report: SeedReport) -> str:
    """Return the report as a Markdown table, a row for every student, then mean and deviation."""
    rows = [
        (f"{run.seed}, {run.steps} steps, {run.minutes} min", [f"{each:.1f}" for each in run.figures.values()])
        for run in report.runs
    ]
    rows.append(("mean", [f"{each:.1f}" for each in report.mean.values()]))
    rows.append(("standard deviation", [f"{each:.2f}" for each in report.deviation.values()]))
    return "\n".join(
        (
            f"| seed | {' | '.join(FIGURES)} |",
            f"|---|{'---:|' * len(FIGURES)}",
            *(f"| {name} | {' | '.join(values)} |" for name, values in rows),
        )
    )


def _read(folder: Path) -> SeedRun:
    try:
        settings = FolderSettings.model_validate_json((folder / "settings.json").read_bytes())
        measured = Measures.model_validate_json((folder / "figures.json").read_bytes())
    except OSError as error:
        raise BadSetting(f"{folder} holds no measured student: {error.strerror} ({error.filename}).") from None
    except ValidationError as error:
        raise BadSetting(f"{folder} holds no student's figures: {error.errors()[0]['msg']}.") from None
    last = settings.chain[-1]
    figures = {name: round(100 * value(measured), 2) for name, value in FIGURES.items()}
    return SeedRun(seed=last.seed, steps=last.steps, minutes=last.minutes, figures=figures)
