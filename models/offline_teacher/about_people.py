"""What comes to mind about single people: feelings and their causes, wishes, past, future, work, gestures."""

from collections.abc import Iterator, Mapping

from models.offline_teacher.lore import Lore
from models.offline_teacher.noticing import Noticed
from models.offline_teacher.scene import PLACES, Link
from models.offline_teacher.thoughts import Thinker, Thought

_UPSET = ("sad", "scared", "angry")
# What somebody of a profession has to do, by words of their own.
_DUTIES = {
    "chef": ("cook for the guests", "prepare the meals"),
    "cook": ("cook for the guests", "prepare the meals"),
    "doctor": ("treat people who are ill", "examine the patients"),
    "nurse": ("look after patients", "help the doctors"),
    "police officer": ("keep order", "help people and stop thieves"),
    "policeman": ("keep order", "help people and stop thieves"),
    "teacher": ("teach the children", "explain things to a class"),
    "firefighter": ("fight fires and rescue whoever is in danger", "keep people safe from fire"),
    "farmer": ("look after fields and animals", "bring in the harvest"),
    "waiter": ("serve the guests", "bring what was ordered"),
}
# A gesture: what is done with it, and what one sees.
_GESTURES = {
    "cheering": ("celebrating something", "{S} throws both arms up"),
    "reaching": ("trying to get hold of something", "one hand of {S} is stretched out"),
    "pointing": ("showing the others where to look", "an arm of {S} is stretched out to one side"),
    "hands at the face": ("trying to take in what has happened", "both hands of {S} are at the face"),
    "running": ("in a great hurry", "{S} takes long steps"),
    "hands on hips": ("waiting for an explanation", "the hands of {S} rest on the hips"),
    "waving": ("greeting somebody", "one hand of {S} is up and moves to and fro"),
    "crossed arms": ("keeping out of it", "the arms of {S} are folded"),
    "thinking": ("thinking hard", "the chin of {S} rests on a hand"),
    "hugging": ("giving comfort", "the arms of {S} are wrapped around somebody"),
    "hiding hands": ("hiding something", "nobody can see the hands of {S}"),
    "calling": ("calling out to somebody far away", "the hands of {S} are at the mouth"),
    "clapping": ("applauding", "the hands of {S} strike together"),
    "kneeling": ("getting down to somebody small", "a knee of {S} is on the ground"),
    "crouching": ("getting a closer look at something low", "{S} is bent down low"),
    "throwing": ("throwing something", "the arm of {S} swings forward"),
    "sitting": ("having a rest", "{S} has taken a seat"),
}  # fmt: skip
# A trace: what follows from it, and the clue.
_TRACES = {
    "wet": ("{S} was caught by water without any shelter", "everything on {S} drips"),
    "muddy": ("{S} has come into contact with wet ground", "there are brown splashes all over {S}"),
    "bandaged": ("{S} had an accident and was treated", "a wound of {S} is dressed"),
    "scraped": ("{S} took a fall", "one knee of {S} is sore"),
    "backpack": ("{S} is on the way somewhere", "{S} carries luggage on the back"),
    "cape": ("{S} is playing a hero", "something flutters behind the shoulders of {S}"),
    "party hat": ("{S} is a guest at a party", "{S} has something festive on the head"),
    "crown": ("{S} is the star of this day", "something golden sits on the head of {S}"),
}
_HELPS = {
    "sad": ("comfort {S}", "dry the tears of {S}", "cheer {S} up"),
    "scared": ("stay with {S}", "take {S} to a safe place", "calm {S} down"),
    "angry": ("hear what {S} has to say", "talk to {S} in a friendly way"),
}
_WORTH_TELLING = 0.5  # how strong a link is that may be told of without explaining a face


def thoughts_about_people(thinker: Thinker) -> Iterator[Thought]:
    """Yield what comes to mind about each person."""
    for person in thinker.scene.people:
        links = thinker.scene.links_of(person)
        yield from _of_person(thinker, person, links[0] if links else None)
        for link in links[:2]:
            yield from _of_link(thinker, link)


def _of_person(thinker: Thinker, person: Noticed, link: Link | None) -> Iterator[Thought]:
    roles = {"S": person}
    if person.feeling:
        feels = {
            "w": thinker.feeling(person),
            "joy": thinker.joy(person.feeling),
            "face": thinker.face(person),
            "rule": thinker.rule(person),
        }
        yield from thinker.think("emotion", 1.0 if person.feeling == "calm" else 2.0, roles, feels)
    if person.job in _DUTIES:
        place = PLACES[thinker.scene.place][0] if thinker.scene.place else ""
        yield from thinker.think("role", 2.0, roles, {"x": thinker.one_of(_DUTIES[person.job]), "place": place})
    if person.pose in _GESTURES:
        doing, sign = _GESTURES[person.pose]
        yield from thinker.think("pose", 1.6, roles, {"x": doing, "y": sign})
    if person.trace in _TRACES:
        conclusion, clue = _TRACES[person.trace]
        yield from thinker.think("inference", 2.2, roles, {"x": conclusion, "y": clue})
    if person.feeling and _is_alone_in(person, thinker):
        seen = {"x": f"is {thinker.feeling(person)}", "y": thinker.face(person)}
        yield from thinker.think("focus", 1.4, roles, seen)
    if person.feeling in _UPSET and link is None:
        yield from _help(thinker, person, 1.2)


def _is_alone_in(person: Noticed, thinker: Thinker) -> bool:
    """Return whether nobody else feels so."""
    people = thinker.scene.people
    return len(people) > 1 and sum(each.feeling == person.feeling for each in people) == 1


def _of_link(thinker: Thinker, link: Link) -> Iterator[Thought]:
    """Yield what a thing does to somebody, as far as it explains the face."""
    lore, feeling = link.lore, link.person.feeling
    roles: dict[str, Noticed | str] = {"S": link.person, "O": link.thing or link.held_name}
    told = {
        "sign": thinker.one_of(lore.sign),
        "w": thinker.feeling(link.person) if feeling else "",
        "face": thinker.face(link.person),
        "rule": thinker.rule(link.person),
    }
    cause = thinker.one_of(lore.causes(feeling)) if feeling else ""
    # What explains a face explains more; the rest may well be no business of this person.
    sure = link.strength if cause or feeling is None else link.strength * 0.3
    if cause and feeling != "calm":
        yield from _caused(thinker, link, roles, {**told, "x": cause}, sure)
    if cause or sure > _WORTH_TELLING:
        yield from _around(thinker, lore, roles, told, sure)
    if lore.care:
        yield from thinker.think("care", sure + 0.5, roles, {**told, "x": lore.care})
    if lore.occasion and sure > _WORTH_TELLING:
        yield from thinker.think("occasion", sure * 0.9, roles, {**told, "x": lore.occasion})


def _caused(
    thinker: Thinker, link: Link, roles: Mapping[str, Noticed | str], told: Mapping[str, str], sure: float
) -> Iterator[Thought]:
    """Yield why somebody feels so, and what that means for them."""
    yield from thinker.think("why", sure + 1.0, roles, told)
    feeling = link.person.feeling
    if feeling == "happy":
        yield from thinker.think("factual good", sure * 0.5, roles, told)
    if feeling in _UPSET:
        yield from thinker.think("factual", sure * 0.5, roles, told)
        yield from _help(thinker, link.person, sure * 0.7)


def _around(
    thinker: Thinker, lore: Lore, roles: Mapping[str, Noticed | str], told: Mapping[str, str], sure: float
) -> Iterator[Thought]:
    """Yield what was before, what comes next, what is wished for and what is done."""
    for kind, texts, share in (
        ("intent", lore.wish, 1.0),
        ("before", lore.before, 1.0),
        ("after", lore.after, 1.0),
        ("doing", lore.doing, 0.9),
    ):
        yield from thinker.think(kind, sure * share, roles, {**told, "x": thinker.one_of(texts)})
    order = {**told, "first": thinker.one_of(lore.before), "second": thinker.one_of(lore.after)}
    yield from thinker.think("temporal", sure * 0.7, roles, order)


def _help(thinker: Thinker, person: Noticed, strength: float) -> Iterator[Thought]:
    """Yield what somebody near, who is not upset, can do."""
    near = [
        other
        for pair in thinker.scene.pairs()
        if person in pair
        for other in pair
        if other is not person and other.feeling not in (*_UPSET, None) and other.age != "toddler"
    ]
    if near and person.feeling in _HELPS:
        told = {
            "x": thinker.one_of(_HELPS[person.feeling]),
            "w": thinker.feeling(person),
            "face": thinker.face(person),
        }
        yield from thinker.think("help", strength, {"S": person, "T": near[0]}, told)
