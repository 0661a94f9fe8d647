"""The bias audit as text for people."""

from collections.abc import Callable

import pandas as pd

from training.evaluation.audit import Audit
from training.evaluation.table import percent

_SHARES = ("majority", "words", "question_only", "no_boxes", "alone", "with_cue")


def as_text(audit: Audit) -> str:
    """Return counts, baselines (percent), leaks (percent) and language, a table each."""
    world = audit.world
    variety = [{"type": name, **each.model_dump()} for name, each in audit.variety.types.items()]
    return "\n".join(
        (
            f"{world.places} places, {world.situations} situations, {world.things} things, {world.looks} looks; "
            f"{world.people_per_scene:.1f} people a scene ({audit.scenes} scenes from seed {audit.seed})",
            "",
            "right without looking, strict, in percent:",
            _table([row.model_dump() for row in audit.baselines]),
            "",
            "best guess from one cue, in percent:",
            _table([leak.model_dump() for leak in audit.leaks]),
            "",
            "language:",
            _table(variety),
        )
    )


def _table(rows: list[dict]) -> str:
    frame = pd.DataFrame(rows)
    formats: dict[str | int, Callable[[float | None], str]] = {name: _share for name in _SHARES if name in frame}
    return frame.to_string(index=False, formatters=formats, float_format=lambda value: f"{value:.2f}")


def _share(value: float | None) -> str:
    return "-" if value is None or pd.isna(value) else percent(value)
