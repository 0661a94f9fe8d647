"""Can one cue alone give something away? How often the best guess from a cue is right, over people of many scenes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from models.records import Record
from training.scenes.graph import Entity, SceneGraph


class Leak(Record):
    """How often `what` is guessed right by always naming its most frequent value: alone, and with `cue` known."""

    what: str
    cue: str
    n: int
    alone: float
    with_cue: float


_Value = Callable[[SceneGraph, Entity], str]

_VALUES: dict[str, _Value] = {
    "situation": lambda _graph, entity: f"{entity.situation}/{entity.role_in_situation}",
    "place": lambda graph, _entity: graph.place,
    "weather": lambda graph, _entity: graph.weather,
    "feeling": lambda _graph, entity: str(entity.feeling),
    "pose": lambda _graph, entity: str(entity.pose),
    "look": lambda _graph, entity: str(entity.look),
    "age": lambda _graph, entity: str(entity.age),
    "role in a situation": lambda _graph, entity: f"{entity.situation}/{entity.role_in_situation}",
}
_PAIRS: tuple[tuple[str, str], ...] = (
    ("situation", "place"),
    ("situation", "weather"),
    ("situation", "feeling"),
    ("situation", "pose"),
    ("situation", "look"),
    ("feeling", "role in a situation"),
    ("feeling", "pose"),
    ("feeling", "look"),
    ("feeling", "place"),
    ("feeling", "age"),
)


def measure_leaks(graphs: Iterable[SceneGraph]) -> tuple[Leak, ...]:
    """Count over every person of the graphs."""
    people = [(graph, each) for graph in graphs for each in graph.entities if each.kind == "person"]
    return tuple(_leak(what, cue, people) for what, cue in _PAIRS)


def _leak(what: str, cue: str, people: list[tuple[SceneGraph, Entity]]) -> Leak:
    values: Counter[str] = Counter()
    by_cue: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for graph, entity in people:
        value = _VALUES[what](graph, entity)
        values[value] += 1
        by_cue[_VALUES[cue](graph, entity)][value] += 1
    n = max(1, len(people))
    guessed = sum(max(counts.values()) for counts in by_cue.values())
    return Leak(
        what=what,
        cue=cue,
        n=len(people),
        alone=round(max(values.values(), default=0) / n, 4),
        with_cue=round(guessed / n, 4),
    )
