"""Table 5: a weak and a strong student against their teacher, by simulated judges and by truth."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from models.base import Answerer
from models.embedded.student import load_student
from models.judging import PairCriterion
from models.registry import ModelOptions
from models.teacher_answering.answerer import connect_teacher
from training.corpus.stats.charts import Series
from training.experiments.preferring import CRITERIA
from training.reproduction.filters import best, drawn
from training.reproduction.material import opener_of
from training.reproduction.pages import by_arm, does_it_appear, is_quick, table
from training.reproduction.parts import Figures, Finished, Lab, Scale
from training.reproduction.plots import draw_bars
from training.reproduction.spread import over_seeds, percent
from training.reproduction.students import settings_of, taught
from training.reproduction.versus import Right, Versus, Votes, answers_of, questions_of, set_against

WEAK, STRONG, SHIPPED = "weak", "strong", "of-truth"
WEAKER = 8  # times fewer steps
QUESTIONS = 200  # at most; 300 in the paper
NAMED = {
    WEAK: f"weak: a student with an {WEAKER}th of the steps",
    STRONG: "strong: the student",
    SHIPPED: "a student that learned the truth (`embedded`, for comparison)",
}
# Shares of pairs that the teacher won, the student won, and of ties, in the paper: its weak and its strong student.
_PAPER: Mapping[str, Mapping[PairCriterion, str]] = {
    WEAK: {
        "correctness": "34.7 / 31.7 / 33.7",
        "informativeness": "33.9 / 41.0 / 25.1",
        "plausibility": "39.6 / 30.2 / 30.2",
        "overall": "45.0 / 41.2 / 13.1",
    },
    STRONG: {
        "correctness": "29.8 / 34.3 / 35.9",
        "informativeness": "31.7 / 53.0 / 15.3",
        "plausibility": "36.8 / 34.2 / 30.0",
        "overall": "40.6 / 49.1 / 10.3",
    },
}


class TableFive:
    """See `Part`."""

    name = "table-5"
    title = "Table 5: students against their teacher"

    def arms(self, scale: Scale) -> tuple[str, ...]:
        return (STRONG,) if scale.quick else tuple(NAMED)

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        student = load_student() if arm == SHIPPED else _taught(arm, seed, lab)
        posed = questions_of(seed, min(QUESTIONS, lab.scale.questions))
        lab.say(f"asking {student.name} and the teacher {len(posed)} questions")
        said = answers_of(student, posed, lab, seed)
        teacher = answers_of(connect_teacher("embedded", ModelOptions()), posed, lab, seed)
        return set_against(posed, said, teacher, draws=lab.scale.resamples).model_dump(mode="json")

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        arms = by_arm(found, Versus)
        names = [name for name in NAMED if name in arms]
        preferred = [row for name in names for row in _preferences(name, list(arms[name].values()))]
        right = [row for name in names for row in _rightness(name, list(arms[name].values()))]
        said = [
            does_it_appear(
                f"The student is {what} more often than its teacher ({name})",
                over_seeds([of(each) for each in arms[name].values()]),
            )
            for name in names
            for what, of in (("right and to the point", _point), ("preferred overall", _preferred))
        ]
        head = ("student", "criterion", "teacher wins", "student wins", "tie", "no majority", "paper: T / S / tie")
        truth = ("student", "by truth", "teacher", "student")
        return "\n\n".join(
            (
                _INTRODUCTION,
                table(head, preferred, left=2),
                _counted(names, arms),
                _plot(folder / "table-5.png", names, arms, quick=is_quick(found)),
                table(truth, right, left=2),
                "\n".join(f"- {each}" for each in said),
            )
        )


_INTRODUCTION = """Both answer the same questions about regions of unseen pictures, of the kinds that VCR asks, one of
each picture: the student from the picture, the teacher (`teacher:embedded`) from what the verbalizers say of the
picture and of these regions. The students learned from the fifth of the teacher's texts that the critic scored best,
as the paper's threshold keeps, and never saw such questions; the one for comparison learned the truth of other scenes
by questions like these. Three simulated judges compare the two texts as people do on the Compare page: they see what is
true through noise, and who says more informs more. The majority decides. Right is what the scene graph says of an
answer; to the point is what says at least half of an accepted answer, for a text can be true and answer something else.
Weak and strong are the same network here; in the paper they are two language models."""


def _taught(arm: str, seed: int, lab: Lab) -> Answerer:
    kept = best(lab, seed)
    entries = drawn(kept, min(lab.scale.corpus_size, len(kept)), seed)
    settings = settings_of(lab, seed)
    if arm == WEAK:
        settings = settings.model_copy(update={"steps": max(1, settings.steps // WEAKER)})
    return taught(lab, entries, opener_of(lab, seed), settings, about=f"table 5, {arm}")


def _preferences(name: str, cells: Sequence[Versus]) -> list[list[str]]:
    rows = []
    for criterion in CRITERIA:
        votes = [each.votes[criterion] for each in cells]
        shares = [percent(over_seeds([of(each) for each in votes])) for of in _SHARES]
        rows.append([NAMED[name], criterion, *shares, _PAPER.get(name, {}).get(criterion, "")])
    return rows


def _rightness(name: str, cells: Sequence[Versus]) -> list[list[str]]:
    return [
        [
            NAMED[name],
            what,
            percent(over_seeds([of(each).teacher for each in cells])),
            percent(over_seeds([of(each).student for each in cells])),
        ]
        for what, of in _RIGHT
    ]


def _counted(names: Sequence[str], arms: Mapping[str, Mapping[int, Versus]]) -> str:
    """Return in sentences how many questions there were, and why not all of them are judged."""

    def told(name: str) -> str:
        cells = arms[name].values()
        asked, judged = sum(each.questions for each in cells), sum(each.judged for each in cells)
        unread = sum(each.unread_student for each in cells), sum(each.unread_teacher for each in cells)
        return (
            f"{name}: {judged} of {asked} pairs judged, {sum(each.equal for each in cells)} answered alike, "
            f"{unread[0]} texts of the student and {unread[1]} of the teacher unread"
        )

    return f"{'. '.join(map(told, names))}."


def _plot(file: Path, names: Sequence[str], arms: Mapping[str, Mapping[int, Versus]], *, quick: bool) -> str:
    series = [
        Series(what, [over_seeds([of(each.votes["overall"]) for each in arms[name].values()]).mean for name in names])
        for what, of in zip(("the teacher wins", "the student wins", "tie"), _SHARES, strict=False)
    ]
    return draw_bars(file, "Preferred overall by simulated judges", names, series, quick=quick)


def _point(cell: Versus) -> float:
    return cell.point.ahead


def _preferred(cell: Versus) -> float:
    return cell.votes["overall"].student - cell.votes["overall"].teacher


_SHARES: tuple[Callable[[Votes], float], ...] = (
    lambda votes: votes.teacher,
    lambda votes: votes.student,
    lambda votes: votes.tie,
    lambda votes: votes.none,
)
_RIGHT: tuple[tuple[str, Callable[[Versus], Right]], ...] = (
    ("right", lambda cell: cell.answer),
    ("right and to the point", lambda cell: cell.point),
    ("and with a right rationale", lambda cell: cell.whole),
)
PART = TableFive()
