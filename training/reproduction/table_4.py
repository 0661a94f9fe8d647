"""Table 4: what one learns from, in equal steps: nothing, hand-made texts, LLaVA's way, ours, and less of it."""

from collections.abc import Sequence
from pathlib import Path

from training.reproduction.filters import best, drawn
from training.reproduction.material import Kind, corpus_of
from training.reproduction.pages import by_arm, is_quick, listed
from training.reproduction.parts import Figures, Finished, Lab, Scale
from training.reproduction.student_cells import (
    answered,
    answered_of_all,
    chances,
    chosen,
    compared,
    drawn_bars,
    measured,
    teach_and_measure,
    worth_table,
)
from training.reproduction.students import settings_of, untaught, usable
from training.reproduction.worth import Worth

SHARE = 7  # the smaller of our corpora is a seventh
NAMED = {
    "nothing": "nothing (zero-shot)",
    "sherlock": "by hand: Sherlock's task",
    "visualcomet": "by hand: VisualCOMET's task",
    "llava": "whole pictures, LLaVA's way",
    "ours-seventh": "ours, a seventh",
    "ours": "ours",
}
_BY_HAND: tuple[Kind, ...] = ("sherlock", "visualcomet")


class TableFour:
    """See `Part`."""

    name = "table-4"
    title = "Table 4: what the student learns from"

    def arms(self, scale: Scale) -> tuple[str, ...]:
        return ("nothing", "llava", "ours") if scale.quick else tuple(NAMED)

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        if arm == "nothing":
            return measured(lab, seed, untaught(lab, settings_of(lab, seed)))
        kept = best(lab, seed)
        count = min(lab.scale.corpus_size, len(kept))
        if arm in ("ours", "ours-seventh"):
            entries = drawn(kept, count if arm == "ours" else max(1, count // SHARE), seed)
        else:
            entries = drawn(usable(corpus_of(lab, seed, _kind(arm))), count, seed)
        return teach_and_measure(lab, seed, entries, about=NAMED[arm])

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        cells = by_arm(found, Worth)
        ours = cells.get("ours", {})
        said = [
            compared(f"Ours teaches more than {NAMED[arm]}", ours, cells.get(arm, {}), value)
            for arm in NAMED
            if arm != "ours"
            for value in (answered, answered_of_all, chosen)
        ]
        plot = drawn_bars(cells, NAMED, folder / "table-4.png", "By what is learned from", quick=is_quick(found))
        return "\n\n".join([_INTRODUCTION, worth_table(cells, NAMED), chances(cells), listed(said), plot])


_INTRODUCTION = """All take the same steps over as many texts each, from corpora of the same size (but the seventh).
"By hand" is scene truth of other scenes, in the place of what people wrote: exact, of one task, and of no other.
LLaVA's way is not filtered, as it is not there; ours is the fifth that the critic scored best. Whoever learned by
hand has an advantage in its own benchmark (VisualCOMET's texts also are in the style of its benchmark), which is
the point of the comparison: the paper finds that texts of one task help that task, and ours all of them."""


def _kind(arm: str) -> Kind:
    return next(kind for kind in (*_BY_HAND, "llava") if kind == arm)


PART = TableFour()
