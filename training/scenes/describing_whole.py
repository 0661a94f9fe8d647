"""Ask about the whole picture: how many, whether something is there at all, the place, the weather, the time of day."""

from collections.abc import Iterator
from functools import cache

from training.scenes.asking import can_be_asked, may_share_hat, may_share_noun
from training.scenes.counting import NUMBERS
from training.scenes.describing_names import is_pictured
from training.scenes.describing_questions import Asker, SimpleQuestion
from training.scenes.describing_scene import light_shown
from training.scenes.describing_things import LOOKS, a_look, spoken
from training.scenes.describing_words import FACE_ANSWERS, HATS
from training.scenes.graph import FEELINGS, OUTDOORS, PLACES, PROFESSIONS, Place
from training.scenes.phrases import PLACE_WORDS
from training.scenes.stories import STORIES
from training.scenes.things import THINGS

_SKY = {"clear": "dry", "rain": "rainy", "snow": "snowy"}
_HOURS = {"day": "day", "sunset": "evening", "night": "night"}
_WORN = ("cap", "sun hat", "party hat", "wool hat", "crown", "helmet", "bow")
_LIVING = frozenset({"fish", "rabbit", "fly", "bear"})  # what a drawing of a thing may show, too


def picture_questions(asker: Asker) -> Iterator[SimpleQuestion]:
    """Yield the questions about the whole picture."""
    yield from _where_and_when(asker)
    yield from _counts(asker)
    yield from _presence(asker)
    yield from _hats(asker)
    yield from _animal(asker)


def _where_and_when(asker: Asker) -> Iterator[SimpleQuestion]:
    graph = asker.scene.graph
    yield asker.ask("place", PLACE_WORDS[graph.place].split(maxsplit=1)[1])
    others = [PLACE_WORDS[place] for place in PLACES if place != graph.place]
    yield asker.whether("place?", PLACE_WORDS[graph.place], others)
    if graph.place in OUTDOORS:
        yield asker.ask("weather", _SKY[graph.weather])
    light = light_shown(graph)
    if light:
        yield asker.ask("time", _HOURS[light])


def _counts(asker: Asker) -> Iterator[SimpleQuestion]:
    """Ask for two numbers, where nobody is so hidden that one may or may not be counted."""
    people = [each for each in asker.scene.graph.entities if each.kind == "person"]
    if not all(can_be_asked(each) for each in people):
        return
    numbers = {
        "people": len(people),
        "children": sum(each.age in ("child", "toddler") for each in people),
        "grown-ups": sum(each.age in ("adult", "senior") for each in people),
        **{f"{FACE_ANSWERS[each]} people": sum(one.feeling == each for one in people) for each in FEELINGS},
    }
    animals = [each for each in asker.scene.graph.entities if each.kind == "animal"]
    if all(can_be_asked(each) for each in animals) and not _shows_animals(asker):
        numbers["animals"] = len(animals)
    by_number: dict[int, list[str]] = {}
    for what, number in numbers.items():
        by_number.setdefault(number, []).append(what)
    for number in asker.rng.sample(sorted(by_number), min(2, len(by_number))):
        yield asker.ask("count", NUMBERS[number], x=asker.rng.choice(by_number[number]))


def _presence(asker: Asker) -> Iterator[SimpleQuestion]:
    """Ask twice whether something is there: what is, or what might be in such a place and is not."""
    graph = asker.scene.graph
    present = [each.noun for each in asker.clear if each.kind != "person"]
    absent = [noun for noun in _nouns_of(graph.place) if not _may_be_there(asker, noun)]
    for _ in range(2):
        holds = asker.rng.random() < 0.5
        choices = present if holds else absent
        if choices:
            yield asker.ask("there?", "yes" if holds else "no", x=a_look(spoken(asker.rng.choice(choices))))
    workers = [each.profession for each in asker.clear if each.profession and each.profession != "teacher"]
    everybody = {each.profession for each in graph.entities}
    missing = [each for each in PROFESSIONS if each not in everybody and each != "teacher"]
    if workers or asker.rng.random() < 1 / 4:
        holds = bool(workers) and asker.rng.random() < 2 / 3
        yield asker.ask("there?", "yes" if holds else "no", x=a_look(asker.rng.choice(workers if holds else missing)))


def _hats(asker: Asker) -> Iterator[SimpleQuestion]:
    people = [each for each in asker.scene.graph.entities if each.kind == "person"]
    worn = [each.hat for each in asker.clear if each.hat]
    missing = [hat for hat in _WORN if not any(may_share_hat(hat, each.hat) for each in people)]
    if people and (worn or asker.rng.random() < 1 / 2):
        holds = bool(worn) and asker.rng.random() < 2 / 3
        yield asker.ask("hat?", "yes" if holds else "no", x=HATS[asker.rng.choice(worn if holds else missing)])


def _animal(asker: Asker) -> Iterator[SimpleQuestion]:
    animals = [each for each in asker.scene.graph.entities if each.kind == "animal"]
    if len(animals) == 1 and can_be_asked(animals[0]) and not _shows_animals(asker):
        yield asker.ask("animal", a_look(spoken(animals[0].noun)))


def _shows_animals(asker: Asker) -> bool:
    """Return whether some drawing shows an animal beside the entity it stands for."""
    return any(
        _LIVING & {word for look in LOOKS[each.thing] for word in look.split()} - {each.noun}
        for each in asker.scene.graph.entities
        if each.kind != "person"
    )


def _may_be_there(asker: Asker, noun: str) -> bool:
    things = [each for each in asker.scene.graph.entities if each.kind != "person"]
    return any(may_share_noun(each.noun, noun) for each in things) or is_pictured(asker.scene, noun)


@cache
def _nouns_of(place: Place) -> tuple[str, ...]:
    """Return the nouns of what pictures of a place may show."""
    stories = [story for story in STORIES.values() if place in story.places]
    names = {name for story in stories for prop in story.props.values() for name in prop.things}
    return tuple(sorted({THINGS[name].noun for name in names}))
