"""One scale for three models or more, out of pairs of them, by choix.

Bradley and Terry, "Rank Analysis of Incomplete Block Designs" (Biometrika 39, 1952). The chance that i is preferred to
j is 1 / (1 + exp(s[j] - s[i])); strengths s have the mean 0. A tie is half a win for either. For two models the table
of wins and losses says it all.
"""

from collections.abc import Collection, Iterable

import numpy as np

from annotation.comparing import NO_MAJORITY, ModelOf, decisions, model_of
from annotation.intervals import Figure, drawn_again, with_interval
from models.judging import Item, Judged, PairCriterion
from models.records import Record

# Rates that choix adds between all models: without them a model that has never lost would be infinitely strong.
REGULARISATION = 0.01
_MOST_ROUNDS = 1000


class Strength(Record):
    """The strength of a model on a criterion, in log odds against an average one, and the pairs it rests on."""

    model: str
    criterion: PairCriterion
    strength: Figure
    wins: int
    ties: int
    losses: int


def strengths(
    items: Iterable[Item],
    judged: Iterable[Judged],
    criterion: PairCriterion,
    *,
    wrote: ModelOf = model_of,
    without: Collection[str] = (),
    resamples: int = 200,
    seed: int = 0,
) -> tuple[Strength, ...]:
    """Return the strengths of all models by the majorities on a criterion, strongest first, intervals over pictures.

    Pairs without a majority and pairs of texts by the same model say nothing.
    """
    decided = [each for each in decisions(items, judged, criterion, without=without) if each.winner != NO_MAJORITY]
    pairs = [(each, *(wrote(candidate) for candidate in each.item.candidates)) for each in decided]
    pairs = [(each, first, second) for each, first, second in pairs if first != second]
    models = sorted({name for _, *names in pairs for name in names})
    pictures = sorted({each.item.image_id for each, _, _ in pairs})
    won = np.zeros((len(pictures), len(models), len(models)))
    record = np.zeros((len(models), 3), dtype=int)
    for each, first, second in pairs:
        i, j = models.index(first), models.index(second)
        picture = pictures.index(each.item.image_id)
        share = 1 - each.winner / 2  # of the win, for the first: 1, a half, 0
        won[picture, i, j] += share
        won[picture, j, i] += 1 - share
        record[i, each.winner] += 1
        record[j, 2 - each.winner] += 1
    figures = _figures(won, resamples, seed)
    found = [
        Strength(
            model=name,
            criterion=criterion,
            strength=figure,
            wins=int(record[number, 0]),
            ties=int(record[number, 1]),
            losses=int(record[number, 2]),
        )
        for number, (name, figure) in enumerate(zip(models, figures, strict=True))
    ]
    return tuple(sorted(found, key=lambda each: (-(each.strength.value or 0.0), each.model)))


def fit(won: np.ndarray, *, regularisation: float = REGULARISATION) -> np.ndarray:
    """Return [M] strengths from `won` [M, M], how often the model of the row was preferred to that of the column.

    For two models and no regularisation they are plus and minus half the log odds: 30 to 10 is 0.549 and -0.549.
    """
    import choix  # brings scipy.stats, which takes a third of the time in which the app starts

    return choix.ilsr_pairwise_dense(won, alpha=regularisation, max_iter=_MOST_ROUNDS)


def _figures(won: np.ndarray, resamples: int, seed: int) -> list[Figure]:
    """Return the strength of each model with its interval; `won` [P, M, M] is that of each picture."""
    count, models, _ = won.shape
    if not models:
        return []
    values = fit(won.sum(0))
    if count < 2:
        return [Figure(value=float(value)) for value in values]
    totals = drawn_again(won.reshape(count, -1), resamples, seed=seed).reshape(-1, models, models)
    drawn = np.array([fit(each) for each in totals])
    return [with_interval(value, drawn[:, number]) for number, value in enumerate(values)]
