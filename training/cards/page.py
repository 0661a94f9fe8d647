"""A skill card as one page that needs nothing but itself: no script, no font, no address."""

from pathlib import Path

from training.benchmarks.manners import MANNERS
from training.cards.records import Cell, SkillCard
from training.evaluation.reliability import mean_of
from training.pages.templates import template_in


def page_of(card: SkillCard) -> str:
    """Return the page; what models and files say stands in it as text, whatever it holds."""
    supervised = {each.skill: each for each in card.corpus.skills} if card.corpus else {}
    return template_in(Path(__file__).parent, percent=_percent, between=_between).render(
        card=card,
        manners=MANNERS,
        means=means_of(card),
        asked={manner: sum(getattr(row, manner).right.value is not None for row in card.rows) for manner in MANNERS},
        supervised=supervised,
        machine=card.machine,
    )


def means_of(card: SkillCard) -> dict[str, float | None]:
    """Return the mean over skills of what is right in each manner, and of chance, in percent; None without figures."""
    means: dict[str, float | None] = {"chance": round(mean_of([row.chance for row in card.rows]), 1)}
    for manner in MANNERS:
        values = [cell.value for row in card.rows if (cell := getattr(row, manner).right).value is not None]
        means[manner] = round(mean_of(values), 1) if values else None
    return means


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _between(cell: Cell) -> str:
    return f"{cell.interval[0]:.0f} to {cell.interval[1]:.0f}" if cell.interval else ""
