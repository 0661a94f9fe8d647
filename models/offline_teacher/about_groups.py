"""What comes to mind about several at once: what people are to each other, and where all of them are."""

from collections.abc import Iterator

from models.offline_teacher.noticing import Noticed
from models.offline_teacher.scene import PLACES
from models.offline_teacher.thoughts import Thinker, Thought


def thoughts_about_groups(thinker: Thinker) -> Iterator[Thought]:
    """Yield what comes to mind about pairs of people and about the place."""
    for one, other in thinker.scene.pairs()[:3]:
        yield from _relationship(thinker, one, other)
    yield from _place(thinker)


def _relationship(thinker: Thinker, one: Noticed, other: Noticed) -> Iterator[Thought]:
    """Yield what two people are to each other, the first of them being the older one."""
    first, second = (other, one) if _rank(other) > _rank(one) else (one, other)
    bond, clue = _bond(first, second)
    if bond:
        yield from thinker.think("relationship", 1.5, {"S": first, "T": second}, {"x": bond, "y": clue})


def _bond(first: Noticed, second: Noticed) -> tuple[str, str]:
    """Return what they are, and the clue; "" where nothing speaks for anything."""
    at_work = {
        "doctor": ("doctor and patient", "{S} works in medicine and turns to {T}"),
        "nurse": ("nurse and patient", "{S} works in medicine and turns to {T}"),
        "waiter": ("waiter and guest", "{S} serves, and {T} is the one who is served"),
        "chef": ("cook and guest", "{S} cooks, and {T} is there to eat"),
        "police officer": ("police officer and citizen", "{S} is on duty, and {T} is not"),
        "firefighter": ("rescuer and rescued", "{S} is trained for emergencies, and {T} is in need of it"),
    }
    if first.job == "teacher" and second.is_young:
        return "teacher and pupil", "{S} teaches, and {T} is of school age"
    if first.job in at_work and not second.job:
        return at_work[first.job]
    if first.job and first.job == second.job:
        return "colleagues", "{S} and {T} have the same job"
    if {first.feeling, second.feeling} == {"angry"}:
        return "opponents in a quarrel", "{S} is as furious as {T}"
    if first.age == "senior" and second.is_young:
        return "grandparent and grandchild", "{S} is two generations older than {T}"
    if first.age == "adult" and second.is_young:
        return "parent and child", "{S} is grown up and keeps close to {T}, who is still small"
    if first.is_young and second.is_young:
        return "playmates", "{S} and {T} are of about the same age"
    if first.feeling == second.feeling == "happy":
        return "good friends", "{S} shares the joy of {T}"
    return "", ""


def _rank(noticed: Noticed) -> int:
    """Return who comes first in "parent and child": those at work, then the older ones."""
    return 10 * bool(noticed.job) + ("toddler", "child", "adult", "senior").index(noticed.age or "adult")


def _place(thinker: Thinker) -> Iterator[Thought]:
    scene = thinker.scene
    if not scene.place or not scene.seen:
        return
    where, _, sign = PLACES[scene.place]
    people = scene.people or scene.seen
    roles = {"S": people[0]}
    if len(people) > 1:
        roles["T"] = people[1]
    others = [*scene.animals, *scene.things]
    if others:
        roles["O"] = others[0]
    yield from thinker.think("scene", 1.2, roles, {"place": where, "sign": sign})
