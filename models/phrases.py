"""Find the region that a bracketed phrase means, such as `[this person]` or `[the red ball]`."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from models.errors import BadQuestion
from models.records import Region

LARGEST_ID = 9999  # of records.Region
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_DETERMINERS = frozenset({"this", "that", "these", "those", "the", "a", "an", "my", "his", "her", "its", "their"})
_PRONOUNS = frozenset({"one", "it", "he", "she", "him", "they", "them", "thing", "here", "there", "region", "part"})


class Phrase(NamedTuple):
    """A phrase between brackets: as written, what it names ("" for a mere `this`), and whether it says `that`."""

    text: str
    name: str
    far: bool

    @classmethod
    def parse(cls, text: str) -> "Phrase":
        words = [word.casefold() for word in _WORD.findall(text)]
        far = bool(words) and words[0] in ("that", "those")
        if len(words) > 1 and words[0] in _DETERMINERS:
            words = words[1:]
        bare = len(words) == 1 and words[0] in _DETERMINERS | _PRONOUNS
        return cls(text, "" if bare else " ".join(words), far)

    def names(self, label: str) -> bool:
        """Say whether a label is what the phrase names: "the red ball" names "ball" and "red ball", not "balloon"."""
        words = " ".join(word.casefold() for word in _WORD.findall(label))
        if not self.name or not words:
            return False
        return f" {self.name}".endswith(f" {words}") or f" {words}".endswith(f" {self.name}")


class PhraseBinder:
    """Binds the phrases of one question; `regions` grows when a phrase names a known region.

    One phrase binds to the selected region, else to the only region on the canvas, else to the one region of its name
    on the canvas or among the known ones. Phrases that name different things bind by name first, and never to the same
    region.
    """

    def __init__(
        self, canvas: tuple[Region, ...], selected: int | None, *, known: tuple[Region, ...], first_free_id: int
    ) -> None:
        self.regions = canvas
        self._pointed = selected if selected is not None else (canvas[0].id if len(canvas) == 1 else None)
        self._known = known
        self._next_id = max([first_free_id, *(region.id + 1 for region in canvas)])
        self._bound: dict[tuple[str, bool], int] = {}

    def expect(self, phrases: Iterable[Phrase]) -> None:
        """Bind by name where a question names several things, so that the pointed region is left for the others."""
        different = list(dict.fromkeys((phrase.name, phrase.far) for phrase in phrases))
        named = {name for name, _ in different if name}
        if len(named) > 1:
            for name, far in different:
                region = self._by_name(Phrase(name, name, far))
                if region is not None and region.id not in self._bound.values():
                    self._bound[name, far] = self._present(region)

    def bind(self, phrase: Phrase) -> int:
        """Return the id of the region that the phrase means. Raises BadQuestion when that is not clear."""
        key = (phrase.name, phrase.far)
        if key not in self._bound:
            self._bound[key] = self._pick(phrase)
        return self._bound[key]

    def _pick(self, phrase: Phrase) -> int:
        if self._pointed is not None:
            self._refuse_second_meaning(phrase, self._pointed)
            return self._pointed
        region = self._by_name(phrase)
        if region is None:
            raise BadQuestion(
                f"It is not clear which region [{phrase.text}] means. Click a region first, or write its number."
            )
        return self._present(region)

    def _refuse_second_meaning(self, phrase: Phrase, pointed: int) -> None:
        """`[this man]` and `[that man]`, or `[the dog]` and `[the cat]`, cannot be one region; `[it]` may be either."""
        for (name, far), bound in self._bound.items():
            if bound == pointed and (far != phrase.far or (name and phrase.name and name != phrase.name)):
                raise BadQuestion(
                    f"[{phrase.text}] would be region [{pointed}], and so would another phrase of the question. "
                    "Write their numbers."
                )

    def _by_name(self, phrase: Phrase) -> Region | None:
        for regions in (self.regions, self._known):
            matching = [region for region in regions if phrase.names(region.label)]
            if matching:
                return matching[0] if len(matching) == 1 else None
        return None

    def _present(self, region: Region) -> int:
        """Return the region's id on the canvas; a known region is added with the next free id."""
        if region in self.regions:
            return region.id
        for present in self.regions:
            if present.box == region.box:
                return present.id
        if self._next_id > LARGEST_ID:
            raise BadQuestion(f"All region numbers up to {LARGEST_ID} are used. Start a new conversation.")
        added = region.model_copy(update={"id": self._next_id, "gesture": "phrase"})
        self.regions = (*self.regions, added)
        self._next_id += 1
        return added.id
