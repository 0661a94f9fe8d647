"""Figure 2: the higher the critic's threshold, the less is kept, and the more of it is accepted, and is right."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from training.embedded.critic_data import Labelled
from training.evaluation.critics import EXPORTED, Kept
from training.reproduction import critics
from training.reproduction.critic_cells import CriticCell, best_of, measure
from training.reproduction.pages import by_arm, does_it_appear, is_quick, listed, table
from training.reproduction.parts import Figures, Finished, Lab, Scale
from training.reproduction.plots import draw_lines, line_of
from training.reproduction.spread import Over, difference, over_seeds, percent

CRITIC, RANDOM, ORACLE = "critic", "random", "oracle"
SHARES = (1.0, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1, 0.05)  # of the candidates, the best ones


class Filtered(CriticCell):
    """A filter's figures, and those of what it ranks highest, by the share that is kept."""

    kept: tuple[tuple[float, float, float], ...]
    """Share kept, share of these accepted, share right."""


class FigureTwo:
    """See `Part`."""

    name = "figure-2"
    title = "Figure 2: the critic's threshold"

    def arms(self, scale: Scale) -> tuple[str, ...]:
        return (CRITIC, RANDOM) if scale.quick else (CRITIC, RANDOM, ORACLE)

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        measured = critics.measured_of(lab, seed)
        scores = filter_scores(arm, seed, lab, measured)
        truths = [measured.truths[each.candidate.id] for each in measured.labels]
        best = [best_of(scores, measured.accepted, truths, share) for share in SHARES]
        own = measure(scores, measured).model_dump()
        return Filtered(**own, kept=tuple((each.share, each.accepted, each.right) for each in best)).model_dump(
            mode="json"
        )

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        arms, quick = by_arm(found, Filtered), is_quick(found)
        cells = list(arms.get(CRITIC, {}).values())
        said = [_INTRODUCTION]
        if cells:
            said += ["### By threshold", _by_threshold(cells), _plot_thresholds(cells, folder, quick=quick)]
        said += ["### By how much is kept", _by_share(arms), _plot_shares(arms, folder, quick=quick)]
        return "\n\n".join([*said, _verdicts(arms)])


_INTRODUCTION = """The critic of table 1 (both ratings) scores what the teacher wrote about pictures that the critic has
not seen; a score is a chance of acceptance, made so by a temperature that is fitted on pictures left aside. What scores
at least the threshold is kept. A random filter keeps as many, whatever they are; the oracle, which knows the truth,
keeps what is right first. In the paper 45 % are accepted without a filter, and 70 % of the fifth that a threshold of
0.8 keeps; a random filter changes nothing."""


def filter_scores(arm: str, seed: int, lab: Lab, measured: Labelled) -> list[float]:
    """Return how much a filter wants to keep each candidate, from 0 to 1."""
    rng = random.Random(f"{arm} filter {seed}")
    if arm == CRITIC:
        return [each.accept for each in critics.opinions(lab, critics.critic_of(lab, seed), measured)]
    if arm == ORACLE:
        return [(measured.truths[each.candidate.id] + rng.random()) / 2 for each in measured.labels]
    return [rng.random() for _ in measured.labels]


def _by_threshold(cells: Sequence[CriticCell]) -> str:
    def row(number: int) -> list[str]:
        kept = [cell.sweep[number] for cell in cells]
        figures: tuple[Callable[[Kept], float | None], ...] = (
            lambda each: each.share,
            lambda each: each.accepted,
            lambda each: each.right,
            lambda each: each.recall,
        )
        return [f"{kept[0].threshold:g}", *(_known([figure(each) for each in kept]) for figure in figures)]

    head = ("score from", "kept", "of these accepted", "of these right", "of all accepted, kept")
    return table(head, [row(number) for number in range(len(cells[0].sweep))], left=0)


def _known(values: Sequence[float | None]) -> str:
    """Return mean and interval over the seeds that have a value: of nothing kept there is no share."""
    there = [each for each in values if each is not None]
    return percent(over_seeds(there)) if there else ""


def _plot_thresholds(cells: Sequence[CriticCell], folder: Path, *, quick: bool) -> str:
    def points(figure: Callable[[Kept], float | None]) -> list[tuple[float, Over]]:
        rows = zip(*(cell.sweep for cell in cells), strict=True)
        known = [(row[0].threshold, [value for each in row if (value := figure(each)) is not None]) for row in rows]
        # Where a seed keeps nothing, a mean over the others would be one of other seeds than its neighbours'.
        return [(threshold, over_seeds(values)) for threshold, values in known if len(values) == len(cells)]

    drawn = [
        line_of("accepted", points(lambda each: each.accepted)),
        line_of("right", points(lambda each: each.right)),
        line_of("share kept", points(lambda each: each.share)),
    ]
    file = folder / "figure-2-threshold.png"
    return draw_lines(file, "What the critic's threshold keeps", drawn, below="score from", quick=quick)


def _by_share(arms: dict[str, dict[int, Filtered]]) -> str:
    def row(number: int, share: float) -> list[str]:
        said = [
            percent(over_seeds([cell.kept[number][which] for cell in cells.values()]))
            for cells in arms.values()
            for which in (1, 2)
        ]
        return [f"{100 * share:g} %", *said]

    head = ("kept", *(f"{arm}: {what}" for arm in arms for what in ("accepted", "right")))
    return table(head, [row(number, share) for number, share in enumerate(SHARES)], left=0)


def _plot_shares(arms: dict[str, dict[int, Filtered]], folder: Path, *, quick: bool) -> str:
    drawn = [
        line_of(arm, [(share, over_seeds([c.kept[n][1] for c in cells.values()])) for n, share in enumerate(SHARES)])
        for arm, cells in arms.items()
    ]
    file = folder / "figure-2-share.png"
    return draw_lines(file, "Accepted of what is kept", drawn, below="share kept", quick=quick)


def _verdicts(arms: dict[str, dict[int, Filtered]]) -> str:
    every = {seed: cell.accepted for seed, cell in arms.get(CRITIC, {}).items()}
    fifth = {seed: cell.best.accepted for seed, cell in arms.get(CRITIC, {}).items()}
    right = {seed: cell.best.right - cell.right for seed, cell in arms.get(CRITIC, {}).items()}
    luck = {seed: cell.best.accepted for seed, cell in arms.get(RANDOM, {}).items()}
    said = [
        does_it_appear("The paper's effect, more of the best fifth is accepted than of all", difference(fifth, every)),
        does_it_appear(
            "More of the best fifth is right than of all", over_seeds(list(right.values())) if right else None
        ),
        does_it_appear("More of the critic's fifth is accepted than of a random fifth", difference(fifth, luck)),
    ]
    exported = [cell.sweep for cell in arms.get(CRITIC, {}).values()]
    at = [next(each for each in sweep if each.threshold == EXPORTED).share for sweep in exported]
    if at:
        said.append(f"The paper's threshold of {EXPORTED:g} keeps {percent(over_seeds(at))} % here, and a fifth there.")
    return listed(said)


PART = FigureTwo()
