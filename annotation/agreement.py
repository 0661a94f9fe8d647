"""How much annotators agree: Krippendorff's alpha, and weighted kappa between two of them.

Alpha is the headline, because everybody rates other items with other people; kappa tells pairs apart. Both are given
for the rationale with and without forced values: a rejected question and answer makes two rationales agree that nobody
looked at.
"""

from collections.abc import Collection, Iterable
from typing import Literal

import numpy as np

from annotation.intervals import Figure, bootstrap
from annotation.rating import CRITERIA
from annotation.values import Values, preference_values, verdicts
from models.judging import Criterion, Item, Judged, PairCriterion
from models.records import Record

PAIR_CRITERIA: tuple[PairCriterion, ...] = ("correctness", "informativeness", "plausibility", "overall")
Level = Literal["nominal", "ordinal"]


class Alpha(Record):
    """Krippendorff's alpha with its interval over pictures, and what it rests on.

    `values` counts those that can be compared: of units with two or more. `alpha.value` is None where all of them are
    the same, for then nothing tells agreement from lack of choice.
    """

    alpha: Figure
    units: int
    values: int
    pictures: int


class PairKappa(Record):
    """Weighted kappa of two annotators over the `n` units that both judged."""

    first: str
    second: str
    n: int
    kappa: float | None


class CriterionAgreement(Record):
    """Agreement on one criterion; `chosen` leaves forced values out, `pairs` holds them."""

    all: Alpha
    chosen: Alpha
    pairs: tuple[PairKappa, ...]


def agreement(
    items: Iterable[Item],
    judged: Iterable[Judged],
    *,
    without: Collection[str] = (),
    resamples: int = 1000,
    seed: int = 0,
) -> dict[Criterion, CriterionAgreement]:
    """Return the agreement on each criterion of a round of rating, by ordinal alpha and quadratic kappa."""
    said = verdicts(items, judged, without=without)
    found: dict[Criterion, CriterionAgreement] = {}
    for criterion in CRITERIA:
        every, chosen = said.on(criterion), said.on(criterion, with_forced=False)
        found[criterion] = CriterionAgreement(
            all=alpha(every, resamples=resamples, seed=seed),
            chosen=alpha(chosen, resamples=resamples, seed=seed),
            pairs=pair_kappas(every),
        )
    return found


def pair_agreement(
    items: Iterable[Item],
    judged: Iterable[Judged],
    *,
    without: Collection[str] = (),
    resamples: int = 1000,
    seed: int = 0,
) -> dict[PairCriterion, Alpha]:
    """Return the agreement on each criterion of a round of comparing; a tie lies between the two texts."""
    items, judged = tuple(items), tuple(judged)
    return {
        criterion: alpha(preference_values(items, judged, criterion, without=without), resamples=resamples, seed=seed)
        for criterion in PAIR_CRITERIA
    }


def alpha(
    values: Values, *, level: Level = "ordinal", categories: int = 3, resamples: int = 1000, seed: int = 0
) -> Alpha:
    """Return Krippendorff's alpha, 1 - observed / expected disagreement (Krippendorff 2011, "Computing Krippendorff's
    Alpha-Reliability").

    A unit with m values adds 1 / (m - 1) for each ordered pair of them to the coincidences o[c, k]; n[c] are their
    sums. Observed is the sum of o[c, k] d[c, k], expected that of n[c] n[k] d[c, k] / (n - 1). The difference d is 0
    or 1 for nominal values; for ordinal ones it is the square of the values that lie from c to k, the ends counted by
    half.

    Two annotators, units (reject, reject), (maybe, accept), (accept, accept): o is 2 for reject-reject and
    accept-accept, 1 for maybe-accept and its reverse, so n = (2, 1, 3). Ordinal d is (2/2 + 1/2)^2 = 2.25 for
    reject-maybe, (1/2 + 3/2)^2 = 4 for maybe-accept and (2/2 + 1 + 3/2)^2 = 12.25 for reject-accept. Observed is
    2 * 4 = 8, expected 2 * (2*1*2.25 + 1*3*4 + 2*3*12.25) / 5 = 36, alpha = 1 - 8 / 36 = 0.778.
    """
    counts = values.counts(categories)
    size = counts.sum(1)
    comparable = size > 1
    pairs = counts[:, :, None] * counts[:, None, :] - np.eye(categories) * counts[:, None, :]
    coincidences = np.where(comparable, 1 / np.maximum(size - 1, 1), 0)[:, None, None] * pairs
    sums = values.by_picture(coincidences).reshape(-1, categories**2)
    present = values.by_picture(comparable.astype(float)) > 0
    return Alpha(
        alpha=bootstrap(sums[present], lambda totals: _alphas(totals, level), resamples=resamples, seed=seed),
        units=int(comparable.sum()),
        values=int(size[comparable].sum()),
        pictures=int(present.sum()),
    )


def pair_kappas(values: Values, *, categories: int = 3) -> tuple[PairKappa, ...]:
    """Return the kappa of all two annotators who judged a unit in common, those with most units first."""
    one, other = _rows_of_two(values)
    of_two, pair = np.unique(
        values.annotator[one] * len(values.annotators) + values.annotator[other], return_inverse=True
    )
    cells = (pair * categories + values.value[one]) * categories + values.value[other]
    tables = np.bincount(cells, minlength=len(of_two) * categories**2).reshape(-1, categories, categories)
    found = [
        PairKappa(
            first=values.annotators[number // len(values.annotators)],
            second=values.annotators[number % len(values.annotators)],
            n=int(table.sum()),
            kappa=weighted_kappa(table),
        )
        for number, table in zip(of_two.tolist(), tables, strict=True)
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.n, pair.first, pair.second)))


def weighted_kappa(table: np.ndarray) -> float | None:
    """Return Cohen's kappa with quadratic weights (Cohen 1968), None where both always gave the same value.

    `table` [K, K] counts units by what the first and the second annotator said. Kappa is 1 - sum(w o) / sum(w e) with
    w = (i - j)^2, o the table and e what its margins make one expect. For [[46, 4, 0], [0, 40, 0], [0, 0, 10]] it is
    1 - 4 / 87.2 = 0.954.
    """
    total = table.sum()
    expected = np.outer(table.sum(1), table.sum(0)) / total
    ranks = np.arange(len(table))
    weights = (ranks[:, None] - ranks[None, :]) ** 2
    by_chance = float((weights * expected).sum())
    return 1 - float((weights * table).sum()) / by_chance if by_chance else None


def _rows_of_two(values: Values) -> tuple[np.ndarray, np.ndarray]:
    """Return all two values of the same unit, each as two rows, that of the annotator whose name sorts first before."""
    order = np.lexsort((values.annotator, values.unit))
    unit = values.unit[order]
    firsts: list[np.ndarray] = []
    seconds: list[np.ndarray] = []
    for apart in range(1, int(np.bincount(unit).max(initial=1))):
        (same,) = np.nonzero(unit[:-apart] == unit[apart:])
        firsts.append(order[same])
        seconds.append(order[same + apart])
    return np.concatenate(firsts or [order[:0]]), np.concatenate(seconds or [order[:0]])


def _alphas(coincidences: np.ndarray, level: Level) -> np.ndarray:
    """Return [R] alphas of coincidences [R, K * K], nan where only one value was given."""
    categories = int(np.sqrt(coincidences.shape[1]))
    observed = coincidences.reshape(-1, categories, categories)
    margins = observed.sum(2)
    total = margins.sum(1)
    if level == "nominal":
        difference = np.broadcast_to(1 - np.eye(categories), observed.shape)
    else:
        # Values up to and with c, less half of c: then the difference of two is what lies between, ends by half.
        middle = margins.cumsum(1) - margins / 2
        difference = (middle[:, :, None] - middle[:, None, :]) ** 2
    disagreement = (observed * difference).sum((1, 2))
    by_chance = (margins[:, :, None] * margins[:, None, :] * difference).sum((1, 2))
    defined = (by_chance > 0) & (total > 1)
    share = np.divide(disagreement * (total - 1), by_chance, out=np.full(len(total), np.nan), where=defined)
    return 1 - share
