"""Make the skill card of a model: ask for every skill in both manners, under every control, and count."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from models.records import Record, Setting
from training.benchmarks.checkpoints import Checkpoint
from training.benchmarks.items import ItemSet
from training.benchmarks.kept import Kept
from training.benchmarks.manners import MANNERS, Asked, Manner, Way
from training.benchmarks.predictions import HeardScorer
from training.benchmarks.sharing import ALONE, Ranks
from training.cards.conditions import FEWEST, Asking, Measured, Reply, measure_skill, why_not
from training.cards.failures import Draw, choose_failures, stated_of
from training.cards.items import ASKS, SkillItems, digest_of
from training.cards.records import Corpus, Further, Reliability, Skill, SkillCard, SkillRow, Waiting
from training.cards.waiting import TIMED, machine, time_choosing, waiting_of
from training.evaluation.reliability import expected_error, mean_of, reliability_bins

Key = tuple[Skill, Manner]
Report = Callable[[int, int], None]
_LEAST_TOLD = 20  # answers with a stated chance; a diagram of fewer tells nothing


class Origin(Record):
    """What a card hangs on beside the items: everything that was set, what the model is made of, versions."""

    split: str
    seed: int
    count: int
    settings: dict[str, Setting]
    checkpoint: Checkpoint
    versions: dict[str, str]


class Findings(NamedTuple):
    """What was measured of every skill in each manner, and the seconds that asking took."""

    by: Mapping[Key, Measured]
    seconds: float


def measure_skills(
    asked: Asked,
    drawn: Sequence[SkillItems],
    *,
    controls: bool = True,
    kept: Mapping[Manner, Kept] = MappingProxyType({}),
    ranks: Ranks = ALONE,
    report: Report = lambda _done, _whole: None,
) -> Findings:
    """Ask a model about the items of all skills in both manners; every process finds the same.

    What was `kept` by an earlier call is not asked again; each manner is kept apart. `report` gets how many items are
    done, of how many, an item counting anew for every manner and control.
    """
    started = time.perf_counter()
    whole = sum(_work(each, controls) for way in asked.ways.values() for each in drawn if not why_not(way, each))
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        report(done, whole)

    measured: dict[Key, Measured] = {}
    for manner in MANNERS:
        asking = Asking(asked.ways[manner], kept.get(manner), ranks, tell)
        for each in drawn:
            measured[each.skill, manner] = measure_skill(asking, each, controls=controls)
    return Findings(measured, time.perf_counter() - started)


def make_card(
    asked: Asked,
    drawn: Sequence[SkillItems],
    found: Findings,
    origin: Origin,
    draw: Callable[[ItemSet], Draw],
    *,
    further: Sequence[Further] = (),
    corpus: Corpus | None = None,
) -> SkillCard:
    """Return the card of a model from what was found. `draw` gives of a set of items what makes pictures of failures.

    How long a model that scores takes is measured here, on some items once more.
    """
    replies: dict[Key, Sequence[Reply]] = {key: each.replies for key, each in found.by.items()}
    return SkillCard(
        model=asked.name,
        kind=asked.kind,
        scored_by={manner: way.scored_by for manner, way in asked.ways.items()},
        rows=tuple(_row(each, found.by) for each in drawn),
        calibration={manner: _reliability(asked.ways[manner], _of(replies, manner)) for manner in MANNERS},
        latency={manner: _waiting(asked.ways[manner], drawn, _of(replies, manner)) for manner in MANNERS},
        machine=machine(),
        failures=choose_failures(replies, draw(drawn[0].plain.items), seed=origin.seed),
        further=tuple(further),
        corpus=corpus,
        source="; ".join(f"{each.skill}: {each.plain.items.source}" for each in drawn),
        items=digest_of(drawn),
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(found.seconds, 1),
        **dict(origin),
    )


def _work(skill: SkillItems, controls: bool) -> int:
    plain, exchanged = len(skill.plain.items.items), len(skill.exchanged.items.items)
    return 3 * plain + exchanged * (exchanged >= FEWEST) if controls else plain


def _row(skill: SkillItems, measured: Mapping[Key, Measured]) -> SkillRow:
    items = skill.plain.items.items
    chances = [len(each.right) / len(each.choices) for each in items]
    return SkillRow(
        skill=skill.skill,
        asks=ASKS[skill.skill],
        n=len(items),
        pictures=len(skill.plain.items.pictures),
        chance=round(100 * mean_of(chances), 2),
        contrastive=measured[skill.skill, "contrastive"].column,
        generative=measured[skill.skill, "generative"].column,
    )


def _of(replies: Mapping[Key, Sequence[Reply]], manner: Manner) -> list[Reply]:
    return [each for (_, how), group in replies.items() if how == manner for each in group]


def _reliability(way: Way, replies: Sequence[Reply]) -> Reliability:
    if way.scorer is None:
        return Reliability(why=way.why)
    told = [(sure, each.right) for each in replies if (sure := stated_of(each)) is not None]
    if len(told) < _LEAST_TOLD:
        return Reliability(n=len(told), why="it does not say how sure it is")
    bins = reliability_bins(told)
    return Reliability(
        n=len(told),
        stated=mean_of([sure for sure, _ in told]),
        right=mean_of([float(right) for _, right in told]),
        ece=expected_error(bins),
        bins=bins,
    )


def _waiting(way: Way, drawn: Sequence[SkillItems], replies: Sequence[Reply]) -> Waiting:
    """Take the times of what was heard; a model that scores is asked some items once more, each picture anew."""
    if way.scorer is None:
        return Waiting(why=way.why)
    if isinstance(way.scorer, HeardScorer):
        return waiting_of([each.heard.seconds for each in replies if each.heard is not None])
    each = -(-TIMED // len(drawn))
    return waiting_of([second for skill in drawn for second in time_choosing(way.scorer, skill.plain.items, most=each)])
