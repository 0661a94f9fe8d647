"""Table 3: the student before and after, in six benchmarks, with texts of one kind or of both, with an eye of another
size, and with pictures of another size."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from models.corpus import PromptKind
from models.embedded.verbalizer_weights import open_verbalizers
from training.data.example import example_of_entry
from training.reproduction.filters import best, drawn
from training.reproduction.pages import by_arm, is_quick, listed, table
from training.reproduction.parts import Figures, Finished, Lab, Scale
from training.reproduction.small_eye import LAYERS, learning, small_eye, weights_of_eyes
from training.reproduction.spread import percent
from training.reproduction.student_cells import (
    answered,
    answered_of_all,
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
from training.reproduction.students import SMALL, VERBALIZERS, settings_of, untaught
from training.reproduction.worth import Worth

_VCR = ("Q->A", "QA->R", "Q->AR")


class Arm(NamedTuple):
    """What a student learns from, nothing for one that is as it was, how much of a picture it sees, and whether with
    the small eye."""

    said: str
    kinds: tuple[PromptKind, ...]
    seen_at: int | None = None
    small_eye: bool = False


ARMS = {
    "before": Arm("before", ()),
    "both": Arm("after: ids and descriptions", ("regions", "descriptions")),
    "ids": Arm("after: ids only", ("regions",)),
    "descriptions": Arm("after: descriptions only", ("descriptions",)),
    "before-small": Arm(f"before, seeing {SMALL} pixels", (), SMALL),
    "both-small": Arm(f"after: both, seeing {SMALL} pixels", ("regions", "descriptions"), SMALL),
    "before-narrow": Arm("before, with the small eye", (), small_eye=True),
    "both-narrow": Arm("after: both, with the small eye", ("regions", "descriptions"), small_eye=True),
}


class TableThree:
    """See `Part`; `eye` makes, or finds, the verbalizers with the small eye."""

    name = "table-3"
    title = "Table 3: the student before and after"

    def __init__(self, eye: Callable[[Lab], Path] = small_eye) -> None:
        self._eye = eye

    def arms(self, scale: Scale) -> tuple[str, ...]:
        return ("before", "both") if scale.quick else tuple(ARMS)

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        own = ARMS[arm]
        settings = settings_of(lab, seed, seen_at=own.seen_at)
        init = self._eye(lab) if own.small_eye else VERBALIZERS
        if not own.kinds:
            return measured(lab, seed, untaught(lab, settings, init=init))
        kept = best(lab, seed)
        by_kind = {
            kind: [each for each in kept if example_of_entry(each).kind == kind] for kind in ("regions", "descriptions")
        }
        # Of one kind as many as of both together: what is compared is the kind, not how much there is.
        count = min(lab.scale.corpus_size, *map(len, by_kind.values()))
        each = count if len(own.kinds) == 1 else count // 2
        entries = [entry for kind in own.kinds for entry in drawn(by_kind[kind], each, seed)]
        return teach_and_measure(lab, seed, entries, about=own.said, settings=settings, init=init)

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        cells = by_arm(found, Worth)
        named = {arm: own.said for arm, own in ARMS.items()}
        vcr = [
            [own.said, *(percent(mean) if (mean := over(cells[arm], benchmark("vcr", task))) else "" for task in _VCR)]
            for arm, own in ARMS.items()
            if arm in cells
        ]
        said = [
            compared(claim, cells.get(one, {}), cells.get(other, {}), value)
            for claim, one, other in _CLAIMS
            for value in (answered, answered_of_all, chosen)
        ]
        parts = [_introduction(), worth_table(cells, named), chances(cells), "VCR's three tasks:"]
        plot = drawn_bars(cells, named, folder / "table-3.png", "Before and after", quick=is_quick(found))
        parts += [table(("", *_VCR), vcr), _PAPER, plot, listed(said)]
        return "\n\n".join(parts)


_CLAIMS = (
    ("The student is better after than before", "both", "before"),
    ("Both kinds teach more than ids alone", "both", "ids"),
    ("Both kinds teach more than descriptions alone", "both", "descriptions"),
    ("With worse eyes it is better after than before", "both-small", "before-small"),
    ("With the small eye it is better after than before", "both-narrow", "before-narrow"),
    ("Before, the full eye is worth more than the small one", "before", "before-narrow"),
    ("After, the full eye is worth more than the small one", "both", "both-narrow"),
)

_INTRODUCTION = """"Before" are the verbalizers as they ship: they have learned to describe, and to answer what
can be seen. "After" they learned from the fifth of the teacher's texts that the critic scored best, as the
paper's 0.8 does, by kind, as many each. Sherlock is counted from -100 to 100 with 0 for chance, all else in
percent; A-OKVQA, SNLI-VE and Visual7W are asked without regions. What has not learned from the teacher answers in
words that the judge often cannot read, so answers are told twice: as a share of those that it read, and of all.

Two sizes of the vision encoder, neither of which ever saw a question for reasons: the full eye has {layers} layers
of width {width} and {weights:.2f} million weights; the small one has {small_layers} layers, half the width in all (in
its convolutions, too), and {small_weights:.2f} million. It began with weights drawn by chance and learned in
{steps:,} steps of {pictures} pictures what the full one had learned in {full_steps:,}: by the same trainer, from some
of the same scenes, captions, narratives, tags, boxes and simple questions. Words, reader and speaker are the full
one's (`training/reproduction/small_eye.py`). So it is not only smaller, it also learned for less time. Worse eyes are
something else: the full eye, shown pictures of {seen_at} pixels."""

_PAPER = """The paper (BLIP-2 ViT-G, before and after): VCR 56.1/49.8/28.0 and 59.0/56.4/33.4, Sherlock 19.5 and 29.7,
VisualCOMET 39.0 and 40.3, A-OKVQA 68.0 and 68.9, SNLI-VE 33.4 and 40.3, Visual7W 77.1 and 79.5."""


def _introduction() -> str:
    """Return what the table is of, with the sizes of both eyes as they are."""
    full, small = open_verbalizers(VERBALIZERS).settings, learning()
    weights, small_weights = (each / 1e6 for each in weights_of_eyes())
    return _INTRODUCTION.format(
        layers=full.network.teller.vision_layers,
        width=full.network.teller.width,
        weights=weights,
        full_steps=sum(each.steps for each in full.chain),
        small_layers=LAYERS,
        small_weights=small_weights,
        steps=small.steps,
        pictures=small.pictures,
        seen_at=SMALL,
    )


PART = TableThree()
