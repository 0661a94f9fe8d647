"""What the teacher knows of things and animals: the files in `lore/`, read once.

Each entry says by which words something is recognised, what sort of thing it is and what it is for, why it makes
people happy, sad, angry, surprised, scared or calm, what came before, what comes next, and by what one sees it. `{S}`
stands for the person it has to do with, `{O}` for itself.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from models.records import Record

Feeling = Literal["happy", "sad", "angry", "surprised", "scared", "calm"]

_FOLDER = Path(__file__).with_suffix("")
_TOKEN = re.compile(r"[a-z]+(?:-[a-z]+)*")


class Lore(Record):
    """One kind of thing or animal. `words` are sets of words: all of one set have to be there, `an_a` in that order.

    Entries of states ("a burst balloon") are `like` the plain one where they say nothing themselves.
    """

    name: str
    words: tuple[str, ...]
    noun: str = ""
    like: str = ""
    animal: bool = False
    sort: str = ""
    use: str = ""
    happy: tuple[str, ...] = ()
    sad: tuple[str, ...] = ()
    angry: tuple[str, ...] = ()
    surprised: tuple[str, ...] = ()
    scared: tuple[str, ...] = ()
    calm: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    wish: tuple[str, ...] = ()
    doing: tuple[str, ...] = ()
    sign: tuple[str, ...] = ()
    care: str = ""
    occasion: str = ""
    wants: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()

    def causes(self, feeling: str) -> tuple[str, ...]:
        """Return why somebody feels so because of this."""
        return getattr(self, feeling, ())

    @property
    def spoken(self) -> str:
        """Return the noun that a text uses."""
        return self.noun or self.name


def find_lore(text: str) -> Lore | None:
    """Return the entry that fits a phrase best: the most words, then the earliest in the text; None if none does."""
    tokens = tokens_of(text)
    best: tuple[int, int] = (0, 0)
    found = None
    for words, lore in _all_words():
        place = _place(words, tokens)
        if place is not None and (fit := (sum(map(len, words)), -place)) > best:
            best, found = fit, lore
    return found


def tokens_of(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text.lower()))


@cache
def all_lore() -> dict[str, Lore]:
    """Return all entries by name."""
    read = [each for path in sorted(_FOLDER.glob("*.toml")) for each in tomllib.loads(path.read_text("utf-8"))["thing"]]
    by_name = {each["name"]: each for each in read}
    return {name: Lore.model_validate(_completed(each, by_name)) for name, each in by_name.items()}


def _completed(entry: dict[str, object], by_name: dict[str, dict[str, object]]) -> dict[str, object]:
    """Fill in what the plain entry says; its nouns too, so that a burst balloon is called a balloon."""
    like = by_name.get(str(entry.get("like", "")))
    if like is None:
        return entry
    plain = {key: value for key, value in like.items() if key not in ("words", "occasion", "care")}
    return {**plain, "noun": like.get("noun") or like["name"], **entry}


@cache
def _all_words() -> tuple[tuple[tuple[tuple[str, ...], ...], Lore], ...]:
    return tuple((_split(words), lore) for lore in all_lore().values() for words in lore.words)


def _split(words: str) -> tuple[tuple[str, ...], ...]:
    """Return the runs of words that have to be there: "test an_a" is ("test",) and ("an", "a")."""
    return tuple(tuple(word.split("_")) for word in words.lower().split())


def _place(runs: Iterable[tuple[str, ...]], tokens: tuple[str, ...]) -> int | None:
    """Return where the first of the runs stands, None unless all of them are there."""
    places = [next((at for at in range(len(tokens)) if tokens[at : at + len(run)] == run), None) for run in runs]
    known = [place for place in places if place is not None]
    return known[0] if len(known) == len(places) and known else None
