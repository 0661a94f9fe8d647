"""Two teachers at equal corpus size: one that knows the world, and one that says what it is told."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from models.corpus import Entry
from models.records import Record
from training.corpus.stats.charts import Series
from training.reproduction.filters import drawn
from training.reproduction.material import Kind, judged_of
from training.reproduction.pages import by_arm, is_quick, table
from training.reproduction.parts import Figures, Finished, Lab, Scale
from training.reproduction.plots import draw_bars
from training.reproduction.spread import over_seeds, percent
from training.reproduction.student_cells import (
    Cells,
    answered,
    chances,
    chosen,
    compared,
    teach_and_measure,
    worth_table,
)
from training.reproduction.students import usable
from training.reproduction.worth import Worth

OFFLINE, LITERAL, BOTH = "offline", "literal", "both"
NAMED = {
    OFFLINE: "the offline teacher",
    LITERAL: "the literal teacher",
    BOTH: "half by each",
    f"{OFFLINE}-right": "the offline teacher, what is right",
    f"{LITERAL}-right": "the literal teacher, what is right",
}
_KINDS: dict[str, tuple[Kind, ...]] = {OFFLINE: ("ours",), LITERAL: ("literal",), BOTH: ("ours", "literal")}


class TeacherCell(Record):
    """What a student is worth, and of the texts that it was chosen from: how many the judge could read, and of these
    the shares that simulated annotators accept, and that are right."""

    worth: Worth
    texts: int
    read: int
    accepted: float
    right: float


class TwoTeachers:
    """See `Part`."""

    name = "two-teachers"
    title = "Two teachers, at equal corpus size"

    def arms(self, scale: Scale) -> tuple[str, ...]:
        return (OFFLINE, LITERAL) if scale.quick else tuple(NAMED)

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        known = [each for kind in _kinds(arm) for each in judged_of(lab, seed, kind)]
        read = [each for each in known if each.label is not None]
        worth = teach_and_measure(lab, seed, texts_of(arm, seed, lab), about=NAMED[arm])
        cell = TeacherCell(
            worth=Worth.model_validate(worth),
            texts=len(known),
            read=len(read),
            accepted=_share(each.accepted for each in read),
            right=_share(each.right for each in read),
        )
        return cell.model_dump(mode="json")

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        cells = by_arm(found, TeacherCell)
        worths = {arm: {seed: each.worth for seed, each in own.items()} for arm, own in cells.items()}
        pairs = (
            ("The teacher that knows the world teaches more than the literal one", OFFLINE, LITERAL),
            ("So it does where all that is learned from is right", f"{OFFLINE}-right", f"{LITERAL}-right"),
            ("Half by each teaches more than the offline teacher alone", BOTH, OFFLINE),
        )
        said = [
            compared(claim, worths.get(one, {}), worths.get(other, {}), value)
            for claim, one, other in pairs
            for value in (answered, chosen)
        ]
        rows = [
            [NAMED[arm], *(percent(over_seeds([of(each) for each in cells[arm].values()])) for of in _SHARES)]
            for arm in (OFFLINE, LITERAL)
            if arm in cells
        ]
        return "\n\n".join(
            (
                _INTRODUCTION,
                table(("all that it wrote", "read by the judge", "accepted", "right"), rows),
                worth_table(worths, NAMED),
                chances(worths),
                _plot(folder / "two-teachers.png", worths, quick=is_quick(found)),
                "\n".join(f"- {each}" for each in said),
            )
        )


_SHARES: tuple[Callable[[TeacherCell], float], ...] = (
    lambda cell: cell.read / cell.texts,
    lambda cell: cell.accepted,
    lambda cell: cell.right,
)
_INTRODUCTION = """Both teachers read the same words of the verbalizers about the same pictures, and the simple
questions are those that the offline teacher asked. The offline teacher knows what things are for, what makes people
sad and what comes next; the literal one (`training/experiments/literal_teacher.py`) turns captions, answers and boxes
into questions and infers nothing. Their texts are not filtered, for the critic has learned to judge those of the
first alone; where an oracle takes what is right, errors cannot tell the two apart. All students learn from as many
texts. Answers are to questions of the offline teacher, which its own student knows the manner of; the
benchmarks are nobody's. The paper has one teacher, so there is no figure to compare with."""


def texts_of(arm: str, seed: int, lab: Lab) -> list[Entry]:
    """Return what the student of an arm learns from: as many texts in every arm, those of two teachers by halves."""
    count = min([lab.scale.corpus_size, *(len(_right(lab, seed, kind)) for kind in _kinds(BOTH))])
    kinds = _kinds(arm)
    chosen_from = [_right(lab, seed, kind) if arm.endswith("-right") else _all(lab, seed, kind) for kind in kinds]
    sizes = [count // len(kinds)] * (len(kinds) - 1)
    return [
        entry
        for entries, size in zip(chosen_from, [*sizes, count - sum(sizes)], strict=True)
        for entry in drawn(entries, size, seed)
    ]


def _kinds(arm: str) -> tuple[Kind, ...]:
    return _KINDS[arm.removesuffix("-right")]


def _all(lab: Lab, seed: int, kind: Kind) -> list[Entry]:
    return usable(each.entry for each in judged_of(lab, seed, kind))


def _right(lab: Lab, seed: int, kind: Kind) -> list[Entry]:
    return usable(each.entry for each in judged_of(lab, seed, kind) if each.right)


def _plot(file: Path, cells: Cells, *, quick: bool) -> str:
    names = [name for name in NAMED if name in cells]
    series = [
        Series(what, [over_seeds([of(each) for each in cells[name].values()]).mean for name in names])
        for what, of in (("answers right", answered), ("chosen rightly", chosen))
    ]
    return draw_bars(file, "What two teachers teach", names, series, quick=quick)


def _share(values: Iterable[bool | None]) -> float:
    known = [bool(each) for each in values]
    return round(sum(known) / len(known), 4) if known else 0.0


PART = TwoTeachers()
