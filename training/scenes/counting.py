"""Ask how many; what is asked is drawn so that every possible number comes about equally often."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from training.scenes.asking import can_be_asked
from training.scenes.features import clear_shown, in_a_row, is_left, people_clear
from training.scenes.graph import FEELINGS, Entity, Feeling
from training.scenes.phrases import FEELING_WORDS
from training.scenes.phrases_skills import HOW_MANY_BESIDE, HOW_MANY_FEEL, HOW_MANY_LOOK, HOW_MANY_POINTED
from training.scenes.telling import SceneQuestion, Teller

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MOST = 5


class Trait(NamedTuple):
    """What can be counted: said of one, said of several, and of whom it is certain either way (None is doubt)."""

    one: str
    many: str
    holds: Callable[[Entity], bool | None]


class _Option(NamedTuple):
    """A question that could be asked, and the number that answers it."""

    number: int
    ask: Callable[[], SceneQuestion]


def counting_questions(teller: Teller) -> Iterator[SceneQuestion]:
    """Yield at most one question about the regions pointed at and two about all people."""
    question = _pointed(teller)
    if question:
        yield question
    people = [entity for entity in teller.graph.entities if entity.kind == "person"]
    shown = people_clear(teller)
    if not all(can_be_asked(entity) for entity in people):
        return  # somebody half hidden may or may not be counted
    forms = (_feel_alike, _look, _beside)
    for form in teller.rng.sample(forms, 2):
        options = [option for one in shown for option in form(teller, one, people)]
        if options:
            count = teller.rng.choice(sorted({option.number for option in options}))
            yield teller.rng.choice([option for option in options if option.number == count]).ask()


def _pointed(teller: Teller) -> SceneQuestion | None:
    """Ask how many of some regions share a trait: draw how many are right before drawing trait and regions."""
    clear = clear_shown(teller)
    possible: dict[int, list[tuple[Trait, int]]] = {}
    for trait in traits():
        right = sum(trait.holds(each) is True for each in clear)
        wrong = sum(trait.holds(each) is False for each in clear)
        for size in range(2, min(_MOST, right + wrong) + 1 if right and wrong else 0):
            for count in range(max(0, size - wrong), min(size, right) + 1):
                possible.setdefault(count, []).append((trait, size))
    if not possible:
        return None
    count = teller.rng.choice(sorted(possible))
    trait, size = teller.rng.choice(possible[count])
    counted = teller.rng.sample([each for each in clear if trait.holds(each)], count)
    named = [*counted, *teller.rng.sample([each for each in clear if trait.holds(each) is False], size - count)]
    teller.rng.shuffle(named)
    return _ask_pointed(teller, trait, named, counted)


def _ask_pointed(teller: Teller, trait: Trait, named: list[Entity], counted: list[Entity]) -> SceneQuestion:
    count, size = len(counted), len(named)
    names = in_a_row([teller.name(each) for each in named], "and")
    is_one = f"{NUMBERS[count]} of them is {trait.one}"
    are_many = f"{NUMBERS[count]} of them are {trait.many}"
    answers = {0: [are_many, is_one], 1: [is_one]}.get(count, [are_many])
    if count == size:
        answers.append(f"{'both' if size == 2 else 'all'} of them are {trait.many}")
    reason = f"{'all' if count else 'none'} of {names} are {trait.many}"
    if 0 < count < size:
        reason = _split_reason(teller, named, counted, trait)
    return teller.ask(
        "counting", named[0], HOW_MANY_POINTED, answers, [reason], only_first=True, those=names, p=f"are {trait.many}"
    )


def _split_reason(teller: Teller, named: list[Entity], counted: list[Entity], trait: Trait) -> str:
    inside = [teller.name(each) for each in named if each in counted]
    outside = [teller.name(each) for each in named if each not in counted]
    what = f"is {trait.one}" if len(inside) == 1 else f"are {trait.many}"
    return f"{in_a_row(inside, 'and')} {what}, {in_a_row(outside, 'and')} {'is' if len(outside) == 1 else 'are'} not"


def traits() -> list[Trait]:
    """Return what regions can be counted by."""
    found = [
        Trait("a person", "people", lambda each: each.kind == "person"),
        Trait("an animal", "animals", lambda each: each.kind == "animal"),
        Trait("a thing", "things", lambda each: each.kind == "object"),
        Trait("a child", "children", lambda each: each.age in ("child", "toddler")),
        Trait("a grown-up", "grown-ups", lambda each: each.age in ("adult", "senior")),
    ]
    for feeling in FEELINGS:
        word = FEELING_WORDS[feeling][0]
        found.append(Trait(word, word, _feels(feeling)))
    return found


def _feels(feeling: Feeling) -> Callable[[Entity], bool | None]:
    return lambda each: each.feeling == feeling if each.kind == "person" else None


def _feel_alike(teller: Teller, one: Entity, people: list[Entity]) -> list[_Option]:
    """Ask how many others feel like one."""
    others = [each for each in people if each.feeling == one.feeling and each.index != one.index]
    count, s = len(others), teller.name(one)
    answers = [f"{_number(count, 'other')} {'feels' if count < 2 else 'feel'} like {s}"]
    reasons = [_reason(teller, others, f"as {FEELING_WORDS[one.feeling or 'calm'][0]} as {s}")]
    return [_Option(count, lambda: teller.ask("counting", one, HOW_MANY_FEEL, answers, reasons))]


def _look(teller: Teller, one: Entity, people: list[Entity]) -> list[_Option]:
    """Ask how many feel some way without one who is left out, and who may feel so, too."""
    felt: list[Feeling] = [feeling for feeling in FEELINGS if any(each.feeling == feeling for each in people)]
    return [_look_so(teller, one, people, feeling) for feeling in felt]


def _look_so(teller: Teller, one: Entity, people: list[Entity], feeling: Feeling) -> _Option:
    others = [each for each in people if each.feeling == feeling and each.index != one.index]
    count, word = len(others), FEELING_WORDS[feeling][0]
    answers = [f"{_number(count, 'other')} {'looks' if count < 2 else 'look'} {word}"]
    reasons = [_reason(teller, others, word)]
    return _Option(count, lambda: teller.ask("counting", one, HOW_MANY_LOOK, answers, reasons, w=word))


def _beside(teller: Teller, one: Entity, people: list[Entity]) -> list[_Option]:
    """Ask how many people are on either side of one, if all others clearly are on one side or the other."""
    left = [each for each in people if is_left(each, one)]
    right = [each for each in people if is_left(one, each)]
    if len(left) + len(right) < len(people) - 1:
        return []
    return [_beside_on(teller, one, left, "left"), _beside_on(teller, one, right, "right")]


def _beside_on(teller: Teller, one: Entity, others: list[Entity], side: str) -> _Option:
    count, relation = len(others), f"to the {side} of"
    answers = [f"{_number(count, '')} {'is' if count < 2 else 'are'} {relation} {teller.name(one)}"]
    reasons = [_reason(teller, others, f"on the {side}")]
    return _Option(count, lambda: teller.ask("counting", one, HOW_MANY_BESIDE, answers, reasons, r=relation, side=side))


def _number(count: int, other: str) -> str:
    """Return "nobody (else)", "one (other) person", "two (other) people"."""
    if count == 0:
        return "nobody else" if other else "nobody"
    words = [NUMBERS[count] if count < len(NUMBERS) else str(count), other, "person" if count == 1 else "people"]
    return " ".join(word for word in words if word)


def _reason(teller: Teller, counted: list[Entity], what: str) -> str:
    names = sorted(teller.name(each) for each in counted)
    if not names:
        return f"nobody is {what}"
    return f"{in_a_row(names, 'and')} {'is' if len(names) == 1 else 'are'} {what}"
