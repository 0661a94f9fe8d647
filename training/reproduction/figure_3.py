"""Figure 3: what other people than those the critic learned from say of the corpus, with and without the critic."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from models.critic_labels import POINTS
from models.records import Record
from training.corpus.stats.charts import Series
from training.embedded.critic_data import Labelled
from training.evaluation.critics import EXPORTED
from training.experiments.annotators import Annotator, Shown, draw_annotators, say
from training.experiments.critic_labels import Judged
from training.reproduction import critics
from training.reproduction.critic_cells import best_places
from training.reproduction.pages import by_arm, does_it_appear, is_quick, listed, table
from training.reproduction.parts import Figures, Finished, Lab, Scale
from training.reproduction.plots import draw_bars
from training.reproduction.spread import difference, over_seeds, percent, plain

EVERYTHING, KEPT, BEST, RANDOM = "everything", "kept-0.8", "best-fifth", "random-fifth"
_SAYS = {
    EVERYTHING: "everything",
    KEPT: f"scores of {EXPORTED:g} and more",
    BEST: "the best fifth",
    RANDOM: "a random fifth",
}
_MOST = 500  # texts, as in the paper
_RATERS = 3  # each of them
_OTHERS, _OTHERS_SEED = 20, 311  # people: none of those that critics learn from


class Liked(Record):
    """What people say of `n` texts: mean ratings from 1 (reject) to 3 (accept) of question and answer and of the
    rationale, the share of texts that nobody rejects, and the share that is right."""

    n: int
    qa: float
    rationale: float
    accepted: float
    right: float


class FigureThree:
    """See `Part`."""

    name = "figure-3"
    title = "Figure 3: how people like what is kept"

    def arms(self, scale: Scale) -> tuple[str, ...]:
        return (EVERYTHING, BEST) if scale.quick else (EVERYTHING, KEPT, BEST, RANDOM)

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        data = critics.measured_of(lab, seed)
        known = {each.candidate.id: each for each in critics.scenes_of(lab, seed, "measured").judged}
        places = _chosen(arm, seed, lab, data)
        rng = random.Random(f"figure 3 {seed}")
        some = rng.sample(places, min(_MOST, len(places)))
        texts = [known[data.labels[place].candidate.id] for place in some]
        liked = ask_people(texts, draw_annotators(_OTHERS, _OTHERS_SEED), rng)
        return liked.model_dump(mode="json") if liked else {}

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        arms = by_arm([each for each in found if each.figures], Liked)
        rows = [_row(name, list(arms[name].values())) for name in _SAYS if name in arms]
        head = ("of the corpus", "texts a seed", "question and answer", "rationale", "accepted", "right")
        qa = {name: {seed: _way(each.qa) for seed, each in cells.items()} for name, cells in arms.items()}
        reasons = {name: {seed: _way(each.rationale) for seed, each in cells.items()} for name, cells in arms.items()}
        said = [
            does_it_appear(f"The paper's effect, {what} are rated higher in the best fifth than in everything", ahead)
            for what, ahead in (
                ("questions and answers", difference(qa.get(BEST, {}), qa.get(EVERYTHING, {}))),
                ("rationales", difference(reasons.get(BEST, {}), reasons.get(EVERYTHING, {}))),
            )
        ]
        note = "Points, and the bars, are percent of the way from 1 to 3."
        plot = _plot(folder, arms, quick=is_quick(found))
        return "\n\n".join((_INTRODUCTION, table(head, rows), listed(said), note, plot))


_INTRODUCTION = f"""Three simulated people each, drawn anew and none of those whose ratings the critic learned from,
rate up to {_MOST} texts: 1 for reject, 2 for maybe, 3 for accept. Accepted are texts that none of the three rejects.
The paper shows bars without numbers: both ratings are higher with the filter."""


def _chosen(arm: str, seed: int, lab: Lab, data: Labelled) -> list[int]:
    if arm == EVERYTHING:
        return list(range(len(data.labels)))
    if arm == RANDOM:
        rng = random.Random(f"random fifth {seed}")
        return best_places([rng.random() for _ in data.labels])
    scores = [each.accept for each in critics.opinions(lab, critics.critic_of(lab, seed), data)]
    return best_places(scores) if arm == BEST else [place for place, each in enumerate(scores) if each >= EXPORTED]


def ask_people(texts: Sequence[Judged], people: Sequence[Annotator], rng: random.Random) -> Liked | None:
    """Return what people, three of them each, say of texts; None where there is none."""
    said = [_rated(each, rng.sample(people, _RATERS)) for each in texts]
    if not said:
        return None
    n = len(said)
    return Liked(
        n=n,
        qa=round(sum(qa for qa, _, _ in said) / n, 4),
        rationale=round(sum(rationale for _, rationale, _ in said) / n, 4),
        accepted=round(sum(accepted for _, _, accepted in said) / n, 4),
        right=round(sum(each.is_right for each in texts) / n, 4),
    )


def _rated(text: Judged, people: Sequence[Annotator]) -> tuple[float, float, bool]:
    """Return the mean ratings of a text, and whether nobody rejects anything of it."""
    if text.answer is None or text.rationale is None:
        raise ValueError(f"{text.candidate.id} has no truth that anybody could see")
    shown = Shown(text.candidate.id, text.difficulty, text.answer, text.rationale)
    said = [say(person, shown) for person in people]
    qa = sum(POINTS[each.qa] for each in said) / len(said)
    rationale = sum(POINTS[each.rationale] for each in said) / len(said)
    return qa, rationale, all("reject" not in each for each in said)


def _row(name: str, cells: Sequence[Liked]) -> list[str]:
    return [
        _SAYS[name],
        f"{min(each.n for each in cells)} to {max(each.n for each in cells)}",
        plain(over_seeds([each.qa for each in cells])),
        plain(over_seeds([each.rationale for each in cells])),
        percent(over_seeds([each.accepted for each in cells])),
        percent(over_seeds([each.right for each in cells])),
    ]


def _way(rating: float) -> float:
    """Return how far a mean rating is from 1 (all reject) to 3 (all accept)."""
    return (rating - 1) / 2


def _plot(folder: Path, arms: dict[str, dict[int, Liked]], *, quick: bool) -> str:
    names = [name for name in _SAYS if name in arms]
    mean = {name: [over_seeds([f(each) for each in arms[name].values()]).mean for f in _RATED] for name in names}
    series = [Series(title, [mean[name][row] for name in names]) for row, title in enumerate(_RATED_SAYS)]
    labels = [_SAYS[name] for name in names]
    return draw_bars(folder / "figure-3.png", "How people like what is kept", labels, series, quick=quick)


_RATED_SAYS = ("question and answer", "rationale")
_RATED: tuple[Callable[[Liked], float], ...] = (lambda each: _way(each.qa), lambda each: _way(each.rationale))

PART = FigureThree()
