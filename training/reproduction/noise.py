"""What the noise of annotators does to a critic: ratings that are the truth, and such as err so and so often.

The paper has one set of people. Here a verdict is the truth ("accept" what is right, "reject" what is not wholly so),
except that with the chance of an arm it is one of the two other verdicts instead; rationales of what is rejected are
rejected, as ever. Beside that stand the simulated people that all other parts have, who err most where it is hard to
see (`training/experiments/annotators.py`).
"""

import random
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import get_args

from models.critic_labels import CriticLabel, label_of, target
from models.judging import Verdict
from training.corpus.stats.charts import Series
from training.experiments.critic_labels import EACH, Judged, Rated, rate_all
from training.experiments.rated_items import Truth
from training.reproduction import critics
from training.reproduction.critic_cells import CriticCell, measure
from training.reproduction.pages import by_arm, does_it_appear, is_quick, listed, table
from training.reproduction.parts import Figures, Finished, Lab, Scale
from training.reproduction.plots import draw_bars
from training.reproduction.spread import difference, over_seeds, percent

PEOPLE = "people"
CHANCES: Mapping[str, float] = {"noise-0": 0.0, "noise-8": 0.08, "noise-20": 0.2}
_SAYS = {PEOPLE: "the simulated people of all other parts"}
_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


class NoisyCell(CriticCell):
    """A critic's figures against labels of the kind that it learned from, and against the truth; the share
    `label_true` of these labels is what the truth says."""

    label_true: float


class Noise:
    """See `Part`."""

    name = "noise"
    title = "How noisy annotators may be"

    def arms(self, scale: Scale) -> tuple[str, ...]:
        return _ENDS if scale.quick else (*CHANCES, PEOPLE)

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        rate = rate_all if arm == PEOPLE else partial(rated_with_noise, chance=CHANCES[arm], seed=seed)
        measured = critics.measured_of(lab, seed, rate)
        if arm == PEOPLE:
            critic = critics.critic_of(lab, seed)
        else:
            learned = critics.learned_of(lab, seed, rate)
            critic = critics.trained(lab, seed, arm, learned, critics.settings_of(lab, seed))
        scores = [each.accept for each in critics.opinions(lab, critic, measured)]
        true = [(each.label == "accept") == measured.truths[each.candidate.id] for each in measured.labels]
        own = measure(scores, measured).model_dump()
        return NoisyCell(**own, label_true=round(sum(true) / len(true), 4)).model_dump(mode="json")

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        arms = by_arm(found, NoisyCell)
        rows = [_row(name, list(arms[name].values())) for name in (*CHANCES, PEOPLE) if name in arms]
        clean, noisy = ({seed: cell.auc_right for seed, cell in arms.get(name, {}).items()} for name in _ENDS)
        lost = does_it_appear("With 20 % noise a critic tells less well what is right (AUC)", difference(clean, noisy))
        return "\n\n".join(
            (_INTRODUCTION, table(_HEAD, rows), listed([lost]), _plot(folder, arms, quick=is_quick(found)))
        )


_ENDS = ("noise-0", "noise-20")
_HEAD = (
    "ratings",
    "labels as the truth",
    "accepted",
    "right",
    "AUC of the label",
    "AUC of the truth",
    "F1 of the label",
    "F1 of the truth",
    "best fifth: accepted",
    "best fifth: right",
)
_INTRODUCTION = """The same texts, rated by two people each who know the truth and give another verdict with the chance
named; the critic of table 1 learns from that. One rejection out of four verdicts rejects, so noise makes rejections of
what is right far more often than the other way round. It is measured against labels with the same noise, and against
the truth. The paper has no counterpart."""


def rated_with_noise(judged: Sequence[Judged], *, chance: float, seed: int) -> Rated:
    """Return the labels of what could be judged, where each verdict is another than the truth with that chance."""
    rated, known = rate_all(judged), {each.candidate.id: each for each in judged}
    labels = (_label(label, known[label.candidate.id], chance, seed) for label in rated.labels)
    return Rated(tuple(labels), rated.right)


def _label(label: CriticLabel, judged: Judged, chance: float, seed: int) -> CriticLabel:
    rng = random.Random(f"noise {seed}/{chance}/{judged.candidate.id}")
    qa: list[Verdict] = [_verdict(judged.answer, chance, rng) for _ in range(EACH)]
    rationale: list[Verdict] = [each if each == "reject" else _verdict(judged.rationale, chance, rng) for each in qa]
    said = {"label": label_of([*qa, *rationale]), "qa": target(qa), "rationale": target(rationale)}
    return label.model_copy(update=said)


def _verdict(truth: Truth | None, chance: float, rng: random.Random) -> Verdict:
    right: Verdict = "accept" if truth == "right" else "reject"
    return right if rng.random() >= chance else rng.choice([each for each in _VERDICTS if each != right])


def _row(name: str, cells: Sequence[NoisyCell]) -> list[str]:
    figures = (
        [each.label_true for each in cells],
        [each.accepted for each in cells],
        [each.right for each in cells],
        [each.auc for each in cells],
        [each.auc_right for each in cells],
        [each.label.f1 for each in cells],
        [each.truth.f1 for each in cells],
        [each.best.accepted for each in cells],
        [each.best.right for each in cells],
    )
    says = _SAYS.get(name) or f"{100 * CHANCES[name]:g} % noise"
    return [says, *(percent(over_seeds(values)) for values in figures)]


def _plot(folder: Path, arms: dict[str, dict[int, NoisyCell]], *, quick: bool) -> str:
    known = [name for name in (*CHANCES, PEOPLE) if name in arms]
    cells = [list(arms[name].values()) for name in known]
    series = [
        Series("AUC of the label", [over_seeds([each.auc for each in some]).mean for some in cells]),
        Series("AUC of the truth", [over_seeds([each.auc_right for each in some]).mean for some in cells]),
        Series("best fifth: right", [over_seeds([each.best.right for each in some]).mean for some in cells]),
    ]
    labels = ["simulated people" if name == PEOPLE else f"{100 * CHANCES[name]:g} % noise" for name in known]
    return draw_bars(folder / "noise.png", "What noise does to a critic", labels, series, quick=quick)


PART = Noise()
