"""Measure a critic on labelled candidates of pictures it has not seen, and what it owes to the picture.

Beside its own figures: those on a grey picture, on another one than the text is about and without the regions; those of
critics that were trained so from the beginning; those of what knows the words alone; and those of saying of every
candidate how many are accepted.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from models.embedded.critic import EmbeddedCritic, Opinion
from models.judging import Candidate
from models.records import Record
from training.embedded.critic_data import Labelled, said_of
from training.embedded.critic_settings import CONTROLS, Shown
from training.embedded.critic_shown import shown_as
from training.evaluation.critics import CriticFigures, accepted_of_best, area_between, critic_figures
from training.evaluation.over_pictures import Between
from training.evaluation.words_only import WordsOnly

MAJORITY, WORDS = "always the share", "the words alone"


class Control(Record):
    """What comes of judging otherwise: the interval over pictures of how much larger the critic's AUC is, and the share
    accepted of the best ones, as many as the critic keeps at an export."""

    figures: CriticFigures
    ahead: Between | None
    best: float


class CriticMeasures(Record):
    """Figures on the pictures of `about`; `ratings` are the mean squared errors of both ratings (scale 0 to 3), and
    `ratings_blind` those of always saying the mean.

    `controls` of the same candidates: `shown` the same critic something else, `trained` another critic on that alone,
    and `simple` what no network is needed for. `kinds` are figures by the kind of prompt.
    """

    about: str
    pictures: CriticFigures
    shown: dict[Shown, Control]
    trained: dict[Shown, Control]
    simple: dict[str, Control]
    ratings: tuple[float, float]
    ratings_blind: tuple[float, float]
    kinds: dict[str, CriticFigures]


class Exam(NamedTuple):
    """Labelled candidates, and what is held against them; the truth where it is known of all."""

    labels: list[bool]
    truths: list[bool] | None
    pictures: list[str]

    def figures(self, scores: list[float], places: list[int] | None = None) -> CriticFigures:
        """Return the figures of scores, of all candidates or of some."""
        chosen = range(len(self.labels)) if places is None else places
        return critic_figures(
            [scores[place] for place in chosen],
            [self.labels[place] for place in chosen],
            None if self.truths is None else [self.truths[place] for place in chosen],
            pictures=[self.pictures[place] for place in chosen],
        )


def measure_critic(
    critic: EmbeddedCritic,
    data: Labelled,
    *,
    learned: Labelled | None = None,
    trained: Mapping[Shown, EmbeddedCritic] | None = None,
    report: Callable[[str], None] = lambda _line: None,
) -> CriticMeasures:
    """Return all figures. The truth is looked at here and nowhere else, where the data know it of all candidates.

    What knows the words alone learns from what was `learned`; `trained` are the critics that are controls.
    """
    exam = _exam(data)
    opinions = _judge(critic, data, "pictures", report)
    scores = [each.accept for each in opinions]
    own = exam.figures(scores)

    def control(other: list[float]) -> Control:
        ahead = area_between(scores, exam.labels, exam.pictures, than=other)
        best = accepted_of_best(other, exam.labels, own.exported.kept)
        return Control(figures=exam.figures(other), ahead=ahead, best=best)

    def seen(by: EmbeddedCritic, shown: Shown) -> Control:
        return control([each.accept for each in _judge(by, data, shown, report)])

    kinds = sorted({_kind(each.candidate) for each in data.labels})
    return CriticMeasures(
        about=data.about.seeds,
        pictures=own,
        shown={shown: seen(critic, shown) for shown in CONTROLS},
        trained={shown: seen(other, shown) for shown, other in (trained or {}).items()},
        simple={name: control(other) for name, other in _simple(learned, data).items()},
        ratings=_errors(data, [(each.qa, each.rationale) for each in opinions]),
        ratings_blind=_errors(data, None),
        kinds={
            kind: exam.figures(
                scores, [place for place, each in enumerate(data.labels) if _kind(each.candidate) == kind]
            )
            for kind in kinds
        },
    )


def _exam(data: Labelled) -> Exam:
    candidates = [each.candidate for each in data.labels]
    known = all(each.id in data.truths for each in candidates)
    return Exam(
        labels=data.accepted,
        truths=[data.truths[each.id] for each in candidates] if known else None,
        pictures=[each.image_id for each in candidates],
    )


def _simple(learned: Labelled | None, data: Labelled) -> dict[str, list[float]]:
    """Return the scores of what needs no network."""
    source = learned or data
    accepted = source.accepted
    found = {MAJORITY: [sum(accepted) / len(accepted)] * len(data.labels)}
    if learned is not None:
        words = WordsOnly([each.candidate.qar.text for each in learned.labels], accepted)
        found[WORDS] = words.scores([each.candidate.qar.text for each in data.labels])
    return found


def _judge(critic: EmbeddedCritic, data: Labelled, shown: Shown, report: Callable[[str], None]) -> list[Opinion]:
    """Return the opinion on every candidate in the order of the labels."""
    report(f"measuring {critic.name} on {shown}")
    return said_of(shown_as(shown, data), critic.judge)


def _kind(candidate: Candidate) -> str:
    return str(candidate.origin.get("prompt", "other"))


def _errors(data: Labelled, said: list[tuple[float, float]] | None) -> tuple[float, float]:
    targets = [(each.qa, each.rationale) for each in data.labels]
    means = tuple(sum(column) / len(targets) for column in zip(*targets, strict=True))
    rows = said if said is not None else [(means[0], means[1])] * len(targets)
    first, second = (
        sum((row[which] - wanted[which]) ** 2 for row, wanted in zip(rows, targets, strict=True)) / len(targets)
        for which in (0, 1)
    )
    return round(first, 4), round(second, 4)
