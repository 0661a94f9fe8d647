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
    """Finds hints, pieces of text in small letters that begin a word, of one word or several.

    A text is cut at its blanks alone, and of each piece is remembered which hints it may begin: none, mostly.

    >>> Hints(("might", "hard to")).in_text("It's (hard) to tell who might hide in the mighty tree.")
    {'might', 'hard to'}
    """

    def __init__(self, hints: Iterable[str]) -> None:
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for hint in hints:
            self._by_beginning[_beginning(hint)].append(hint)
        self._pattern = _any_of(self._by_beginning)
        self._plain: set[str] = set()
        self._hinted: dict[str, list[str]] = {}

    def in_text(self, text: str) -> set[str]:
        """Return the hints that begin words of a text; behind its last word stands a blank."""
        pieces = set(text.split()).difference(self._plain)
        if new := pieces.difference(self._hinted):
            if len(self._plain) + len(self._hinted) > MOST_WORDS:
                self._plain.clear()
                self._hinted.clear()
                new = pieces
            self._learn(new)
        hints = {hint for piece in pieces for hint in self._hinted.get(piece, ())}
        if not hints:
            return hints
        apart = f" {words_apart(text)} "
        return {hint for hint in hints if f" {hint}" in apart}

    def _learn(self, pieces: set[str]) -> None:
        if self._pattern.search(f" {words_apart(' '.join(pieces))}"):
            for piece in pieces:
                words = words_apart(piece).split()
                found = [by for by in self._by_beginning if any(word.startswith(by) for word in words)]
                if found:
                    self._hinted[piece] = [hint for by in found for hint in self._by_beginning[by]]
        self._plain |= pieces.difference(self._hinted)


def _beginning(hint: str) -> str:
    # Of several words the longest, which is the rarest, most often.
    return max(hint.split(), key=len)


def _any_of(hints: Iterable[str]) -> re.Pattern[str]:
    """Return what finds a word that begins with a hint, in a text that `words_apart` wrote and a blank begins."""
    # By their first letters: a word is compared with those hints only that begin as it does.
    rests: dict[str, list[str]] = defaultdict(list)
    for hint in hints:
        rests[hint[0]].append(hint[1:])
    return re.compile(f" (?:{'|'.join(f'{first}(?:{_either(rest)})' for first, rest in rests.items())})")


def _either(words: Iterable[str]) -> str:
    return "|".join(words)
