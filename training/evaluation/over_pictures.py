"""How sure a figure about candidates is: pictures are drawn again, for candidates of one picture fail together."""

from collections.abc import Callable, Sequence

import numpy as np

DRAWS = 500
_TAIL = 2.5  # percent on either side

Places = np.ndarray  # numbers of candidates, some of them several times
Between = tuple[float, float]


def interval(
    pictures: Sequence[str], figure: Callable[[Places], float | None], *, draws: int = DRAWS, seed: int = 0
) -> Between | None:
    """Return the percentile interval (95 %) of the bootstrap over pictures (Efron 1979).

    `pictures` tells of every candidate which picture it is about. `figure` may return None for a draw that it says
    nothing of. None for fewer than two pictures, and where no draw gives a figure.
    """
    groups = _by_picture(pictures)
    if len(groups) < 2:
        return None
    rng = np.random.default_rng(seed)
    drawn = (rng.integers(len(groups), size=len(groups)) for _ in range(draws))
    figures = (figure(np.concatenate([groups[each] for each in some])) for some in drawn)
    found = [each for each in figures if each is not None]
    if not found:
        return None
    low, high = np.percentile(found, (_TAIL, 100 - _TAIL))
    return round(float(low), 4), round(float(high), 4)


def _by_picture(pictures: Sequence[str]) -> list[Places]:
    groups: dict[str, list[int]] = {}
    for place, picture in enumerate(pictures):
        groups.setdefault(picture, []).append(place)
    return [np.array(group) for group in groups.values()]
