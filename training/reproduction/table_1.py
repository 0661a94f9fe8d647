"""Table 1: what the two heads that predict ratings add to the critic, and what it owes to picture, regions and text."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from models.critic_labels import CriticLabel
from models.records import QAR
from training.corpus.stats.charts import Series
from training.embedded.critic_data import Labelled
from training.embedded.critic_run import learned_from
from training.embedded.critic_settings import Shown
from training.evaluation.words_only import WordsOnly
from training.reproduction import critics
from training.reproduction.critic_cells import CriticCell, measure
from training.reproduction.pages import by_arm, does_it_appear, is_quick, listed, table
from training.reproduction.parts import Figures, Finished, Lab, Scale
from training.reproduction.plots import draw_bars
from training.reproduction.spread import difference, over_seeds, percent, points


def _as_it_is(label: CriticLabel) -> CriticLabel:
    return label


def _without_regions(label: CriticLabel) -> CriticLabel:
    return label.model_copy(update={"candidate": label.candidate.model_copy(update={"regions": ()})})


def _without_text(label: CriticLabel) -> CriticLabel:
    nothing = QAR(question="", answer="", rationale="")
    return label.model_copy(update={"candidate": label.candidate.model_copy(update={"qar": nothing})})


class Arm(NamedTuple):
    """A critic: the weights of its ratings in the loss, what it is shown in the place of the picture, and what is taken
    away from every text, under a name by which what it sees is kept apart."""

    says: str
    weights: tuple[float, float] = (0.5, 0.5)
    shown: Shown = "pictures"
    taken: Callable[[CriticLabel], CriticLabel] = _as_it_is
    sights: str = "plain"


FULL, BARE, WORDS, MAJORITY = "both-heads", "no-heads", "words-alone", "majority"
ARMS: Mapping[str, Arm] = {
    BARE: Arm("acceptance alone", (0.0, 0.0)),
    "qa-head": Arm("+ rating of question and answer", (0.5, 0.0)),
    "rationale-head": Arm("+ rating of the rationale", (0.0, 0.5)),
    FULL: Arm("+ both ratings: the critic"),
    "no-regions": Arm("the critic, without the regions", shown="no regions"),
    "grey": Arm("the critic, on a grey picture", shown="grey"),
    "other-picture": Arm("the critic, on another picture (shuffled)", shown="other pictures"),
    "text-only": Arm("the critic, on the text alone", shown="grey", taken=_without_regions, sights="text-only"),
    "picture-only": Arm("the critic, without the text", taken=_without_text, sights="picture-only"),
}
_SIMPLE = {WORDS: "logistic regression on words and pairs of words", MAJORITY: "always the share that is accepted"}
_QUICK = (BARE, FULL, "text-only", WORDS)
# Weighted precision, recall and F1 in the paper's table 1.
_PAPER = {
    BARE: "64.7 / 64.2 / 64.3",
    "qa-head": "66.3 / 65.2 / 65.7",
    "rationale-head": "66.0 / 64.3 / 64.8",
    FULL: "66.8 / 65.7 / 66.0",
}


class TableOne:
    """See `Part`."""

    name = "table-1"
    title = "Table 1: the critic, and what it owes to what"

    def arms(self, scale: Scale) -> tuple[str, ...]:
        return _QUICK if scale.quick else (*ARMS, *_SIMPLE)

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        measured = critics.measured_of(lab, seed)
        learned = critics.learned_of(lab, seed)
        scores = _simple(arm, learned, measured) if arm in _SIMPLE else _trained(arm, seed, lab, learned, measured)
        return measure(scores, measured).model_dump(mode="json")

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        arms = by_arm(found, CriticCell)
        names = [name for name in (*ARMS, *_SIMPLE) if name in arms]
        full = arms.get(FULL, {})

        def of(name: str, figure: Callable[[CriticCell], float]) -> dict[int, float]:
            return {seed: figure(cell) for seed, cell in arms.get(name, {}).items()}

        def row(name: str) -> list[str]:
            auc = of(name, lambda cell: cell.auc)
            said = [percent(over_seeds(list(of(name, figure).values()))) for figure in _FIGURES]
            ahead = points(difference(auc, of(FULL, lambda cell: cell.auc))) if name != FULL and full else ""
            return [_says(name), *said, ahead, _PAPER.get(name, "")]

        head = ("critic", "precision", "recall", "F1", "F1 (truth)", "AUC", "AUC (truth)", "best fifth: accepted")
        heads = (*head, "best fifth: right", "AUC against the critic's", "paper: P / R / F1")
        plot = draw_bars(
            folder / "table-1.png",
            "AUC of the critic and of its controls",
            [name.replace("-", " ") for name in names],
            [
                Series(
                    "against the annotators", [over_seeds(list(of(n, lambda c: c.auc).values())).mean for n in names]
                ),
                Series(
                    "against the truth", [over_seeds(list(of(n, lambda c: c.auc_right).values())).mean for n in names]
                ),
            ],
            quick=is_quick(found),
        )
        f1 = difference(of(FULL, lambda cell: cell.label.f1), of(BARE, lambda cell: cell.label.f1))
        looks = difference(of(FULL, lambda cell: cell.auc), of("text-only", lambda cell: cell.auc))
        beyond = difference(of(FULL, lambda cell: cell.auc), of(WORDS, lambda cell: cell.auc))
        said = (
            does_it_appear("The paper's effect, both ratings make the critic better (F1)", f1),
            does_it_appear("The critic looks: picture and regions raise its AUC over the text alone", looks),
            does_it_appear("It knows more than a logistic regression on the words (AUC)", beyond),
        )
        return "\n\n".join((_INTRODUCTION, table(heads, map(row, names)), listed(said), plot))


_FIGURES: tuple[Callable[[CriticCell], float], ...] = (
    lambda cell: cell.label.precision,
    lambda cell: cell.label.recall,
    lambda cell: cell.label.f1,
    lambda cell: cell.truth.f1,
    lambda cell: cell.auc,
    lambda cell: cell.auc_right,
    lambda cell: cell.best.accepted,
    lambda cell: cell.best.right,
)
_INTRODUCTION = """Every critic is trained on the same ratings of the same texts for the same number of steps, and
measured on pictures that no critic has seen. Precision, recall and F1 are means over both classes weighted by their
sizes, as in the paper, of saying "accepted" from a score of 0.5 on; "truth" is the same against the scene graph. The
best fifth are the candidates with the highest scores. The first four rows are the paper's; the controls below have no
counterpart there, and each was trained on what it is measured on. The paper's released code hands predictions over in
the place of labels, by which its precision and recall change places; its F1 is hardly touched."""


def _says(name: str) -> str:
    return ARMS[name].says if name in ARMS else _SIMPLE[name]


def _trained(name: str, seed: int, lab: Lab, learned: Labelled, measured: Labelled) -> list[float]:
    arm = ARMS[name]
    qa, rationale = arm.weights
    settings = critics.settings_of(lab, seed).model_copy(
        update={"shown": arm.shown, "qa_weight": qa, "rationale_weight": rationale}
    )
    learned, measured = (each._replace(labels=tuple(map(arm.taken, each.labels))) for each in (learned, measured))
    critic = critics.trained(lab, seed, name, learned, settings, sights=arm.sights)
    said = critics.opinions(lab, critic, measured, shown=arm.shown, sights=arm.sights)
    return [each.accept for each in said]


def _simple(name: str, learned: Labelled, measured: Labelled) -> list[float]:
    """Return the scores of what needs no network; it learns from the pictures that critics learn from."""
    source = learned_from(learned)
    if name == MAJORITY:
        return [sum(source.accepted) / len(source.accepted)] * len(measured.labels)
    words = WordsOnly([each.candidate.qar.text for each in source.labels], source.accepted)
    return words.scores([each.candidate.qar.text for each in measured.labels])


PART = TableOne()
