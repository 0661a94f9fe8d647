"""Who is meant: regions and descriptions of a text as entities of the scene graph.

A region means the entity whose box it meets (IoU of at least a half). A description ("the crying toddler in the red
shirt") means those of whom all that it tells is true; a bare noun may also mean what a story speaks of without showing
it, so that one that fits nobody stays a word.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from models.records import Box, Region
from models.regions import iou
from training.evaluation.caption_facts import Facts, all_named, facts_of, facts_told
from training.scenes.describing_things import LOOKS
from training.scenes.graph import COLOURS, PROFESSIONS, Entity, SceneGraph

SAME = 0.5
_ID = re.compile(r"\[(\d+)\]")
_SIDE = r"(?: on the (?P<side>left|right))?"
_AND_THEN = r"(?= (?:and|is|has|was|will|wants|would|hopes|looks|feels|on)\b|[,.:;?]|$)"
_LOOK = rf"(?: (?:in|with) (?:the|an?|some)? ?[a-z' -]+?{_AND_THEN})?"
_PHRASE_END = re.compile(f"{_LOOK}{_SIDE}")
_COLOURS = "|".join((*COLOURS, "brown", "grey", "golden"))
_NOBODY = "@nobody"


class Named(NamedTuple):
    """A text in which everybody meant is written `@<index of the entity>`, and who they are; `nobody` counts regions
    and descriptions that fit nobody."""

    text: str
    entities: tuple[int, ...]
    nobody: int


class Referents:
    """Who is meant in texts about one picture; `regions` are those that its texts may name."""

    def __init__(self, graph: SceneGraph, regions: Iterable[Region]) -> None:
        self.graph = graph
        self.by_id: Mapping[int, int | None] = {region.id: met_by(graph, region.box) for region in regions}
        self._facts = {entity.index: facts_of(graph, entity) for entity in graph.entities}

    def named(self, text: str, before: Iterable[int] = ()) -> Named:
        """Return the text with everybody marked; of several who fit a description one named `before` is meant."""
        by_id = _ID.sub(lambda tag: self._tag(int(tag[1])), " ".join(text.split()))
        marked = self._described(by_id, tuple(before))
        entities = dict.fromkeys(int(index) for index in re.findall(r"@(\d+)", marked))
        return Named(marked, tuple(entities), marked.count(_NOBODY))

    def _tag(self, region: int) -> str:
        index = self.by_id.get(region)
        return _NOBODY if index is None else f"@{index}"

    def _described(self, text: str, before: tuple[int, ...]) -> str:
        lowered = text.lower()
        pieces, end = [], 0
        for start, stop in _definite(lowered):
            if start < end:
                continue
            index = self._meant(lowered[start:stop], before)
            if index is None:
                continue
            pieces += [text[end:start], _NOBODY if index < 0 else f"@{index}"]
            end = stop
            before = (*before, index) if index >= 0 else before
        return "".join([*pieces, text[end:]])

    def _meant(self, phrase: str, before: tuple[int, ...]) -> int | None:
        """Return who is meant by a phrase, -1 for nobody, None for a bare noun that nobody bears."""
        side = re.search(r" on the (left|right)$", phrase)
        plain = phrase[: side.start()] if side else phrase
        told = facts_told(plain.replace("the ", "a ", 1))
        entities = self.graph.entities
        fitting = [index for index, facts in self._facts.items() if _fits(told, facts, plain, entities[index])]
        if not fitting:
            return None if set(told) <= {"noun"} and not side else -1
        if side:
            middle = {index: entities[index].box.centre.x for index in fitting}
            return (min if side[1] == "left" else max)(fitting, key=lambda index: middle[index])
        known = [index for index in before if index in fitting]
        return known[0] if known else max(fitting, key=lambda index: entities[index].box.area)


def met_by(graph: SceneGraph, box: Box) -> int | None:
    """Return the entity that a box meets best, None where it meets none by half."""
    best = max(graph.entities, key=lambda entity: iou(entity.box, box), default=None)
    return best.index if best is not None and iou(best.box, box) >= SAME else None


def _definite(text: str) -> Iterable[tuple[int, int]]:
    """Yield where a phrase begins with "the" and names somebody or something, to the end of what describes it."""
    for named in all_named(text):
        start = text.rfind("the ", 0, named.start + 1)
        between = text[start + 4 : named.start] if start >= 0 else None
        if between is None or len(between.split()) > 3 or re.search(r"[,.;:?!@]|\b(?:of|is|the|and)\b", between):
            continue
        rest = _PHRASE_END.match(text, named.end)
        yield start, rest.end() if rest else named.end


def _fits(told: Facts, facts: Facts, phrase: str, entity: Entity) -> bool:
    if not told:
        return False
    anybody = entity.kind == "person" and re.search(r"\b(?:person|player|man|woman)\b", phrase) is not None
    for fact, said in told.items():
        if fact == "noun" and anybody and not said & set(PROFESSIONS):
            continue
        if (fact == "drawing" and _is_bare(phrase, told)) or (fact == "colour" and said & _painted(entity)):
            continue
        if not said & facts.get(fact, frozenset()):
            return False
    return True


def _is_bare(phrase: str, told: Facts) -> bool:
    """Return whether a phrase is but a noun and perhaps a colour: what is whole looks so, but what is torn is called so
    as well."""
    return any(re.fullmatch(rf"the (?:(?:{_COLOURS}) )?{noun}", phrase) for noun in told["noun"])


def _painted(entity: Entity) -> frozenset[str]:
    """Return the colours of a thing that is always painted alike, of which the graph tells none."""
    looks = LOOKS.get(entity.thing, ()) if entity.colour is None else ()
    return frozenset(colour for look in looks for colour in re.findall(rf"\b(?:{_COLOURS})\b", look))
