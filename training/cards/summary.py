"""A skill card as a terminal shows it."""

from collections.abc import Iterator

from training.benchmarks.manners import MANNERS
from training.cards.records import Cell, SkillCard

_HEADS = ("right", "grey", "no boxes", "swapped", "kept")


def as_lines(card: SkillCard) -> Iterator[str]:
    """Yield a table for each manner, then what the model says of its certainty and how long it takes."""
    yield f"{card.model} ({card.kind}), {card.split} scenes of seed {card.seed}; percent, chance beside"
    width = max(len(row.skill) for row in card.rows)
    for manner in MANNERS:
        columns = [getattr(row, manner) for row in card.rows]
        if all(column.right.value is None for column in columns):
            yield f"{manner}: none; {columns[0].right.why}"
            continue
        yield f"{manner}, by {card.scored_by[manner]}"
        yield f"  {'':<{width}}  {'n':>4} {'chance':>7} {' '.join(f'{each:>8}' for each in _HEADS)}"
        for row, column in zip(card.rows, columns, strict=True):
            cells = (column.right, column.grey, column.no_regions, column.swapped, column.kept)
            yield f"  {row.skill:<{width}}  {row.n:>4} {row.chance:>7.1f} {' '.join(map(_written, cells))}"
        told, waited = card.calibration[manner], card.latency[manner]
        if told.ece is not None:
            yield f"  calibration: expected error {100 * told.ece:.1f} points over {told.n} answers"
        if waited.p50 is not None:
            yield f"  a question takes {waited.p50:.2f} s, 95 % at most {waited.p95:.2f} s ({card.machine})"


def _written(cell: Cell) -> str:
    return f"{'-' if cell.value is None else f'{cell.value:.1f}':>8}"
