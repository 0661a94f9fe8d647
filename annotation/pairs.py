"""Pairs to be compared: two texts about one question, of two of the models that were asked it.

A round has at most one question of a picture, so that no picture weighs more than another. Of three models or more
every two are paired equally often, as far as their texts differ. Texts that are equal cannot be compared; they are
kept with the round, because what they are left out of is a table of those that differ.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from annotation.comparing import MODEL, model_of
from models.errors import AnswerFailed, BadQuestion
from models.judging import Candidate, EqualPair, Item
from models.records import QAR, Region

Compared = Literal["answers", "rationales", "captions"]  # an answer comes with its rationale
EQUAL = "both texts are equal"
_PORTION = 32  # hex digits of an id


class Asked(NamedTuple):
    """A question about a picture, and those who answer it.

    `say` returns what a model says, asking it only then; it raises BadQuestion or AnswerFailed where there is nothing.
    `keep` puts the picture into the store.
    """

    id: str
    image_id: str
    models: tuple[str, ...]
    say: Callable[[str], Candidate]
    keep: Callable[[], None] = lambda: None


class LeftOut(NamedTuple):
    """A question that is not in the round, and why."""

    id: str
    reason: str


class Pairing:
    """Fills a round with pairs, one question after the other, up to `count` pairs with those that are `there`.

    `equal` are texts that were drawn and found equal, also where two other models then made a pair of the question.
    """

    def __init__(self, round_id: str, *, kind: Compared, count: int, there: Iterable[Item] = ()) -> None:
        self.left_out: list[LeftOut] = []
        self.equal: list[EqualPair] = []
        self.new = 0
        self._round_id = round_id
        self._kind: Compared = kind
        self._count = count
        there = tuple(there)
        self._pictures = {item.image_id for item in there}
        self._paired = Counter(_names(item) for item in there)

    @property
    def missing(self) -> int:
        """How many pairs the round still wants."""
        return max(0, self._count - self._paired.total())

    def offer(self, asked: Asked) -> Item | None:
        """Return a pair of the two models that were paired least so far, None if the question gives none."""
        if not self.missing or asked.image_id in self._pictures:
            return None
        problems: list[str] = []
        for names in self._in_turn(asked):
            try:
                item = make_pair(asked, names, kind=self._kind, round_id=self._round_id)
            except (BadQuestion, AnswerFailed) as problem:
                problems.append(str(problem))
                if problems[-1] == EQUAL:
                    first, second = _sorted(*names)
                    self.equal.append(EqualPair(question_id=asked.id, first=first, second=second))
                continue
            self._pictures.add(item.image_id)
            self._paired[_names(item)] += 1
            self.new += 1
            return item
        reasons = dict.fromkeys(problems or ["fewer than two models answer it"])
        self.left_out.append(LeftOut(asked.id, "; ".join(reasons)))
        return None

    def _in_turn(self, asked: Asked) -> list[tuple[str, str]]:
        """Return every two models, those first that were paired least; the lot decides among equals."""
        models = dict.fromkeys(asked.models)
        order = sorted(combinations(models, 2), key=lambda names: _lot(asked.id, *sorted(names)))
        return sorted(order, key=lambda names: self._paired[_sorted(*names)])


def make_pair(asked: Asked, names: tuple[str, str], *, kind: Compared, round_id: str) -> Item:
    """Return what two models say as an item; the same question and models give the same id again.

    Raises BadQuestion, in one sentence, for texts that cannot be compared, and whatever `asked.say` raises.
    """
    first, second = (asked.say(name) for name in names)
    if first.qar.question.split() != second.qar.question.split():
        raise BadQuestion("the two texts answer different questions")
    regions = _joined(first.regions, second.regions)
    qars = _compared((first.qar, second.qar), kind)
    if _words(qars[0]) == _words(qars[1]):
        raise BadQuestion(EQUAL)
    name = hashlib.sha256("\n".join((round_id, asked.id, *names)).encode("utf-8", "surrogatepass")).hexdigest()
    candidates = tuple(
        each.model_copy(
            update={
                "id": f"{name[:_PORTION]}-{position}",
                "regions": regions,
                "qar": qar,
                "origin": {**each.origin, MODEL: model, "question_id": asked.id, "compared": kind},
            }
        )
        for position, (each, qar, model) in enumerate(zip((first, second), qars, names, strict=True))
    )
    return Item(id=name[:_PORTION], image_id=asked.image_id, regions=regions, candidates=candidates)


def by_lot(asked: Iterable[Asked], *, seed: int) -> list[Asked]:
    """Return questions in drawn order: a picture after the other, and so those of a picture.

    The order depends on ids and seed alone, so a larger sample of the same questions begins with the smaller one.
    """
    return sorted(asked, key=lambda each: (_lot(seed, each.image_id), each.image_id, _lot(seed, each.id)))


def caption_question(regions: Sequence[Region]) -> str:
    """Return what captions answer: "Describe [0] and [1]." or, without regions, "Describe the picture."."""
    named = [f"[{region.id}]" for region in regions]
    if not named:
        return "Describe the picture."
    return f"Describe {' and '.join([', '.join(named[:-1]), named[-1]] if len(named) > 1 else named)}."


def _compared(qars: tuple[QAR, QAR], kind: Compared) -> tuple[QAR, QAR]:
    """Return the QARs without what is not compared; an answer that both rationales are about stays."""
    if kind == "answers":
        return qars
    if kind == "captions":
        first, second = (qar.model_copy(update={"rationale": ""}) for qar in qars)
        return first, second
    if qars[0].answer.split() == qars[1].answer.split():
        return qars
    first, second = (qar.model_copy(update={"answer": ""}) for qar in qars)
    return first, second


def _words(qar: QAR) -> tuple[list[str], list[str]]:
    return qar.answer.casefold().split(), qar.rationale.casefold().split()


def _joined(some: Sequence[Region], others: Sequence[Region]) -> tuple[Region, ...]:
    found = {region.id: region for region in some}
    for region in others:
        if found.setdefault(region.id, region).box != region.box:
            raise BadQuestion(f"the two texts mean different boxes by [{region.id}]")
    return tuple(found[number] for number in sorted(found))


def _names(item: Item) -> tuple[str, str]:
    first, second = (model_of(candidate) for candidate in item.candidates)
    return _sorted(first, second)


def _sorted(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first <= second else (second, first)


def _lot(*names: object) -> str:
    return hashlib.sha256("/".join(map(str, names)).encode("utf-8", "surrogatepass")).hexdigest()
