"""Questions of skills that texts under-report: where, how many, what not, and who feels like whom."""

from collections.abc import Iterator, Sequence

from models.offline_teacher.noticing import Noticed
from models.offline_teacher.scene import gap
from models.offline_teacher.thoughts import Thinker, Thought

_MOST = 4  # people in a list
_NUMBERS = ("none", "one", "two", "three", "four")
_APART = 0.25  # gap, in widths of the narrower one, from which on sides are clear
_NEARER = 0.5  # by how much, in the same measure, one has to be nearer than another


def thoughts_of_skills(thinker: Thinker) -> Iterator[Thought]:
    """Yield questions of position, number, negation and comparison."""
    yield from _sides(thinker)
    yield from _nearest(thinker)
    people = [each for each in thinker.scene.people if each.feeling][:_MOST]
    if len(people) > 1:
        yield from _counting(thinker, people)
        yield from _children(thinker, people)
        yield from _negation(thinker, people)
        yield from _alike(thinker, people[0], people[1])
    yield from _not_feeling(thinker)


def _sides(thinker: Thinker) -> Iterator[Thought]:
    """Ask whether one is to the left or right of another, half of the time wrongly."""
    seen = thinker.scene.seen
    pairs = [(one, other) for one in seen for other in seen if one is not other and gap(one.box, other.box) > _APART]
    for one, other in thinker.rng.sample(pairs, min(2, len(pairs))):
        true, false = ("left", "right") if one.box.centre.x < other.box.centre.x else ("right", "left")
        asked = thinker.rng.choice((true, false))
        told = {"x": asked, "y": true, "z": false, "yes": "yes" if asked == true else "no"}
        yield from thinker.think("side", 1.0, {"S": one, "T": other}, told)


def _nearest(thinker: Thinker) -> Iterator[Thought]:
    """Ask which of two people is nearer to a thing, where that is clear."""
    for thing in (*thinker.scene.animals, *thinker.scene.things):
        near = sorted(thinker.scene.people, key=lambda person: gap(person.box, thing.box))[:2]
        if len(near) == 2 and gap(near[1].box, thing.box) - gap(near[0].box, thing.box) > _NEARER:
            either = sorted(near, key=lambda person: person.box.x0)
            told = {"those": thinker.names.listed(either, "or"), "these": thinker.names.listed(either)}
            yield from thinker.think("nearest", 1.1, {"S": near[0], "T": near[1], "O": thing}, told)


def _counting(thinker: Thinker, people: Sequence[Noticed]) -> Iterator[Thought]:
    feeling = thinker.rng.choice(people).feeling
    named = [each for each in people if each.feeling == feeling]
    told = {**_counted(thinker, people, named), "w": thinker.feeling(named[0])}
    yield from thinker.think("counting", 1.3, {}, told, people)


def _children(thinker: Thinker, people: Sequence[Noticed]) -> Iterator[Thought]:
    named = [each for each in people if each.is_young]
    if named and len(named) < len(people):
        told = {**_counted(thinker, people, named), "young": "a child" if len(named) == 1 else "children"}
        yield from thinker.think("count people", 1.2, {}, told, people)


def _counted(thinker: Thinker, people: Sequence[Noticed], named: Sequence[Noticed]) -> dict[str, str]:
    """Return the words of a count: all, those that count, how many they are, and verbs that fit their number."""
    one = len(named) == 1
    return {
        "these": thinker.names.listed(people),
        "named": thinker.names.listed(named),
        "x": _NUMBERS[len(named)],
        "is": "is" if one else "are",
        "has": "has" if one else "have",
        "shows": "shows" if one else "show",
        "looks": "looks" if one else "look",
        "are": "is" if len(people) - len(named) == 1 else "are",
    }


def _negation(thinker: Thinker, people: Sequence[Noticed]) -> Iterator[Thought]:
    """Ask for the only one who does not feel like the others."""
    for person in people:
        others = [each for each in people if each is not person]
        feeling = others[0].feeling
        if feeling and person.feeling != feeling and all(each.feeling == feeling for each in others):
            told = {
                "these": thinker.names.listed(people),
                "those": thinker.names.listed(people, "or"),
                "w": thinker.feeling(others[0]),
                "y": thinker.feeling(person),
                "joy": thinker.joy(feeling),
                "face": thinker.face(person),
            }
            yield from thinker.think("negation", 1.4, {"S": person, "T": others[0]}, told, people)
            return


def _not_feeling(thinker: Thinker) -> Iterator[Thought]:
    for person in thinker.scene.people:
        if person.feeling in ("happy", "sad", "angry"):
            told = {
                "w": thinker.feeling(person, "sad" if person.feeling == "happy" else "happy"),
                "y": thinker.feeling(person),
                "grief": thinker.joy(person.feeling),
                "face": thinker.face(person),
                "yes": "yes",
            }
            yield from thinker.think("not feeling", 0.8, {"S": person}, told)


def _alike(thinker: Thinker, one: Noticed, other: Noticed) -> Iterator[Thought]:
    told = {
        "w": thinker.feeling(one),
        "y": thinker.feeling(other),
        "yes": "yes" if one.feeling == other.feeling else "no",
        "face": thinker.face(one),
        "face_t": thinker.face(other, "T"),
    }
    yield from thinker.think("same", 1.0, {"S": one, "T": other}, told)
