"""Table 3: the student before and after, in six benchmarks, with texts of one kind or of both, and with worse eyes."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from models.corpus import PromptKind
from training.data.example import example_of_entry
from training.reproduction.filters import best, drawn
from training.reproduction.pages import by_arm, is_quick, listed, table
from training.reproduction.parts import Figures, Finished, Lab, Scale
from training.reproduction.spread import percent
from training.reproduction.student_cells import (
    answered,
    benchmark,
    chances,
    chosen,
    compared,
    drawn_bars,
    measured,
    over,
    teach_and_measure,
    worth_table,
)
from training.reproduction.students import SMALL, settings_of, untaught
from training.reproduction.worth import Worth

_VCR = ("Q->A", "QA->R", "Q->AR")


class Arm(NamedTuple):
    """What a student learns from, nothing for one that is as it was, and how much of a picture it sees."""

    said: str
    kinds: tuple[PromptKind, ...]
    seen_at: int | None = None


ARMS = {
    "before": Arm("before", ()),
    "both": Arm("after: ids and descriptions", ("regions", "descriptions")),
    "ids": Arm("after: ids only", ("regions",)),
    "descriptions": Arm("after: descriptions only", ("descriptions",)),
    "before-small": Arm(f"before, seeing {SMALL} pixels", (), SMALL),
    "both-small": Arm(f"after: both, seeing {SMALL} pixels", ("regions", "descriptions"), SMALL),
}


class TableThree:
    """See `Part`."""

    name = "table-3"
    title = "Table 3: the student before and after"

    def arms(self, scale: Scale) -> tuple[str, ...]:
        return ("before", "both") if scale.quick else tuple(ARMS)

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        own = ARMS[arm]
        settings = settings_of(lab, seed, seen_at=own.seen_at)
        if not own.kinds:
            return measured(lab, seed, untaught(lab, settings))
        kept = best(lab, seed)
        by_kind = {
            kind: [each for each in kept if example_of_entry(each).kind == kind] for kind in ("regions", "descriptions")
        }
        # Of one kind as many as of both together: what is compared is the kind, not how much there is.
        count = min(lab.scale.corpus_size, *map(len, by_kind.values()))
        each = count if len(own.kinds) == 1 else count // 2
        entries = [entry for kind in own.kinds for entry in drawn(by_kind[kind], each, seed)]
        return teach_and_measure(lab, seed, entries, about=own.said, settings=settings)

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        cells = by_arm(found, Worth)
        named = {arm: own.said for arm, own in ARMS.items()}
        vcr = [
            [own.said, *(percent(mean) if (mean := over(cells[arm], benchmark("vcr", task))) else "" for task in _VCR)]
            for arm, own in ARMS.items()
            if arm in cells
        ]
        before, both = cells.get("before", {}), cells.get("both", {})
        said = [
            compared(claim, one, other, value)
            for claim, one, other in (
                ("The student is better after than before", both, before),
                ("Both kinds teach more than ids alone", both, cells.get("ids", {})),
                ("Both kinds teach more than descriptions alone", both, cells.get("descriptions", {})),
                (
                    "With worse eyes it is better after than before",
                    cells.get("both-small", {}),
                    cells.get("before-small", {}),
                ),
            )
            for value in (answered, chosen)
        ]
        parts = [_INTRODUCTION, worth_table(cells, named), chances(cells), "VCR's three tasks:"]
        plot = drawn_bars(cells, named, folder / "table-3.png", "Before and after", quick=is_quick(found))
        parts += [table(("", *_VCR), vcr), _PAPER, plot, listed(said)]
        return "\n\n".join(parts)


_INTRODUCTION = f""""Before" are the verbalizers as they ship: they have learned to describe, and to answer what
can be seen. "After" they learned from the fifth of the teacher's texts that the critic scored best, as the
paper's 0.8 does, by kind, as many each. Sherlock is counted from -100 to 100 with 0 for chance, all else in
percent; A-OKVQA, SNLI-VE and Visual7W are asked without regions. Worse eyes: pictures of {SMALL} pixels, in the
place of two sizes of the paper's vision encoder, for there is one encoder here that never saw a question for
reasons."""

_PAPER = """The paper (BLIP-2 ViT-G, before and after): VCR 56.1/49.8/28.0 and 59.0/56.4/33.4, Sherlock 19.5 and 29.7,
VisualCOMET 39.0 and 40.3, A-OKVQA 68.0 and 68.9, SNLI-VE 33.4 and 40.3, Visual7W 77.1 and 79.5."""

PART = TableThree()
