"""Ask where one region is, seen from another; nothing is asked that the boxes leave in doubt."""

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import NamedTuple

from training.scenes.features import (
    clear_shown,
    distance,
    in_a_row,
    is_above,
    is_bigger,
    is_left,
    is_nearer,
)
from training.scenes.graph import Entity
from training.scenes.phrases_skills import NEAREST, WHERE, WHETHER_BETWEEN, WHETHER_PLACED, WHICH_PLACED
from training.scenes.telling import SceneQuestion, Teller

_CLEARLY_NEAREST = 1.3  # times as far is the next one


class Relation(NamedTuple):
    """How one is placed compared with another, the other way round, the superlative, and a sign ({a}, {b})."""

    holds: Callable[[Entity, Entity], bool]
    words: str
    converse: str
    most: str
    sign: str


def _flipped(holds: Callable[[Entity, Entity], bool]) -> Callable[[Entity, Entity], bool]:
    return lambda a, b: holds(b, a)


_LEFT, _RIGHT = "to the left of", "to the right of"
_SIDES = (
    Relation(is_left, _LEFT, _RIGHT, "farthest to the left", "{a} is closer to the left edge than {b}"),
    Relation(_flipped(is_left), _RIGHT, _LEFT, "farthest to the right", "{a} is closer to the right edge than {b}"),
)
_LEVELS = (
    Relation(is_above, "above", "below", "highest up", "{a} is closer to the upper edge than {b}"),
    Relation(_flipped(is_above), "below", "above", "lowest down", "{a} is closer to the lower edge than {b}"),
)
_DEPTHS = (
    Relation(is_nearer, "nearer to us than", "farther from us than", "nearest to us", "{a} stands lower than {b}"),
    Relation(
        _flipped(is_nearer),
        "farther from us than",
        "nearer to us than",
        "farthest from us",
        "{a} stands higher than {b}",
    ),
)
_SIZES = (
    Relation(is_bigger, "drawn bigger than", "drawn smaller than", "drawn the biggest", "{a} takes more room than {b}"),
    Relation(
        _flipped(is_bigger),
        "drawn smaller than",
        "drawn bigger than",
        "drawn the smallest",
        "{a} takes less room than {b}",
    ),
)
RELATIONS: tuple[Relation, ...] = (*_SIDES, *_LEVELS, *_DEPTHS, *_SIZES)


def spatial_questions(teller: Teller) -> Iterator[SceneQuestion]:
    """Yield one question of each form that the scene has a clear answer to."""
    clear = clear_shown(teller)
    for ask in (_whether_placed, _where, _which_placed, _whether_between, _nearest):
        question = ask(teller, clear)
        if question:
            yield question


def _whether_placed(teller: Teller, clear: list[Entity]) -> SceneQuestion | None:
    """Ask whether a relation holds: it does or its converse does, half of the time each."""
    relations = list(RELATIONS)
    teller.rng.shuffle(relations)
    for relation in relations:
        pairs = [(a, b) for a, b in permutations(clear, 2) if relation.holds(a, b)]
        if not pairs:
            continue
        a, b = teller.rng.choice(pairs)
        s, t = teller.name(a), teller.name(b)
        true = teller.rng.random() < 0.5
        yes_no = "yes" if true else "no"
        answers = [f"{yes_no}, {s} is {relation.words} {t}", f"{yes_no}, {t} is {relation.converse} {s}"]
        reasons = [relation.sign.format(a=s, b=t)]
        words = relation.words if true else relation.converse
        return teller.ask("spatial", a, WHETHER_PLACED, answers, reasons, only_first=True, t=t, r=words)
    return None


def _where(teller: Teller, clear: list[Entity]) -> SceneQuestion | None:
    """Ask where one is, seen from another; to its side, and above or below it, are both right where both are clear."""
    pairs = [(a, b) for a, b in permutations(clear, 2) if any(each.holds(a, b) for each in (*_SIDES, *_LEVELS))]
    if not pairs:
        return None
    a, b = teller.rng.choice(pairs)
    s, t = teller.name(a), teller.name(b)
    true = [each for each in (*_SIDES, *_LEVELS) if each.holds(a, b)]
    teller.rng.shuffle(true)
    answers = [f"{s} is {each.words} {t}" for each in true] + [f"{t} is {each.converse} {s}" for each in true]
    return teller.ask("spatial", a, WHERE, answers, [true[0].sign.format(a=s, b=t)], only_first=True, t=t)


def _which_placed(teller: Teller, clear: list[Entity]) -> SceneQuestion | None:
    """Ask which of two to four exceeds all others named."""
    relations = list(RELATIONS)
    teller.rng.shuffle(relations)
    firsts = list(clear)
    teller.rng.shuffle(firsts)
    for relation in relations:
        for first in firsts:
            behind = [each for each in clear if relation.holds(first, each)]
            if not behind:
                continue
            named = [first, *teller.rng.sample(behind, teller.rng.randint(1, min(3, len(behind))))]
            teller.rng.shuffle(named)
            names = [teller.name(each) for each in named]
            rest = [name for name in names if name != teller.name(first)]
            return teller.ask(
                "spatial",
                named[0],
                WHICH_PLACED,
                [f"{teller.name(first)} is {relation.most}"],
                [relation.sign.format(a=teller.name(first), b=in_a_row(rest, "and"))],
                those=in_a_row(names, "and"),
                either=in_a_row(names, "or"),
                r=relation.most,
            )
    return None


def _whether_between(teller: Teller, clear: list[Entity]) -> SceneQuestion | None:
    rows = [(a, b, c) for a, b, c in permutations(clear, 3) if is_left(a, b) and is_left(b, c)]
    if not rows:
        return None
    left, middle, right = teller.rng.choice(rows)
    true = teller.rng.random() < 0.5
    asked = middle if true else teller.rng.choice((left, right))
    ends = [each for each in (left, middle, right) if each.index != asked.index]
    teller.rng.shuffle(ends)
    s, (t, u) = teller.name(asked), (teller.name(each) for each in ends)
    m, (x, y) = teller.name(middle), (teller.name(each) for each in teller.rng.sample((left, right), 2))
    yes_no = "yes" if true else "no"
    answers = [f"{yes_no}, {m} is between {x} and {y}", f"{yes_no}, {m} is between {y} and {x}"]
    reasons = [f"from left to right there are {in_a_row([teller.name(each) for each in (left, middle, right)], 'and')}"]
    if not true:
        answers.append(f"no, {s} is not between {t} and {u}")
    return teller.ask("spatial", asked, WHETHER_BETWEEN, answers, reasons, only_first=True, t=t, u=u)


def _nearest(teller: Teller, clear: list[Entity]) -> SceneQuestion | None:
    """Ask which of two to four is the nearest to another region."""
    starts = list(clear)
    teller.rng.shuffle(starts)
    for start in starts:
        rest = [each for each in clear if each.index != start.index]
        if len(rest) < 2:
            return None
        named = teller.rng.sample(rest, teller.rng.randint(2, min(4, len(rest))))
        ranked = sorted(named, key=lambda each: distance(start, each))
        if distance(start, ranked[1]) < _CLEARLY_NEAREST * distance(start, ranked[0]):
            continue
        names = [teller.name(each) for each in named]
        s, first, second = teller.name(start), teller.name(ranked[0]), teller.name(ranked[1])
        return teller.ask(
            "spatial",
            start,
            NEAREST,
            [f"{first} is the nearest to {s}"],
            [f"{second} is farther from {s} than {first}"],
            those=in_a_row(names, "and"),
            either=in_a_row(names, "or"),
        )
    return None
