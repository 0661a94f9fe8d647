"""What comes to mind about things and animals: use, sort and state of the ones, wishes and doings of the others."""

from collections.abc import Iterator

from models.offline_teacher.noticing import Noticed
from models.offline_teacher.thoughts import Thinker, Thought


def thoughts_about_things(thinker: Thinker) -> Iterator[Thought]:
    """Yield what comes to mind about each thing and animal."""
    for thing in (*thinker.scene.animals, *thinker.scene.things):
        yield from _of_animal(thinker, thing) if thing.kind == "animal" else _of_thing(thinker, thing)


def _of_thing(thinker: Thinker, thing: Noticed) -> Iterator[Thought]:
    lore = thing.lore
    if lore is None:
        return
    roles: dict[str, Noticed | str] = {"O": thing}
    owners = [link.person for link in thinker.scene.links if link.thing is thing]
    told = {"sort": lore.sort, "sign": thinker.one_of(lore.sign), "x": lore.use}
    owned: dict[str, Noticed | str] = {**roles, "S": owners[0]} if owners else roles
    yield from thinker.think("purpose", 1.3, owned, told)
    yield from thinker.think("type", 0.9, roles, told)
    before = thinker.one_of([each for each in lore.before if "{S}" not in each])
    # Only what is out of the ordinary has a state that is worth a question.
    if lore.like:
        yield from thinker.think("state", 1.5, roles, {"sign": thinker.one_of(lore.sign), "x": before})


def _of_animal(thinker: Thinker, animal: Noticed) -> Iterator[Thought]:
    lore = animal.lore
    if lore is None:
        return
    roles = {"O": animal}
    told = {"sort": lore.sort, "sign": thinker.one_of(lore.sign), "busy": thinker.one_of(lore.busy)}
    yield from thinker.think("animal wants", 2.0, roles, {**told, "x": thinker.one_of(lore.wants)})
    yield from thinker.think("animal next", 1.7, roles, {**told, "x": thinker.one_of(lore.next)})
    yield from thinker.think("animal busy", 1.4, roles, {**told, "x": thinker.one_of(lore.busy)})
    yield from thinker.think("animal kind", 0.9, roles, told)
