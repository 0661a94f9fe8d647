"""What can be seen without a story: sides, distances, numbers, the place, who belongs to whom.

Everybody is written `@index` (`referents.py`). Each reader returns what it decided and the text without what it read,
so that what is left over can be read by others.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from training.evaluation.caption_facts import facts_of, facts_told
from training.experiments.feelings import feelings_named
from training.experiments.rated_items import Truth
from training.experiments.sayable import kinds_of
from training.experiments.words import content
from training.scenes.graph import Entity, Place, SceneGraph
from training.scenes.stories import STORIES

_NUMBERS = {"no": 0, "none": 0, "nobody": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SIDE = re.compile(
    r"@(\d+) (?:is|stands|sits|lies)?,? ?(?:further |more )?(?:(?:to|on) the )?(left|right)(?: of| than) @(\d+)"
)
_FROM = re.compile(r"going from @(\d+) to @(\d+),? one moves to the (left|right)")
_BOTH = re.compile(r"@(\d+) is on the (left|right) and @(\d+) on the (left|right)")
_ASKED_SIDE = re.compile(r"@(\d+)[\w, ]*? to the (left|right)(?: of @(\d+))?")
_NEAREST = re.compile(r"(?:it is )?@(\d+)(?: \w+)* (?:closest|nearest|shortest way)(?: to @(\d+))?")
_CLOSER = re.compile(r"less space between @(\d+) and @(\d+) than between @\d+ and @(\d+)")
_FURTHER = re.compile(r"@(\d+) is further away from @(\d+) than @(\d+)")
_CLOSE = re.compile(
    r"@(\d+) (?:is|stands|are)?(?: right| so)? ?(?:close (?:to|by)|beside|next to|near(?:by)?|right there)(?: @(\d+))?"
)
_COUNT = re.compile(r"^(?:it is )?(no|none|nobody|one|two|three|four|five|six)\b(?: of them)?")
_NOUN = re.compile(r"@(\d+) (?:is|looks like|shows) (?P<denied>not )?(?:an? |the )(?P<noun>[a-z -]+)(?=[,.:;]|$)")
_STRANGERS = re.compile(r"@(\d+) and @(\d+)[\w ]* strangers")
_BOND = re.compile(r"(?:@(\d+) and @(\d+)|they)(?: belong together as| are) (?P<bond>[a-z, -]+)$")
_ALIKE = 0.05  # in the same measure: distances that nobody tells apart
_NEAR = 1.2  # of the wider one's width: as far apart are two that are called close
_PLACES: Mapping[Place, str] = {
    "park": r"parks?\b",
    "street": r"streets?\b|\broad\b",
    "beach": r"beach|seaside|seashore",
    "playground": r"playground",
    "farm": r"\bfarm\b",
    "campsite": r"camp ?site|camping|a camp\b",
    "station": r"station|platform",
    "kitchen": r"kitchen",
    "classroom": r"classroom|\bschool",
    "living room": r"living room",
    "hospital": r"hospital|\bclinic",
    "restaurant": r"restaurant|\bcaf[eé]\b",
}
_SPOKEN_PLACE = re.compile(
    r"\b(?:in|on|at|inside|of) (?:an? |the )?(?:[a-z]+ ){0,2}?(?=(?P<place>" + "|".join(_PLACES.values()) + r"))"
)
# Words for one and the same bond; the graph's own words come from the story.
_BONDS = tuple(
    frozenset(content(words))
    for words in (
        "parent child mother father son daughter family toddler grown-up carer baby relatives grandparent grandchild",
        "friends playmates couple pals mates companions partners buddies helper comforter share missed close dance",
        "teacher pupil student learner class strict riding",
        "doctor patient nurse sick treated carer visitor",
        "waiter guest customer diner serving",
        "rivals opponents quarrel competitors winner loser enemies players fight envious",
        "artist audience magician spectator performer storyteller listener watcher onlooker model painter photographer",
        "finder owner officer lost police rescued firefighter rescuer",
        "siblings brothers sisters brother sister",
    )
)


class Said(NamedTuple):
    """What was decided of a text, and what is left of it."""

    truths: tuple[Truth, ...]
    rest: str


def read_places(text: str, graph: SceneGraph) -> Said:
    """Decide whether the place that a text names is that of the scene."""
    truths: list[Truth] = []
    lowered = text.lower()
    for match in _SPOKEN_PLACE.finditer(lowered):
        words = lowered[match.start("place") :]
        named = [place for place, pattern in _PLACES.items() if re.match(pattern, words)]
        if named:
            truths.append("right" if graph.place in named else "wrong")
    return Said(tuple(truths), _SPOKEN_PLACE.sub(" ", lowered) if truths else text)


def read_sides(text: str, graph: SceneGraph) -> Said:
    """Decide who is to the left or right of whom."""

    def side(match: re.Match[str]) -> Truth:
        return _truth(_is_at(graph, int(match[1]), match[2], int(match[3])))

    def moved(match: re.Match[str]) -> Truth:
        return _truth(_is_at(graph, int(match[2]), match[3], int(match[1])))

    def both(match: re.Match[str]) -> Truth:
        first, second = int(match[1]), int(match[3])
        return _truth(_is_at(graph, first, match[2], second) and _is_at(graph, second, match[4], first))

    return _read(text, ((_SIDE, side), (_FROM, moved), (_BOTH, both)))


def asked_side(question: str, graph: SceneGraph) -> Truth | None:
    """Return whether a question after a side ("Is @1 to the left of @2?", "If @2 is your starting point, ...") says so
    rightly, None for another question."""
    named = [int(index) for index in re.findall(r"@(\d+)", question)]
    found = re.search(r"to the (left|right)", question.lower())
    if not found or len(named) != 2:
        return None
    turned = question.lower().startswith("if ")
    first, second = named[::-1] if turned else named
    return _truth(_is_at(graph, first, found[1], second))


def read_distances(text: str, graph: SceneGraph, asked: Iterable[int]) -> Said:
    """Decide who is close to whom, and who of those `asked` about is the closest."""
    others = tuple(asked)

    def nearest(match: re.Match[str]) -> Truth:
        who = int(match[1])
        goal = (
            int(match[2]) if match[2] else next((each for each in others if graph.entities[each].kind != "person"), who)
        )
        people = [each for each in others if each not in (goal,)]
        return _truth(all(gap(graph, who, goal) <= gap(graph, each, goal) + 0.05 for each in people))

    def closer(match: re.Match[str]) -> Truth:
        first, goal, second = (int(match[place]) for place in (1, 2, 3))
        return _truth(_is_as_near(graph, first, second, goal))

    def further(match: re.Match[str]) -> Truth:
        second, goal, first = (int(match[place]) for place in (1, 2, 3))
        return _truth(_is_as_near(graph, first, second, goal))

    def close(match: re.Match[str]) -> Truth:
        other = int(match[2]) if match[2] else next((each for each in others if each != int(match[1])), int(match[1]))
        return _truth(gap(graph, int(match[1]), other) < _NEAR)

    return _read(text, ((_CLOSER, closer), (_FURTHER, further), (_NEAREST, nearest), (_CLOSE, close)))


def read_count(text: str, question: str, graph: SceneGraph) -> Said:
    """Decide whether so many of those that a "how many" question names feel or are what it asks for."""
    match = _COUNT.match(text.lower())
    if not match or ("how many" not in question.lower() and "count " not in question.lower()):
        return Said((), text)
    group = [graph.entities[int(index)] for index in dict.fromkeys(re.findall(r"@(\d+)", question))]
    counts = _counter(question)
    if counts is None or not group:
        return Said((), text)
    return Said((_truth(sum(counts(each) for each in group) == _NUMBERS[match[1]]),), "")


def read_nouns(text: str, graph: SceneGraph) -> Said:
    """Decide what somebody or something is said to be: "@1 is a toddler", "@2 is not a kite"."""
    truths: list[Truth] = []

    def decide(match: re.Match[str]) -> str:
        entity = graph.entities[int(match[1])]
        told = facts_told(f"a {match['noun']}")
        if not told:
            return match[0]
        facts = facts_of(graph, entity)
        called = facts["noun"] | kinds_of(entity.noun)
        holds = all(said & {**facts, "noun": called}.get(fact, frozenset()) for fact, said in told.items())
        truths.append(_truth(holds != bool(match["denied"])))
        return " "

    rest = _NOUN.sub(decide, text.lower())
    return Said(tuple(truths), rest if truths else text)


def read_bonds(text: str, graph: SceneGraph, asked: Iterable[int]) -> Said:
    """Decide what two people are said to be to each other."""
    strangers = _STRANGERS.search(text)
    if strangers:
        first, second = (graph.entities[int(strangers[place])] for place in (1, 2))
        return Said((_truth(first.situation != second.situation),), _STRANGERS.sub(" ", text))
    match = _BOND.search(text.lower())
    people = [each for each in asked if graph.entities[each].kind == "person"]
    if not match or len(people) < 2 or feelings_named(match["bond"]):
        return Said((), text)
    pair = [int(match[1]), int(match[2])] if match[1] else people[:2]
    truth = _bond(graph, (pair[0], pair[1]), match["bond"])
    return Said((), text) if truth is None else Said((truth,), text[: match.start()])


def gap(graph: SceneGraph, one: int, other: int) -> float:
    """Return the empty space between two, side by side, in widths of the wider one."""
    first, second = graph.entities[one].box, graph.entities[other].box
    return (max(first.x0, second.x0) - min(first.x1, second.x1)) / max(1.0, first.width, second.width)


def _is_as_near(graph: SceneGraph, one: int, other: int, goal: int) -> bool:
    return gap(graph, one, goal) <= gap(graph, other, goal) + _ALIKE


def _bond(graph: SceneGraph, pair: tuple[int, int], said: str) -> Truth | None:
    words = set(content(said))
    kinds = [kind for kind in _BONDS if kind & words]
    if "stranger" in words or "strang" in words:
        return _truth(graph.entities[pair[0]].situation != graph.entities[pair[1]].situation)
    if not kinds:
        return None
    first, second = (graph.entities[index] for index in pair)
    if first.situation != second.situation:
        return "wrong"
    true = {word for bond in STORIES[first.situation].bond for word in content(bond)}
    if "W" in (first.role_in_situation, second.role_in_situation):
        true = set(content("onlooker watcher spectator"))
    return _truth(any(kind & true for kind in kinds))


def _counter(question: str) -> Callable[[Entity], bool] | None:
    feelings = feelings_named(question)
    if feelings:
        return lambda entity: entity.feeling in feelings
    if re.search(r"\bchild(?:ren)?\b|\bkids?\b", question.lower()):
        return lambda entity: entity.age in ("child", "toddler")
    return None


def _is_at(graph: SceneGraph, one: int, side: str, other: int) -> bool:
    first, second = graph.entities[one].box.centre.x, graph.entities[other].box.centre.x
    return first < second if side == "left" else first > second


def _truth(holds: bool) -> Truth:
    return "right" if holds else "wrong"


def _read(text: str, readers: Iterable[tuple[re.Pattern[str], Callable[[re.Match[str]], Truth]]]) -> Said:
    truths: list[Truth] = []
    for pattern, decide in readers:
        for match in pattern.finditer(text.lower()):
            truths.append(decide(match))
        if truths:
            text = pattern.sub(" ", text.lower())
    return Said(tuple(truths), text)
