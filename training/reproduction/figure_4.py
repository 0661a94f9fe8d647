"""Figure 4: is what is learned from a filtered corpus worth more, at equal size and in equal steps?"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import linear_regression

from training.reproduction.filters import THRESHOLD, drawn, equal, right, scored
from training.reproduction.material import Kind
from training.reproduction.pages import by_arm, does_it_appear, is_quick, listed
from training.reproduction.parts import Figures, Finished, Lab, Scale
from training.reproduction.plots import draw_lines, line_of
from training.reproduction.spread import over_seeds
from training.reproduction.student_cells import (
    Cells,
    Value,
    answered,
    chances,
    chosen,
    compared,
    naming,
    over,
    reasoned,
    teach_and_measure,
    worth_table,
)
from training.reproduction.worth import Worth

ALL, ORACLE = "unfiltered-whole", "oracle"
_TAUGHT = (0.0, 0.2, 0.4, 0.5, 0.6, 0.8)  # of the scale's thresholds
_SECOND_LINE = (0.0, 0.5, 0.8)
_KINDS: Mapping[Kind, str] = {"ours": "our corpus", "llava": "LLaVA's way"}


class FigureFour:
    """See `Part`."""

    name = "figure-4"
    title = "Figure 4: the student against the threshold of the filter"

    def arms(self, scale: Scale) -> tuple[str, ...]:
        own = [_arm("ours", each) for each in taught_at(scale)]
        second = [_arm("llava", each) for each in taught_at(scale) if each in _SECOND_LINE]
        return (*own, ALL, ORACLE, *second)

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        count = equal(lab, seed, taught_at(lab.scale))
        if arm == ALL:
            entries = scored(lab, seed, 0.0)
        elif arm == ORACLE:
            entries = drawn(right(lab, seed), count, seed)
        else:
            kind, threshold = _of(arm, lab.scale)
            entries = drawn(scored(lab, seed, threshold, kind), count, seed)
        return teach_and_measure(lab, seed, entries, about=arm)

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        cells, quick = by_arm(found, Worth), is_quick(found)
        said = [_INTRODUCTION, worth_table(cells, _named(cells)), chances(cells)]
        for what, value, name in (
            ("Answers that are right", answered, "answers"),
            ("Chosen rightly", chosen, "chosen"),
        ):
            said.append(_plot(cells, folder / f"figure-4-{name}.png", what, value, quick=quick))
        return "\n\n".join([*said, _verdicts(cells)])


_INTRODUCTION = """Every student starts from the verbalizers' weights and takes the same steps over as many texts;
the corpora have the same size (but "whole"), and differ in what is in them. A threshold of 0 is no filter: texts
drawn by chance, which is a random filter, too. The oracle draws from what is right in all it says. The second line
learns from texts as LLaVA has them, which were written without region captions and name no region, filtered by the
same critic; where it has fewer texts than the others at a threshold, it learns from those, and where it has none, the
student stays as it was. Answers are free, to questions that the teacher asked about pictures which nobody learned from;
a judge that knows the scene graph reads nearly all of them, and "of these right" is the share of what it read.
"Rationale, too" is right in both. Benchmarks are drawn in the style of those named, and chosen in by how much likelier
the picture makes the words. In the paper zero-shot accuracy on VCR rises with the threshold up to 0.8, and a corpus in
LLaVA's way stays below it."""


def taught_at(scale: Scale) -> tuple[float, ...]:
    """Return the thresholds that a student is taught at; nine would take too long."""
    return tuple(each for each in scale.thresholds if each in _TAUGHT) or scale.thresholds


def _arm(kind: Kind, threshold: float) -> str:
    return f"{kind}-{threshold:g}"


def _of(arm: str, scale: Scale) -> tuple[Kind, float]:
    return next((kind, each) for kind in _KINDS for each in scale.thresholds if _arm(kind, each) == arm)


def _lines(cells: Cells) -> dict[Kind, dict[float, Mapping[int, Worth]]]:
    """Return the arms of both lines by their thresholds."""
    lines: dict[Kind, dict[float, Mapping[int, Worth]]] = {}
    for kind in _KINDS:
        arms = sorted(arm for arm in cells if arm.startswith(f"{kind}-"))
        if arms:
            lines[kind] = {float(arm[len(kind) + 1 :]): cells[arm] for arm in arms}
    return lines


def _named(cells: Cells) -> dict[str, str]:
    named = {
        _arm(kind, threshold): f"{_KINDS[kind]}, {f'from {threshold:g}' if threshold else 'unfiltered'}"
        for kind, own in sorted(_lines(cells).items(), reverse=True)
        for threshold in own
    }
    return {**named, ALL: "our corpus, unfiltered, whole", ORACLE: "oracle"}


def _plot(cells: Cells, file: Path, title: str, value: Value, *, quick: bool) -> str:
    drawn_lines = []
    for kind, own in _lines(cells).items():
        points = [(threshold, mean) for threshold, each in own.items() if (mean := over(each, value))]
        drawn_lines.append(line_of(_KINDS[kind], points))
    if oracle := over(cells.get(ORACLE, {}), value):
        drawn_lines.append(line_of("oracle", [(0.0, oracle), (THRESHOLD, oracle)]))
    return draw_lines(file, title, drawn_lines, below="score from", quick=quick)


def _verdicts(cells: Cells) -> str:
    lines = _lines(cells)
    ours, llava = lines.get("ours", {}), lines.get("llava", {})
    best, none = ours.get(THRESHOLD, {}), ours.get(0.0, {})

    pairs = (
        (f"Texts that scored {THRESHOLD:g} teach more than as many unfiltered ones", best, none),
        (f"Texts that scored {THRESHOLD:g} teach more than all of the unfiltered ones", best, cells.get(ALL, {})),
        ("What is right teaches more than what comes", cells.get(ORACLE, {}), none),
        (
            f"Ours from {THRESHOLD:g} on teach more than those of LLaVA's way, which are fewer",
            best,
            llava.get(THRESHOLD, {}),
        ),
    )
    figures = (answered, reasoned, chosen)
    said = [_rising(ours, value) for value in figures]
    said += [compared(claim, one, other, value) for claim, one, other in pairs for value in figures]
    return listed(said)


def _rising(line: Mapping[float, Mapping[int, Worth]], value: Value) -> str:
    """Return in a sentence how much more is learned at the paper's threshold than without one, by the straight line
    through all thresholds of a seed (least squares): it tells more than its two ends do."""
    claim = f"Along a straight line from 0 to {THRESHOLD:g}, more is learned the higher the threshold"
    seeds = set.intersection(*(set(own) for own in line.values())) if len(line) > 1 else set()
    slopes = [
        linear_regression(list(line), [value(own[seed]) for own in line.values()]).slope for seed in sorted(seeds)
    ]
    return does_it_appear(naming(claim, value), over_seeds([THRESHOLD * each for each in slopes]) if slopes else None)


PART = FigureFour()
