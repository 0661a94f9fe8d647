"""What a model is worth on several skills, asked in two manners: it ranks the choices, and it answers.

Contrastive: similarity, likelihood, or a critic's chance of acceptance. Generative: the model answers, and its words
are matched with the choices by rule. One result holds both, so that neither is quoted without the other; a manner that
a model has not got says why.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

from models.base import Scorer
from models.errors import BadSetting
from training.benchmarks.items import ItemSet
from training.benchmarks.measure import Figure, Measured, judge
from training.benchmarks.predictions import Predictions

Manner = Literal["contrastive", "generative"]
MANNERS: tuple[Manner, ...] = get_args(Manner)
Kind = Literal["student", "teacher", "critic"]


class Way(NamedTuple):
    """How a model is asked in one manner, by what its choice is told; without a scorer, `why` it cannot be asked.

    `sees_choices` says whether it can be asked which of the choices holds.
    """

    scorer: Scorer | None = None
    scored_by: str = ""
    why: str = ""
    sees_choices: bool = True


class Asked(NamedTuple):
    """A model and its ways."""

    name: str
    kind: Kind
    ways: dict[Manner, Way]


class Part(NamedTuple):
    """What was said of the items of a skill in one manner."""

    skill: str
    manner: Manner
    items: ItemSet
    said: Predictions


def join_parts(benchmark: str, parts: Sequence[Part]) -> Measured:
    """Return the figures of all skills and manners as those of one benchmark; a task is "spatial, contrastive".

    Figures by type are named "spatial left". `n` and `unread` count an item once for each manner. Raises BadSetting
    where nothing was said in any manner.
    """
    if not parts:
        raise BadSetting(f"Nothing of {benchmark} was asked: the model can neither choose nor answer.")
    judged = [(part, judge(part.items, part.said)) for part in parts]
    by_type: dict[str, tuple[Figure, ...]] = {}
    for part, measured in judged:
        for name, figures in measured.by_type.items():
            name = f"{part.skill} {name}"
            figures = (each.model_copy(update={"task": part.manner}) for each in figures)
            by_type[name] = (*by_type.get(name, ()), *figures)
    first = parts[0]
    items = {part.skill: part.items for part in parts}
    return Measured(
        benchmark=benchmark,
        split=first.items.split,
        source="; ".join(each.source for each in items.values()),
        model=first.said.model,
        scored_by="; ".join(f"{manner}: {way}" for manner, way in _ways(parts).items()),
        regions=first.said.regions if any(each.has_regions for each in items.values()) else False,
        question=first.said.question,
        figures=tuple(_named(figure, part) for part, measured in judged for figure in measured.figures),
        by_type=by_type,
        n=sum(measured.n for _, measured in judged),
        pictures=len({picture for each in items.values() for picture in each.pictures}),
        unread=sum(measured.unread for _, measured in judged),
    )


def unread_of(parts: Sequence[Part]) -> Mapping[str, Any]:
    """Return how many items were not answered, by skill and manner."""
    return {f"{part.skill}, {part.manner}": len(part.items.items) - len(part.said.scores) for part in parts}


def _ways(parts: Sequence[Part]) -> dict[str, str]:
    return {part.manner: part.said.scored_by for part in parts}


def _named(figure: Figure, part: Part) -> Figure:
    return figure.model_copy(update={"task": f"{part.skill}, {part.manner}"})
