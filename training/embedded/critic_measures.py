"""Measure a critic on labelled candidates of pictures it has not seen, and what it owes to the picture.

Beside its own figures: those on a grey picture and on another one than the text is about (the same regions given), and
those of a critic that says of every candidate how many are accepted.
"""

from collections.abc import Callable

from models.embedded.critic import EmbeddedCritic
from models.judging import Candidate
from models.records import Record
from training.embedded.critic_data import Labelled
from training.embedded.critic_settings import Shown
from training.embedded.critic_sights import opened_as
from training.evaluation.critics import CriticFigures, critic_figures


class CriticMeasures(Record):
    """Figures on the pictures of `about`; `ratings` are the mean squared errors of both ratings (scale 0 to 3), and
    `ratings_blind` those of always saying the mean. `kinds` are figures by the kind of prompt."""

    about: str
    pictures: CriticFigures
    grey: CriticFigures
    others: CriticFigures
    majority: CriticFigures
    ratings: tuple[float, float]
    ratings_blind: tuple[float, float]
    kinds: dict[str, CriticFigures]


def measure_critic(
    critic: EmbeddedCritic, data: Labelled, *, report: Callable[[str], None] = lambda _line: None
) -> CriticMeasures:
    """Return all figures. The truth is looked at here and nowhere else, where the data know it of all candidates."""
    candidates = [each.candidate for each in data.labels]
    labels = [each.label == "accept" for each in data.labels]
    known = all(each.id in data.truths for each in candidates)
    truths = [data.truths[each.id] for each in candidates] if known else None

    def figures(scores: list[float], places: list[int] | None = None) -> CriticFigures:
        chosen = range(len(labels)) if places is None else places
        return critic_figures(
            [scores[place] for place in chosen],
            [labels[place] for place in chosen],
            None if truths is None else [truths[place] for place in chosen],
            pictures=len({candidates[place].image_id for place in chosen}),
        )

    opinions: dict[Shown, list[tuple[float, float, float]]] = {}
    for shown in ("pictures", "grey", "other pictures"):
        report(f"measuring on {shown}")
        opinions[shown] = _judge(critic, data, shown)
    scores = [accept for accept, _, _ in opinions["pictures"]]
    kinds = sorted({_kind(each) for each in candidates})
    return CriticMeasures(
        about=data.about.seeds,
        pictures=figures(scores),
        grey=figures([accept for accept, _, _ in opinions["grey"]]),
        others=figures([accept for accept, _, _ in opinions["other pictures"]]),
        majority=figures([sum(labels) / len(labels)] * len(labels)),
        ratings=_errors(data, [(qa, rationale) for _, qa, rationale in opinions["pictures"]]),
        ratings_blind=_errors(data, None),
        kinds={
            kind: figures(scores, [place for place, each in enumerate(candidates) if _kind(each) == kind])
            for kind in kinds
        },
    )


def _judge(critic: EmbeddedCritic, data: Labelled, shown: Shown) -> list[tuple[float, float, float]]:
    """Return the opinion on every candidate in the order of the labels; each picture is opened once."""
    open_image = opened_as(shown, data.pictures, data.open_image)
    of_picture: dict[str, list[int]] = {}
    for place, each in enumerate(data.labels):
        of_picture.setdefault(each.candidate.image_id, []).append(place)
    opinions: dict[int, tuple[float, float, float]] = {}
    for image_id, places in of_picture.items():
        said = critic.judge(open_image(image_id), [data.labels[place].candidate for place in places])
        opinions.update(zip(places, said, strict=True))
    return [opinions[place] for place in range(len(data.labels))]


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
