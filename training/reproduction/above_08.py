"""What the paper leaves open: is a stricter filter than its 0.8 better still?"""

from collections.abc import Sequence
from pathlib import Path

from training.reproduction.filters import best, drawn
from training.reproduction.pages import by_arm, is_quick, listed
from training.reproduction.parts import Figures, Finished, Lab, Scale
from training.reproduction.student_cells import (
    answered,
    chances,
    chosen,
    compared,
    drawn_bars,
    teach_and_measure,
    worth_table,
)
from training.reproduction.worth import Worth

SHARES = {"best-20": 0.2, "best-10": 0.1, "best-5": 0.05, "best-2": 0.02}


class AboveTheThreshold:
    """See `Part`."""

    name = "above-0.8"
    title = "Above 0.8: what the paper leaves open"

    def arms(self, scale: Scale) -> tuple[str, ...]:
        return tuple(SHARES)[:2] if scale.quick else tuple(SHARES)

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        fewest = len(best(lab, seed, min(SHARES[each] for each in self.arms(lab.scale))))
        entries = drawn(best(lab, seed, SHARES[arm]), max(1, min(fewest, lab.scale.corpus_size)), seed)
        return teach_and_measure(lab, seed, entries, about=arm)

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        cells = by_arm(found, Worth)
        named = {arm: f"the best {100 * share:g} %" for arm, share in SHARES.items()}
        fifth, *stricter = SHARES
        said = [
            compared(
                f"The {named[arm][4:]} teach more than {named[fifth]}", cells.get(arm, {}), cells.get(fifth, {}), value
            )
            for arm in stricter
            for value in (answered, chosen)
        ]
        plot = drawn_bars(cells, named, folder / "above-08.png", "Stricter than the paper", quick=is_quick(found))
        return "\n\n".join([_INTRODUCTION, worth_table(cells, named), chances(cells), listed(said), plot])


_INTRODUCTION = """The paper's 0.8 keeps a fifth, and nothing stricter is tried. Here students learn from the texts that
the critic scored best: a fifth of all, a tenth, and less. As many texts teach each of them as the strictest filter
leaves, which is fewer than in figure 4."""

PART = AboveTheThreshold()
