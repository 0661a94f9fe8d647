"""What the teacher believes of a scene after reading all that is told of it: who is there, and who has to do with what.

Captions, narratives, labels and answers often contradict each other. The place is voted on by all of them; of regions
the captions are believed. Who has to do with what is told by words ("held by a smiling child"), or guessed by how near
things are, and by what they would do to the feeling that a face shows.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from models.offline_teacher.lore import Lore, find_lore
from models.offline_teacher.material import Material
from models.offline_teacher.naming import full_name
from models.offline_teacher.noticing import Noticed, face_in, notice, person_in
from models.records import Box

# A place, how a text says that something is there, the words that give it away, and what is seen there.
PLACES: Mapping[str, tuple[str, str, str]] = {
    "park": ("in a park", r"parks?\b|among the trees", "there are trees and lawns"),
    "street": ("out on a street", r"streets?\b|road", "there are houses and a road"),
    "beach": ("at the seaside", r"beach|by the sea\b|\bsand\b(?! castle)", "there is nothing but sand and water"),
    "playground": ("on a playground", r"playground", "there are things to climb and slide on"),
    "farm": ("on a farm", r"\bfarm\b|barn", "there is a barn"),
    "campsite": ("at a campsite", r"campsite|camping", "there are tents"),
    "station": ("on a railway platform", r"station|platform", "there are rails and trains"),
    "kitchen": ("in a kitchen", r"kitchen|cabinets", "there are cabinets and a stove"),
    "classroom": ("at school, in a classroom", r"classroom|desks", "there are desks and a board"),
    "living room": ("at home in a living room", r"living room|sofa", "there is a sofa"),
    "hospital": ("in a hospital", r"hospital", "there is a sickbed"),
    "restaurant": ("in a restaurant", r"restaurant|laid tables", "there are tables laid for guests"),
}
_CLOSE = 1.6  # gap between two boxes, in widths of the narrower one
_HELD = ("held", "in the hand", "that a")  # relations that leave nobody else
_HANDS = re.compile(r"(?i)^what .*\b(?:hold|holding|hands?)\b")
_FACE = re.compile(r"(?i)\b(?:expression|face|look)\b")
_WORN = re.compile(r"\b(?:red|blue|green|yellow|purple|orange|pink|white|black)\b")


class Link(NamedTuple):
    """That a person has to do with a thing: `thing` is its region, None where it is only held and has none."""

    person: Noticed
    lore: Lore
    thing: Noticed | None
    held_name: str
    strength: float


class Scene:
    """A scene as the teacher sees it in its mind."""

    def __init__(self, material: Material) -> None:
        self.material = material
        noticed = [each for part in material.parts if (each := notice(part))]
        self.seen = [_after_asking(each, full_name(each, noticed), material.exchanges) for each in noticed]
        self.people = [each for each in self.seen if each.is_person]
        self.animals = [each for each in self.seen if each.kind == "animal"]
        self.things = [each for each in self.seen if each.kind == "thing"]
        self.place = _place(material)
        self.links = sorted(self._links(), key=lambda link: -link.strength)

    def links_of(self, person: Noticed) -> list[Link]:
        """Return what a person has to do with, the surest first."""
        return [link for link in self.links if link.person is person]

    def pairs(self) -> list[tuple[Noticed, Noticed]]:
        """Return people who are near each other, the nearest first."""
        pairs = sorted(itertools.combinations(self.people, 2), key=lambda pair: gap(pair[0].box, pair[1].box))
        return [pair for pair in pairs if gap(pair[0].box, pair[1].box) < _CLOSE]

    def _links(self) -> list[Link]:
        links = [
            link
            for person in self.people
            for thing in (*self.animals, *self.things)
            if thing.lore and (link := self._link(person, thing, thing.lore))
        ]
        for person in self.people:
            if person.held and not any(link.person is person and link.lore.name == person.held.name for link in links):
                strength = 2.5 * _fit(person, person.held)
                links.append(Link(person, person.held, None, f"the {person.held_name}", strength))
        return links

    def _link(self, person: Noticed, thing: Noticed, lore: Lore) -> Link | None:
        told = thing.relation.startswith(_HELD) and any(_may_be(each, thing.other) for each in self.people)
        strength = 0.0
        if person.held and person.held.spoken == lore.spoken:
            strength = 3.0
        elif thing.other and _may_be(person, thing.other):
            strength = 3.0 if told else 2.0
        elif not told and self._is_nearest(person, thing):
            strength = 1.5
        elif not told and gap(person.box, thing.box) < _CLOSE:
            strength = 0.8
        strength *= _fit(person, lore)
        return Link(person, lore, thing, "", strength) if strength else None

    def _is_nearest(self, person: Noticed, thing: Noticed) -> bool:
        nearest = min(self.people, key=lambda each: gap(each.box, thing.box))
        return nearest is person and gap(person.box, thing.box) < _CLOSE


def _after_asking(noticed: Noticed, name: str, exchanges: Iterable[tuple[str, str]]) -> Noticed:
    """Return somebody with what was answered about hands and face where the caption tells nothing of them."""
    for question, answer in exchanges:
        if not noticed.is_person or name not in question.lower():
            continue
        held = find_lore(answer) if _HANDS.search(question) else None
        if noticed.held is None and held and not held.animal:
            noticed = noticed._replace(held=held, held_name=re.sub(r"^(?:an?|the|some) ", "", answer))
        if noticed.feeling is None and _FACE.search(question):
            noticed = noticed._replace(feeling=face_in(answer.lower()))
    return noticed


def gap(one: Box, other: Box) -> float:
    """Return the space between two boxes side by side, in widths of the narrower one; negative where they overlap."""
    empty = max(one.x0, other.x0) - min(one.x1, other.x1)
    return empty / max(min(one.width, other.width), 1e-6)


def _fit(person: Noticed, lore: Lore) -> float:
    """Return how well a thing explains the face of somebody, from 0.2 to 2."""
    if person.feeling is None:
        return 0.6
    return 2.0 if lore.causes(person.feeling) else 0.2


def _may_be(person: Noticed, words: str) -> bool:
    """Return whether "a smiling child in a red shirt" may be this person."""
    named = person_in(words)
    if named is None or not (named[1] == person.age or (person.job and named[2] == person.job)):
        return False
    face, colour, own = face_in(words), _WORN.search(words), _WORN.search(person.look)
    return (face is None or face == person.feeling) and (colour is None or own is None or colour[0] == own[0])


def _place(material: Material) -> str:
    """Return the place that most of what is told speaks for, "" if nothing does."""
    votes: Counter[str] = Counter()
    answers = [
        answer
        for question, answer in material.exchanges
        if re.match(r"(?i)where|(?:what|which|name the).*place", question)
    ]
    labels = [label for name, labels in material.labels.items() if "place" in name.lower() for label in labels]
    texts = [*material.narratives, *(part.caption for part in material.parts), *answers, *answers, *labels]
    for place, (_, words, _sign) in PLACES.items():
        votes[place] = sum(re.search(words, text.lower()) is not None for text in texts)
    best, number = votes.most_common(1)[0]
    return best if number else ""
