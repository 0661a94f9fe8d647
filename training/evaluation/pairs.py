"""How a model does on each held-out combination, and on all of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from models.records import Record
from training.evaluation.marking import Marked, mean

SITUATIONS = "situation @ place"
TOLD_TYPES = ("why", "before", "after", "intent", "action", "inference")


class PairAccuracy(Record):
    """Of one combination ("dog barking @ beach"): how many questions about those who are part of it, and the shares
    answered right."""

    kind: str
    pair: str
    n: int
    strict: float
    slot: float


def by_pair(marked: Iterable[Marked]) -> tuple[PairAccuracy, ...]:
    """Return a figure for every combination that was asked about, the worst first."""
    groups: defaultdict[tuple[str, str], list[Marked]] = defaultdict(list)
    for each in marked:
        for pair in each.exam.pairs:
            if each.asked.entity in pair.entities:
                groups[pair.kind, f"{pair.first} @ {pair.second}"].append(each)
    figures = [
        PairAccuracy(kind=kind, pair=name, n=len(group), strict=mean(m.strict for m in group), slot=_slot(group))
        for (kind, name), group in groups.items()
    ]
    return tuple(sorted(figures, key=lambda figure: (figure.slot, -figure.n, figure.pair)))


def by_kind(pairs: Sequence[PairAccuracy]) -> dict[str, PairAccuracy]:
    """Join the figures of all combinations of a kind, every question counted once."""
    joined = {}
    for kind in sorted({pair.kind for pair in pairs}):
        group = [pair for pair in pairs if pair.kind == kind]
        n = sum(pair.n for pair in group)
        joined[kind] = PairAccuracy(
            kind=kind,
            pair=f"all {len(group)}",
            n=n,
            strict=round(sum(pair.strict * pair.n for pair in group) / n, 4),
            slot=round(sum(pair.slot * pair.n for pair in group) / n, 4),
        )
    return joined


def of_stories(marked: Iterable[Marked]) -> PairAccuracy | None:
    """Return the figure for what a held-out situation tells: causes, before, after, wants and doing; no onlookers.

    Colours and positions are the same in every place, so this is the sharper figure. None where nothing was asked.
    """
    group = [
        each
        for each in marked
        for pair in each.exam.pairs
        if pair.kind == SITUATIONS
        and each.asked.type in TOLD_TYPES
        and each.asked.entity in pair.entities
        and each.exam.graph.entities[each.asked.entity].role_in_situation != "W"
    ]
    if not group:
        return None
    strict = mean(each.strict for each in group)
    return PairAccuracy(kind=f"{SITUATIONS}, told", pair="all", n=len(group), strict=strict, slot=_slot(group))


def _slot(group: Sequence[Marked]) -> float:
    return mean(each.slot for each in group)
