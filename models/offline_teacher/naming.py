"""Call people and things by their numbers, or in words where they have none or must not be numbered.

In words the question uses a name that fits only one ("the crying child in the red shirt"), and what follows a shorter
one ("the child") where that is still clear.
"""

import re
from collections.abc import Iterable, Sequence

from models.offline_teacher.noticing import Noticed

_ARTICLE = re.compile(r"\b(in|with) (?:an? )")


class Names:
    """The names of all that is `seen`; where it is `numbered`, what has a number is called by it."""

    def __init__(self, seen: Sequence[Noticed], *, numbered: bool = True) -> None:
        self._full = {id(each): full_name(each, seen) for each in seen}
        self._numbered = numbered

    def full(self, noticed: Noticed) -> str:
        """Return `[id]`, or words that fit nobody else."""
        return self._number(noticed) or self._full[id(noticed)]

    def short(self, noticed: Noticed, among: Sequence[Noticed]) -> str:
        """Return `[id]`, or the noun alone where no other of those spoken of bears it."""
        if number := self._number(noticed):
            return number
        alike = [each for each in among if each is not noticed and each.noun == noticed.noun]
        return self._full[id(noticed)] if alike else f"the {noticed.noun}"

    def listed(self, several: Iterable[Noticed], last: str = "and") -> str:
        """Return full names with commas between them."""
        return listed([self.full(each) for each in several], last)

    def _number(self, noticed: Noticed) -> str:
        return f"[{noticed.part.id}]" if self._numbered and noticed.part.id is not None else ""


def listed(names: Sequence[str], last: str = "and") -> str:
    """
    >>> listed(["[0]", "[1]", "[2]"], "or")
    '[0], [1] or [2]'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def full_name(noticed: Noticed, seen: Iterable[Noticed]) -> str:
    """Return the shortest words that fit only this one; where looks do not tell, its side does."""
    others = [each for each in seen if each is not noticed]
    look = _ARTICLE.sub(r"\1 the ", noticed.look)
    for name in (noticed.name, f"{noticed.noun} {look}".strip(), f"{noticed.name} {look}".strip()):
        if not any(_fits(other, name) for other in others):
            return f"the {name}"
    alike = [each for each in others if each.noun == noticed.noun]
    middle = noticed.box.centre.x
    if all(middle < each.box.centre.x for each in alike):
        return f"the {noticed.name} on the left"
    if all(middle > each.box.centre.x for each in alike):
        return f"the {noticed.name} on the right"
    return f"the {noticed.name} {look}".strip()


def _fits(other: Noticed, name: str) -> bool:
    look = _ARTICLE.sub(r"\1 the ", other.look)
    return name in {other.noun, other.name, f"{other.noun} {look}".strip(), f"{other.name} {look}".strip()}
