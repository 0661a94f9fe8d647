"""The words of a student that learns from a corpus: the pieces of its texts, as it reads and writes them."""

from collections.abc import Iterable, Iterator

from models.embedded.vocabulary import Vocabulary, learn_vocabulary
from models.records import QAR


def plain(text: str) -> str:
    """Return a text as the student writes it and as choices are read: in lower case, without a full stop at its end.

    >>> plain("Because [1] took it. ")
    'because [1] took it'
    """
    return text.strip().lower().rstrip(" .")


def learn_words(texts: Iterable[QAR], *, size: int, slots: int) -> Vocabulary:
    """Return a tokenizer of at most `size` pieces; the same texts in the same order give the same one."""
    return learn_vocabulary(_parts(texts), size=size, slots=slots)


def _parts(texts: Iterable[QAR]) -> Iterator[str]:
    for qar in texts:
        yield from map(plain, (qar.question, qar.answer, qar.rationale))
