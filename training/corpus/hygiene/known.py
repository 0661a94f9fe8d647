"""What has to be known of a verbalization to judge the QARs about it, made once for all of them."""

from functools import lru_cache
from typing import NamedTuple

from models.corpus import Verbalization
from models.teaching.wording import gives_orders
from training.corpus.hygiene.ids import captions_of
from training.corpus.hygiene.same import words_of


class Known(NamedTuple):
    """The words for every region, by its id, those of every given question and of all together, and whether any text
    gives orders."""

    captions: dict[int, str]
    asked: tuple[frozenset[str], ...]
    asked_words: frozenset[str]
    gives_orders: bool


def known_of(verbalization: Verbalization) -> Known:
    """Return what is known of a verbalization, without another look while it is the same object."""
    return _known_of(_Itself(verbalization))


class _Itself:
    """A verbalization as a key that equals nothing but itself: it has no hash, and would take long to compare."""

    __slots__ = ("verbalization",)

    def __init__(self, verbalization: Verbalization) -> None:
        self.verbalization = verbalization

    def __hash__(self) -> int:
        return id(self.verbalization)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.verbalization is other.verbalization


@lru_cache(maxsize=16)  # the replies about a picture come one after the other
def _known_of(itself: _Itself) -> Known:
    told = itself.verbalization
    asked = tuple(words_of(exchange.question) for exchange in told.exchanges)
    return Known(captions_of(told.picture.regions), asked, frozenset().union(*asked), gives_orders(told))
