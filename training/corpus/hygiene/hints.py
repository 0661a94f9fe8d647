"""See soon that a text holds nothing of what a long pattern looks for.

A pattern of many words takes long to find nothing, and most texts earn no mark. So it is only tried on a text in which
one of its hints begins a word: pieces of text of which every match has at least one. Even hints are looked for only
where a word stands that was not seen before, or that begins as one does.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from training.corpus.hygiene.case import lower

MOST_WORDS = 20_000  # words that are remembered; a language has fewer in common use
_NO_WORD = re.compile(r"[\W_]")
_ASCII = bytes(byte if chr(byte).isalnum() else 32 for byte in bytes(range(128)).lower()) + bytes(128)


def words_apart(text: str) -> str:
    """Return a text in small letters with a blank for everything that is neither letter nor digit.

    >>> words_apart("Isn't [0] sad?")
    'isn t  0  sad '
    """
    if text.isascii():
        return text.encode("ascii").translate(_ASCII).decode("ascii")
    return _NO_WORD.sub(" ", lower(text))


class Hints:
    """The hints of a pattern: pieces of text in small letters that begin a word, of one word or several.

    >>> Hints(("might", "hard to")).are_in(words_apart("It's hard to tell."))
    True
    """

    def __init__(self, hints: Iterable[str]) -> None:
        hints = tuple(hints)
        self._pattern = _any_of(hints)
        # Of several words the longest, which is the rarest, most often.
        self._beginnings = tuple({max(hint.split(), key=len) for hint in hints})
        self._plain: set[str] = set()

    def are_in(self, apart: str) -> bool:
        """Return whether one of them begins a word of a text that `words_apart` wrote."""
        words = apart.split()
        if self._plain.issuperset(words):
            return False
        return self._have_beginnings(words) and self._pattern.search(f" {apart}") is not None

    def _have_beginnings(self, words: Iterable[str]) -> bool:
        if len(self._plain) > MOST_WORDS:
            self._plain.clear()
        new = set(words).difference(self._plain)
        plain = {word for word in new if not word.startswith(self._beginnings)}
        self._plain |= plain
        return len(plain) < len(new)


def _any_of(hints: Iterable[str]) -> re.Pattern[str]:
    """Return what finds a word that begins with a hint, in a text that `words_apart` wrote and a blank begins."""
    # By their first letters: a word is compared with those hints only that begin as it does.
    rests: dict[str, list[str]] = defaultdict(list)
    for hint in hints:
        rests[hint[0]].append(hint[1:])
    return re.compile(f" (?:{'|'.join(f'{first}(?:{_either(rest)})' for first, rest in rests.items())})")


def _either(words: Iterable[str]) -> str:
    return "|".join(words)
