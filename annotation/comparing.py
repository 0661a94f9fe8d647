"""Which of two models is preferred: majorities, wins, ties and losses, and whether the side a text stood on mattered.

After section 3.4, appendix F and table 5 of the paper (Park et al. 2023): three annotators judge a pair on four
criteria, the majority decides, and pairs without one are disregarded. Their share is reported here, because it says how
much of the table is missing.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Literal, NamedTuple

import numpy as np

from annotation.agreement import PAIR_CRITERIA
from annotation.intervals import Figure, bootstraps, ratio_of
from annotation.slices import Slicer
from annotation.values import preference_values
from models.errors import BadSetting
from models.judging import Candidate, Item, Judged, PairCriterion
from models.records import Record

MODEL = "model"  # the key of Candidate.origin under which a text says which model, file or person wrote it
NO_MAJORITY = -1
_WIN, _TIE, _LOSS = 0, 1, 2

ModelOf = Callable[[Candidate], str]


class Decision(NamedTuple):
    """What annotators made of a pair on one criterion: `votes` for the text at position 0, a tie, and the other one.

    `winner` is the position of these three that has the majority, NO_MAJORITY where none has.
    """

    item: Item
    votes: tuple[int, int, int]
    winner: int


class PairTable(Record):
    """How often `first` wins against `second` on a criterion: shares of the pairs that have a majority, as in table 5.

    `no_majority` is the share of all `judged_pairs` that have none. `sign_p` is the chance that an even coin is at
    least as far from even as wins and losses are (two-sided sign test, ties left out).
    """

    first: str
    second: str
    criterion: PairCriterion
    slice: str
    judged_pairs: int
    wins: int
    ties: int
    losses: int
    win_share: Figure
    tie_share: Figure
    loss_share: Figure
    no_majority: Figure
    sign_p: float | None
    pictures: int


def decisions(
    items: Iterable[Item], judged: Iterable[Judged], criterion: PairCriterion, *, without: Collection[str] = ()
) -> tuple[Decision, ...]:
    """Return what was decided about each pair that two annotators or more have judged."""
    by_id = {item.id: item for item in items}
    values = preference_values(by_id.values(), judged, criterion, without=without)
    found: list[Decision] = []
    for (item_id, _), counts in zip(values.units, values.counts().astype(int).tolist(), strict=True):
        if sum(counts) >= 2:
            first, tie, second = counts
            found.append(Decision(by_id[item_id], (first, tie, second), majority(counts)))
    return tuple(found)


def majority(votes: Sequence[int]) -> int:
    """Return the place of the value that more than half of the votes, and at least two, are for, or NO_MAJORITY.

    >>> majority([2, 0, 1]), majority([1, 1, 1]), majority([0, 2, 2])
    (0, -1, -1)

    Of three votes that is at least two, as in the paper.
    """
    top = int(np.argmax(votes))
    return top if votes[top] >= 2 and 2 * votes[top] > sum(votes) else NO_MAJORITY


def model_of(candidate: Candidate) -> str:
    """Return who wrote a text. Raises BadSetting where its origin does not say."""
    if MODEL not in candidate.origin:
        raise BadSetting(f"Text {candidate.id} does not say under {MODEL!r} in its origin which model wrote it.")
    return str(candidate.origin[MODEL])


def pair_tables(
    items: Iterable[Item],
    judged: Iterable[Judged],
    *,
    slicer: Slicer | None = None,
    wrote: ModelOf = model_of,
    without: Collection[str] = (),
    resamples: int = 1000,
    seed: int = 0,
) -> tuple[PairTable, ...]:
    """Return a table for each two models, criterion and slice; the first model is the one whose name sorts first.

    Three pairs are won by 2:1, 3:0 and 2:0 votes, one is lost and one has a vote for everything: 3 wins, no ties, 1
    loss, so the shares are 0.75, 0 and 0.25, the share without majority is 0.2, and the sign test says 0.625.

    Args:
        items: pairs; a question about a picture with two texts.
        judged: all judgements; what does not count is left out here.
        slicer: what the slice of a pair is, told from its text at position 0; all in one, "all", without it.
        wrote: tells the model of a text.
        without: pseudonyms of excluded annotators.
        resamples: of the bootstrap over pictures.
        seed: of the same.
    """
    items, judged = tuple(items), tuple(judged)
    found: list[PairTable] = []
    for criterion in PAIR_CRITERIA:
        groups: dict[tuple[str, str, str], list[Decision]] = {}
        for decision in decisions(items, judged, criterion, without=without):
            first, second = (wrote(candidate) for candidate in decision.item.candidates)
            if first > second:
                first, second, decision = second, first, _turned(decision)
            for name in slicer(decision.item.candidates[0]) if slicer else ("all",):
                groups.setdefault((first, second, name), []).append(decision)
        found += (
            _table(first, second, criterion, name, group, resamples, seed)
            for (first, second, name), group in sorted(groups.items())
        )
    return tuple(found)


def sign_test(
    wins: int, losses: int, alternative: Literal["two-sided", "greater", "less"] = "two-sided"
) -> float | None:
    """Return the exact sign test's p: how likely an even coin is at least so uneven; None where nothing was decided.

    9 of 10: twice the chance of 9 or 10 heads, 2 * (10 + 1) / 1024 = 0.0215.
    """
    if wins + losses == 0:
        return None
    from scipy.stats import binomtest  # takes a third of the time in which the app starts

    return float(binomtest(wins, wins + losses, alternative=alternative).pvalue)


def _turned(decision: Decision) -> Decision:
    first, tie, second = decision.votes
    winner = decision.winner if decision.winner in (NO_MAJORITY, _TIE) else _LOSS - decision.winner
    return Decision(decision.item, (second, tie, first), winner)


def _table(
    first: str,
    second: str,
    criterion: PairCriterion,
    name: str,
    group: Sequence[Decision],
    resamples: int,
    seed: int,
) -> PairTable:
    pictures, place = np.unique([decision.item.image_id for decision in group], return_inverse=True)
    winners = np.array([decision.winner for decision in group])
    wins, ties, losses, nothing = (
        np.bincount(place, winners == winner, minlength=len(pictures)) for winner in (_WIN, _TIE, _LOSS, NO_MAJORITY)
    )
    decided = wins + ties + losses
    sums = np.column_stack([wins, ties, losses, nothing, decided, decided + nothing])
    shares = [*(ratio_of(part, 4) for part in range(3)), ratio_of(3, 5)]
    win_share, tie_share, loss_share, no_majority = bootstraps(sums, shares, resamples=resamples, seed=seed)
    return PairTable(
        first=first,
        second=second,
        criterion=criterion,
        slice=name,
        judged_pairs=len(group),
        wins=int(wins.sum()),
        ties=int(ties.sum()),
        losses=int(losses.sum()),
        win_share=win_share,
        tie_share=tie_share,
        loss_share=loss_share,
        no_majority=no_majority,
        sign_p=sign_test(int(wins.sum()), int(losses.sum())),
        pictures=len(pictures),
    )
