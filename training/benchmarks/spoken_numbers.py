"""Read the number that an answer to "how many" says."""

import re

from training.scenes.counting import NUMBERS

_WORDS = {word: number for number, word in enumerate(NUMBERS)} | {"no": 0, "nobody": 0, "zero": 0, "both": 2}
# "No, there are two" says two.
_NUMBER = re.compile(rf"(?<![\[\d])\b(\d{{1,3}}|{'|'.join(_WORDS)})\b(?![\]\d])(?<!\bno(?=[,.]))", re.IGNORECASE)


def number_in(text: str) -> int | None:
    """Return the first number of a text, in digits or in words up to ten; None where it says none. Region ids are none.

    >>> number_in("Two of them are people."), number_in("[3] and 12 others"), number_in("some")
    (2, 12, None)
    """
    found = _NUMBER.search(text)
    if found is None:
        return None
    said = found[1].lower()
    return int(said) if said.isdigit() else _WORDS[said]
