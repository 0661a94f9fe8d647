"""What is learned from in the place of a damaged picture: another example of the same source.

Which one hangs on the seed and the position alone, so a run that was stopped goes on as if it had not been.
"""

import random
from collections.abc import Callable
from typing import TypeVar

from models.errors import BadPicture, BadSetting
from training.data.mixture import Mixture, Place

Used = TypeVar("Used")
_MOST = 100  # damaged pictures one after another, before something else is wrong
_SHOWN = 5  # that are named; of more only the number is told, now and then
_NOW_AND_THEN = 100


class PassedOver:
    """The damaged pictures that a run has met; `say` is told of the first few, then now and then how many they are."""

    def __init__(self, say: Callable[[str], None] | None = None) -> None:
        self._say = say
        self.reasons: set[str] = set()
        self.last = ""

    def add(self, problem: BadPicture) -> None:
        """Remember why a picture could not be opened."""
        self.last = str(problem)
        if self.last in self.reasons:
            return
        self.reasons.add(self.last)
        count = len(self.reasons)
        if self._say is not None and (count <= _SHOWN or count % _NOW_AND_THEN == 0):
            self._say(f"{problem} Others are learned from in the place of damaged pictures, {count} so far.")


def first_usable(mixture: Mixture, position: int, use: Callable[[Place], Used], passed: PassedOver) -> Used:
    """Return what `use` makes of the example at a position, or of another one where that raises BadPicture.

    Raises BadSetting where so many one after another are damaged that more than pictures must be wrong.
    """
    place = mixture.place(position)
    for attempt in range(_MOST):
        try:
            return use(place)
        except BadPicture as problem:
            passed.add(problem)
            others = random.Random(f"in the place of {mixture.seed}/{position}/{attempt}")
            place = place._replace(number=others.randrange(mixture.sizes[place.source]))
    raise BadSetting(f"{_MOST} pictures one after another cannot be learned from: {passed.last}")
