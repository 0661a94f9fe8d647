"""A critic's figures that nobody measured."""

from training.evaluation.critics import THRESHOLDS, ClassFigures, Kept
from training.reproduction.critic_cells import Best, CriticCell
from training.reproduction.parts import Figures


def cell(*, f1: float = 0.6, auc: float = 0.7, accepted: float = 0.4, best: float = 0.6) -> Figures:
    """Return a cell as it is kept."""
    weighted = ClassFigures(n=100, precision=f1, recall=f1, f1=f1)
    sweep = (_kept(threshold, accepted) for threshold in THRESHOLDS)
    return CriticCell(
        n=100,
        pictures=10,
        accepted=accepted,
        right=0.45,
        label=weighted,
        truth=weighted,
        auc=auc,
        auc_right=auc,
        ece=0.05,
        best=Best(share=0.2, accepted=best, right=best),
        sweep=tuple(sweep),
    ).model_dump(mode="json")


def _kept(threshold: float, accepted: float) -> Kept:
    return Kept(
        threshold=threshold, kept=50, share=0.5, accepted=accepted, between=None, recall=0.5, f1=0.5, right=accepted
    )
