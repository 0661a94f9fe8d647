"""See soon that a text holds nothing of what a long pattern looks for.

A pattern of many words takes long to find nothing, and most texts earn no mark. So it is only tried on a text in which
one of its hints begins a word: pieces of text of which every match has at least one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from training.corpus.hygiene.case import lower

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


def any_of(hints: Iterable[str]) -> re.Pattern[str]:
    """Return what finds a word that begins with a hint, in a text that `words_apart` wrote and a blank begins."""
    # By their first letters: a word is compared with those hints only that begin as it does.
    rests: dict[str, list[str]] = defaultdict(list)
    for hint in hints:
        rests[hint[0]].append(hint[1:])
    return re.compile(f" (?:{'|'.join(f'{first}(?:{_either(rest)})' for first, rest in rests.items())})")


def _either(words: Iterable[str]) -> str:
    return "|".join(words)
