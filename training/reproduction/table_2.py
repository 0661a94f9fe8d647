"""Table 2: what each descriptor of a picture is worth, by the mean score of what the teacher writes without it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from models.base import Critic
from models.corpus import Verbalization
from models.offline_teacher.teacher import OfflineTeacher
from models.records import Record
from training.corpus.stats.charts import Series
from training.evaluation.over_pictures import Between, Places, interval
from training.evaluation.sampling import PIXELS
from training.experiments.critic_labels import judge_entries, rate_all
from training.experiments.looking import Looked, QuickTeacher, corpus_about
from training.reproduction.corpora import without_captions
from training.reproduction.critics import critic_of
from training.reproduction.looks import home_of, looks_of
from training.reproduction.made import made_once
from training.reproduction.material import judge_name, opener_of, score_picture
from training.reproduction.pages import by_arm, does_it_appear, is_quick, table
from training.reproduction.parts import Figures, Finished, Lab, Scale
from training.reproduction.plots import draw_bars
from training.reproduction.spread import Over, over_seeds, percent, points


class Arm(NamedTuple):
    """What is left of a verbalization; `paper` is the mean score there, in percent."""

    says: str
    left: Callable[[Verbalization], Verbalization]
    paper: str


def _without(**fields: object) -> Callable[[Verbalization], Verbalization]:
    return lambda told: told.model_copy(update=fields)


FULL = "full"
ARMS: Mapping[str, Arm] = {
    FULL: Arm("all descriptors", lambda told: told, "58.4"),
    "no-labels": Arm("without labels (the paper's CLIP concepts)", _without(labels=()), "52.1"),
    "no-narratives": Arm("without narratives", _without(narratives=()), "56.1"),
    "no-global": Arm("without both, the global descriptors", _without(labels=(), narratives=()), "54.3"),
    "no-local": Arm("without region captions (kinds and boxes stay)", without_captions, "49.8"),
    "no-questions": Arm("without simple questions and their answers", _without(exchanges=()), "49.0"),
}
_QUICK = (FULL, "no-local", "no-questions")
PICTURES = 300  # at most; 500 in the paper


class PictureTexts(Record):
    """The texts about one picture: `scores` of all of them; of those that the judge could read, how many there are, how
    many are `accepted` and how many are `right`."""

    image_id: str
    scores: tuple[float, ...]
    read: int
    accepted: int
    right: int


class DescriptorCell(Record):
    """An arm: mean score of its texts, and how many of those that could be judged are accepted, and are right.

    `behind` is how much higher the mean score with all descriptors is, `between` its 95 % interval by drawing the same
    pictures for both; `behind_right` is the same of the share that is right.
    """

    pictures: int
    texts: int
    read: int
    score: float
    accepted: float
    right: float
    behind: float
    behind_right: float
    between: Between | None


class TableTwo:
    """See `Part`."""

    name = "table-2"
    title = "Table 2: what each descriptor is worth"

    def arms(self, scale: Scale) -> tuple[str, ...]:
        return _QUICK if scale.quick else tuple(ARMS)

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        critic = critic_of(lab, seed)
        full = written_without(FULL, seed, lab, critic)
        own = full if arm == FULL else written_without(arm, seed, lab, critic)
        return compare(own, full, draws=lab.scale.resamples).model_dump(mode="json")

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        arms = by_arm(found, DescriptorCell)
        names = [name for name in ARMS if name in arms]

        def over(name: str, figure: Callable[[DescriptorCell], float]) -> Over:
            return over_seeds([figure(each) for each in arms[name].values()])

        def row(name: str) -> list[str]:
            behind = "" if name == FULL else points(over(name, lambda each: -each.behind))
            right = "" if name == FULL else points(over(name, lambda each: -each.behind_right))
            shares = [percent(over(name, figure)) for figure in _SHARES]
            texts = over(name, lambda each: each.texts / each.pictures)
            return [ARMS[name].says, *shares[:1], behind, *shares[1:], right, f"{texts.mean:.1f}", ARMS[name].paper]

        head = (
            "told",
            "mean score",
            "against all",
            "accepted",
            "right",
            "right against all",
            "texts a picture",
            "paper",
        )
        plot = draw_bars(
            folder / "table-2.png",
            "What the teacher writes without a descriptor",
            [name.replace("-", " ") for name in names],
            [
                Series("mean score of the critic", [over(name, lambda each: each.score).mean for name in names]),
                Series("right", [over(name, lambda each: each.right).mean for name in names]),
            ],
            quick=is_quick(found),
        )
        said = [
            does_it_appear(
                f"The mean score falls {ARMS[name].says.partition(' (')[0]}", over(name, lambda each: each.behind)
            )
            for name in names
            if name != FULL
        ]
        return "\n\n".join((_INTRODUCTION, table(head, map(row, names)), _list(said), plot))


_SHARES: tuple[Callable[[DescriptorCell], float], ...] = (
    lambda cell: cell.score,
    lambda cell: cell.accepted,
    lambda cell: cell.right,
)
_INTRODUCTION = """The same pictures are told to the teacher with one descriptor less, and the seed's critic scores
what it writes. The critic never sees the words that are withheld: it looks at the picture. The simple questions were
asked with all the rest at hand, also where that is withheld from the writing. The offline teacher is a program of
rules. Of labels and narratives it reads little but the place, and of the answers what is held and which face is made,
so the shape of this table is partly that of its rules; a language model may use more of them. "Accepted" is what
simulated annotators say of the texts that the judge can read, "right" what the scene graph says. The first difference
is of mean scores; that of a single seed has an interval of its own in its file, by drawing the same pictures for
both."""


def written_without(
    arm: str, seed: int, lab: Lab, critic: Critic, teacher: QuickTeacher | None = None
) -> list[PictureTexts]:
    """Return what a teacher, the offline one, writes without an arm's descriptor, scored and judged."""
    writer, open_image = teacher or OfflineTeacher(), opener_of(lab, seed)

    def write(looked: Looked) -> PictureTexts:
        entries = corpus_about(ARMS[arm].left(looked.told), writer)
        rated = rate_all(judge_entries(looked.graph, entries, pixels=PIXELS))
        return PictureTexts(
            image_id=looked.told.picture.image.id,
            scores=tuple(score_picture(critic, open_image, entries).values()),
            read=len(rated.labels),
            accepted=sum(label.label == "accept" for label in rated.labels),
            right=sum(rated.right),
        )

    scenes = {str(each.graph.seed): each for each in looks_of(lab, seed)[:PICTURES]}
    stage = f"told {arm}, written by {writer.name}, scored by {critic.name}, judged by {judge_name()}"
    rows = made_once(home_of(lab, seed) / "descriptors.sqlite", stage, scenes, write, lab)
    return [PictureTexts.model_validate_json(row) for row in rows]


def compare(own: Sequence[PictureTexts], full: Sequence[PictureTexts], *, draws: int) -> DescriptorCell:
    """Return an arm's figures, and how far it is behind the one with all descriptors, about the same pictures.

    Raises ValueError for an arm without a text.
    """
    texts, read = sum(len(each.scores) for each in own), sum(each.read for each in own)
    if not texts or not read:
        raise ValueError("the teacher wrote nothing that could be judged")
    pictures = [each.image_id for each in own]
    sums = np.array([[sum(each.scores), len(each.scores)] for each in own])
    sums_full = np.array([[sum(each.scores), len(each.scores)] for each in full])

    def behind(places: Places) -> float | None:
        drawn, drawn_full = sums[places].sum(0), sums_full[places].sum(0)
        return float(drawn_full[0] / drawn_full[1] - drawn[0] / drawn[1]) if drawn[1] and drawn_full[1] else None

    right_full = sum(each.right for each in full) / max(1, sum(each.read for each in full))
    right = sum(each.right for each in own) / read
    return DescriptorCell(
        pictures=len(own),
        texts=texts,
        read=read,
        score=round(float(sums[:, 0].sum()) / texts, 4),
        accepted=round(sum(each.accepted for each in own) / read, 4),
        right=round(right, 4),
        behind=round(behind(np.arange(len(own))) or 0.0, 4),
        behind_right=round(right_full - right, 4),
        between=interval(pictures, behind, draws=draws),
    )


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {each}" for each in lines)


PART = TableTwo()
