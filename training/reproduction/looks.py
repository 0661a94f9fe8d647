"""The scenes of a seed in words: every teacher and every arm starts from the same.

`WORK/corpora/<seed>/looks.sqlite` is a journal, `pictures/` beside it holds the pictures. Looking takes a quarter of a
second a picture; more pictures of a seed go on from those that are there.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from models.embedded.folder import HOME, weights_name
from models.offline_teacher.teacher import OfflineTeacher
from models.verbalizing.registry import build_verbalizers
from training.embedded.seed_ranges import CORPORA, HAND_MADE
from training.experiments.looking import Looked, Looker
from training.reproduction.made import made_once
from training.reproduction.parts import Lab

SEEDS_APART = 10_000  # scenes of a seed
_JOURNAL = "looks.sqlite"
Look = Callable[[int], Looked]


def scenes_of(lab: Lab, seed: int) -> range:
    """Return the scenes that the corpora of a seed are about."""
    return CORPORA[seed * SEEDS_APART :][: lab.scale.pictures]


def other_scenes_of(lab: Lab, seed: int) -> range:
    """Return the scenes that a seed's hand-made corpora are about."""
    return HAND_MADE[seed * SEEDS_APART :][: lab.scale.pictures]


def home_of(lab: Lab, seed: int) -> Path:
    """Return the folder of all that is made for a seed's corpora."""
    return lab.work / "corpora" / str(seed)


def looks_of(lab: Lab, seed: int, look: Look | None = None) -> list[Looked]:
    """Return the scenes of a seed in words, looking at those that are new; `look` may stand in for the verbalizers.

    Raises what `made_once` raises.
    """
    items = {str(number): number for number in scenes_of(lab, seed)}
    folder = home_of(lab, seed)
    rows = made_once(folder / _JOURNAL, f"looked at by {_who()}", items, look or _looker(folder), lab)
    return [Looked.model_validate_json(row) for row in rows]


def _looker(folder: Path) -> Look:
    @cache
    def looker() -> Looker:  # loaded when there is something to look at
        return Looker(folder, build_verbalizers(), OfflineTeacher())

    return lambda number: looker().look(number, "train")


def _who() -> str:
    """Return who looks and who asks: what others have said is not mixed with it."""
    return f"the verbalizers {weights_name(HOME / 'verbalizers')}, asked by {OfflineTeacher.name}"
