"""Keep a comparison blind: nothing that annotators are shown may name one of the models that are compared."""

import re
from collections.abc import Collection, Iterable
from itertools import accumulate

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")  # "4.1" is one word
_PARTS = re.compile(r"[:/\\]")
_SHORTEST = 3  # characters of a word that is only a piece of a name


def named_model(text: str, models: Collection[str]) -> tuple[str, str] | None:
    """Return a word of the text that tells one of the models, and that model, or None.

    A name's parts are the back end before its colon and the last folder of its path: "openai" and "gpt-4.1" of
    `openai:gpt-4.1`. Told is a whole part, however its words are joined ("GPT 4.1"), and any single word of one that has
    a letter and three characters or more ("gpt"). What is in the names of all models may be said, for it tells none
    from another. The rule is strict on purpose: another title costs nothing, a round that is not blind costs its judgements.

    >>> named_model("GPT or ours?", ["openai:gpt-4.1", "embedded:student"])
    ('gpt', 'openai:gpt-4.1')
    >>> named_model("Pilot of the students", ["embedded:student", "embedded:student at temperature 1.2"])
    """
    told = {model: frozenset(_telling(model)) for model in dict.fromkeys(models)}
    common = frozenset.intersection(*told.values()) if len(told) > 1 else frozenset()
    for said in _phrases(text):
        for model, names in told.items():
            if said in names - common:
                return said, model
    return None


def _telling(model: str) -> Iterable[str]:
    """Yield what tells a model, in small letters and without what joins words."""
    end, colon, name = model.partition(":")
    for part in filter(str.strip, (end, _last_folder(name)) if colon else (_last_folder(model),)):
        words = _words(part)
        yield "".join(words)
        yield from (word for word in words if len(word) >= _SHORTEST and re.search(r"[^\W\d]", word))


def _last_folder(path: str) -> str:
    return next((part for part in reversed(_PARTS.split(path)) if part.strip()), "")


def _phrases(text: str) -> Iterable[str]:
    """Yield every run of words of a text as they would be written in one."""
    words = _words(text)
    for start in range(len(words)):
        yield from accumulate(words[start:])


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
