"""Write a text in small letters the way that patterns which ignore case see it."""

_ALIKE = str.maketrans("ſİı", "sii")  # for `re` these are s and i, for `str.lower` they are not


def lower(text: str) -> str:
    """Return a text in which every word of English letters that a pattern would find stands in small letters.

    >>> lower("MIGHT Mıſs")
    'might miss'
    """
    return text.lower() if text.isascii() else text.translate(_ALIKE).lower()
