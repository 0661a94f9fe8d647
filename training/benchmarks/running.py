"""Ask a model about all items of a benchmark: what it says is kept as it comes, and processes share the pictures.

Stopped at any moment, it goes on with the pictures that are left. Pictures are dealt in turn to the processes; a model
looks at one picture at a time, so that what it says does not hang on how many there are.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby

from models.base import Scorer
from training.benchmarks.items import Item, ItemSet
from training.benchmarks.kept import Kept, key_of
from training.benchmarks.predictions import Predictions, Said, put_together, score_picture
from training.benchmarks.sharing import ALONE, Ranks
from training.corpus.journal.progress import Meter, Report


def predict_kept(
    scorer: Scorer,
    items: ItemSet,
    kept: Kept,
    *,
    scored_by: str,
    regions: bool = True,
    question: bool = True,
    ranks: Ranks = ALONE,
    report: Report = lambda _progress: None,
    found: Callable[[int], None] = lambda _count: None,
) -> Predictions:
    """Return what `predict` does, in every process the same; `kept` is open and belongs to this model and manner.

    `report` gets how far this process is, counted in items. `found` gets how many had been scored before, if any.
    """
    groups = {key_of(items, picture, group): group for picture, group in _grouped(items)}
    before = _joined(ranks.gather(kept.find(list(groups))))
    if before:
        found(sum(len(groups[key]) for key in before))
    left = [key for key in groups if key not in before][ranks.rank :: ranks.count]
    meter = _meter(groups, before, left, report)
    own: dict[str, Said] = {}
    for key in left:
        group = groups[key]
        said = score_picture(scorer, items.open(group[0].picture), group, regions=regions, question=question)
        kept.keep(key, said)
        own[key] = said
        meter.count(len(group), 0)
        meter.tell()
    report(meter.now())
    said_of = before | _joined(ranks.gather(own))
    said = [said_of[key] for key in groups]
    return put_together(said, model=scorer.name, scored_by=scored_by, regions=regions, question=question)


def _grouped(items: ItemSet) -> list[tuple[str, tuple[Item, ...]]]:
    return [(picture, tuple(group)) for picture, group in groupby(items.items, lambda item: item.picture)]


def _meter(groups: Mapping[str, Sequence[Item]], before: Collection[str], left: Sequence[str], report: Report) -> Meter:
    done = sum(len(groups[key]) for key in before)
    return Meter(done, 0, done + sum(len(groups[key]) for key in left), report)


def _joined(parts: Sequence[Mapping[str, Said]]) -> dict[str, Said]:
    return {key: said for part in parts for key, said in part.items()}
