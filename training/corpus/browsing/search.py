"""What is looked for in a corpus, and the same as conditions of a query on its index."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple

from pydantic import Field

from models.records import Record
from training.corpus.browsing.facts import searched
from training.corpus.hygiene.marks import MARKS

Order = Literal["picture", "highest", "lowest"]
Rating = Literal["accept", "maybe", "reject"]
Rated = Mapping[Rating, Collection[str]]
ANY, NONE = "any", "none"
_ORDERS: Mapping[Order, str] = {
    "picture": "e.id",
    "highest": "s.score DESC, s.entry DESC",
    "lowest": "s.score, s.entry",
}
# Their numbers, which are compared faster than their names.
_NAMED = "SELECT id FROM entries WHERE name IN (SELECT value FROM json_each(?))"
_EQUAL = ("type", "teacher", "prompt", "steer", "image")


class Search(Record):
    """Which entries are wanted, "" for all of them.

    `mark` and `reason` may also be "any" and "none". `least` and `most` are scores of the `critic`, by which a search
    with an order of scores is sorted too; entries without a score are in neither. `rating` is what people said, or
    "none". Of `words`, each is somewhere in question, answer or rationale.
    """

    type: str = Field(default="", max_length=100)
    teacher: str = Field(default="", max_length=500)
    prompt: str = Field(default="", max_length=500)
    steer: str = Field(default="", max_length=500)
    mark: str = Field(default="", max_length=200)
    reason: str = Field(default="", max_length=500)
    rating: Literal["", "accept", "maybe", "reject", "none"] = ""
    words: str = Field(default="", max_length=500)
    image: str = Field(default="", max_length=1000)
    critic: str = Field(default="", max_length=500)
    least: float | None = None
    most: float | None = None
    order: Order = "picture"

    @property
    def needs_score(self) -> bool:
        """Whether an entry without a score cannot be meant."""
        return self.order != "picture" or self.least is not None or self.most is not None


class Condition(NamedTuple):
    """A part of a WHERE, and the values of its places."""

    sql: str
    values: tuple[str | float, ...]


class Query(NamedTuple):
    """Two queries on the index: how many entries there are, and their ids in the wanted order; both from FROM on, with
    the same values in their places."""

    counted: str
    listed: str
    values: tuple[str | float, ...]


def query_of(search: Search, rated: Rated) -> Query:
    """Return the queries for entries e with their scores s; `rated` are the names of those that people rated.

    CROSS JOIN is SQLite's word for "in this order": scores are counted entry by entry, which takes a third of the time,
    and listed in their own order, which spares sorting them.
    """
    wanted = list(_conditions(search, rated))
    where = " AND ".join(each.sql for each in wanted) or "TRUE"
    values = tuple(value for each in wanted for value in each.values)
    if not search.needs_score:
        plain = f"FROM entries e WHERE {where}"
        return Query(plain, f"{plain} ORDER BY e.id", values)
    one_by_one = f"FROM entries e CROSS JOIN scores s ON s.entry = e.id AND s.critic = ? WHERE {where}"
    in_order = f"FROM scores s CROSS JOIN entries e ON s.entry = e.id AND s.critic = ? WHERE {where}"
    listed = one_by_one if search.order == "picture" else in_order
    return Query(one_by_one, f"{listed} ORDER BY {_ORDERS[search.order]}", (search.critic, *values))


def _conditions(search: Search, rated: Rated) -> Iterator[Condition]:
    for name in _EQUAL:
        if value := getattr(search, name):
            yield Condition(f"e.{name} = ?", (value,))
    yield from _of_reason(search.reason)
    yield from _of_mark(search.mark)
    if search.least is not None:
        yield Condition("s.score >= ?", (search.least,))
    if search.most is not None:
        yield Condition("s.score <= ?", (search.most,))
    yield from _of_rating(search, rated)
    if words := searched(search.words).split():
        each = " AND ".join(["instr(text, ?) > 0"] * len(words))
        yield Condition(f"e.id IN (SELECT entry FROM texts WHERE {each})", tuple(words))  # noqa: S608


def _of_reason(reason: str) -> Iterator[Condition]:
    if reason in (ANY, NONE):
        yield Condition(f"e.reason {'=' if reason == NONE else '<>'} ?", ("",))
    elif reason:
        yield Condition("e.reason = ?", (reason,))


def _of_mark(mark: str) -> Iterator[Condition]:
    if mark in (ANY, NONE):
        yield Condition(f"e.marks {'=' if mark == NONE else '<>'} ?", ("",))
    elif mark:
        yield Condition("instr(e.marks, ?) > 0", (in_one([mark])[1:-1],))


def _of_rating(search: Search, rated: Rated) -> Iterator[Condition]:
    if search.rating == NONE:
        known = [each for ids in rated.values() for each in ids]
        yield Condition(f"e.id NOT IN ({_NAMED})", (json.dumps(known),))
    elif search.rating:
        yield Condition(f"e.id IN ({_NAMED})", (json.dumps(list(rated.get(search.rating, ()))),))


def in_one(marks: Collection[str]) -> str:
    """Return marks as one text in which each can be found as a whole, "" for none."""
    return json.dumps(list(marks), ensure_ascii=False) if marks else ""


def in_parts(marks: str) -> tuple[str, ...]:
    """Return the marks that `in_one` put together."""
    return tuple(json.loads(marks)) if marks else ()


def known_first(marks: Collection[str]) -> list[str]:
    """Return marks in the order in which the house tells of them, foreign ones after that."""
    return sorted(marks, key=lambda mark: (MARKS.index(mark) if mark in MARKS else len(MARKS), mark))
