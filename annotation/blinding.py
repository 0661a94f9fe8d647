"""Keep a comparison blind: nothing that annotators are shown may name one of the models that are compared."""

import re
from collections.abc import Collection, Iterator
from itertools import accumulate, takewhile

_WORD = re.compile(r"[^\W_]+(?:(?<=\d)\.(?=\d)[^\W_]+)*")  # "4.1" is one word
_FOLDER = re.compile(r"[^/\\]+")
_SHORTEST_PART, _SHORTEST_WORD = 2, 3  # characters


def named_model(text: str, models: Collection[str]) -> tuple[str, str] | None:
    """Return what in a text tells one of the models, and that model; None where nothing does.

    The parts of a name are the back end before its colon and the last folder of its path: "openai" and "gpt-4.1" of
    `openai:gpt-4.1`. Told is a whole part, however its words are joined and whatever their capitals ("GPT 4.1"), and
    any one of its words that has a letter and three characters ("gpt"). What is in the names of all models may be
    said, for it tells none from another. More than that is never let pass: another title costs nothing, and a round
    that is not blind costs all its judgements.

    >>> named_model("GPT or ours?", ["openai:gpt-4.1", "embedded:student"])
    ('gpt', 'openai:gpt-4.1')
    >>> named_model("Pilot of the student", ["embedded:student", "embedded:student at temperature 1.2"])
    """
    told = {model: frozenset(_telling(model)) for model in dict.fromkeys(models)}
    if not told:
        return None
    common = frozenset.intersection(*told.values())
    longest = max((len(name) for names in told.values() for name in names), default=0)
    for said in _joined(_words(text), longest):
        for model, names in told.items():
            if said in names - common:
                return said, model
    return None


def _telling(model: str) -> Iterator[str]:
    """Yield what tells a model, in small letters and without what joins words."""
    end, colon, path = model.partition(":")
    for part in (end if colon else "", *_FOLDER.findall(path or end)[-1:]):
        words = _words(part)
        if len("".join(words)) >= _SHORTEST_PART:
            yield "".join(words)
        yield from (word for word in words if len(word) >= _SHORTEST_WORD and not word.replace(".", "").isdigit())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _joined(words: list[str], longest: int) -> Iterator[str]:
    """Yield every run of words written as one, up to the longest that can be meant."""
    for start in range(len(words)):
        yield from takewhile(lambda run: len(run) <= longest, accumulate(words[start:]))
