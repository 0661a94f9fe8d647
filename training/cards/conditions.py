"""Ask a model about items as they are, before a grey picture, without regions, and with exchanged boxes."""

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import NamedTuple

from PIL import Image

from training.benchmarks.items import Item, ItemSet
from training.benchmarks.measure import Counted, count, mean_figure
from training.benchmarks.metrics import accuracy
from training.benchmarks.predictions import Scores, predict
from training.cards.asking import Heard, HeardScorer, Way
from training.cards.items import NO_EXCHANGE, OF_A_LIST, Posed, SkillItems
from training.cards.kept import Kept, Said
from training.cards.records import Cell, Column

_NO_REGIONS = "no regions"
GREY = (128, 128, 128)
FEWEST = 5  # exchanged items; a figure of fewer tells nothing
Report = Callable[[int], None]


class Reply(NamedTuple):
    """An item, the scores of its choices (None: unread), and what was heard."""

    item: Item
    scores: Scores | None
    heard: Heard | None

    @property
    def chosen(self) -> int | None:
        """The place of the choice with the highest score, the first of equals; None where there is no score."""
        return max(range(len(self.scores)), key=self.scores.__getitem__) if self.scores else None

    @property
    def right(self) -> bool:
        return self.chosen in self.item.right


class Measured(NamedTuple):
    """The figures of a skill in one manner, and the replies to the items as they are."""

    column: Column
    replies: tuple[Reply, ...]


def why_not(way: Way, skill: SkillItems) -> str:
    """Return why a model cannot be asked for a skill in this way, "" if it can."""
    if way.scorer is None:
        return way.why
    return "" if way.sees_choices or skill.skill not in OF_A_LIST else "it asks which of a list holds, and shows none"


def measure_skill(way: Way, skill: SkillItems, *, controls: bool, report: Report, kept: Kept | None = None) -> Measured:
    """Ask about the items of a skill, and again under every control. `report` gets how many more items are done; what
    was `kept` is not asked again."""
    if why := why_not(way, skill):
        empty = Cell(why=why)
        return Measured(Column(right=empty, grey=empty, no_regions=empty, swapped=empty, kept=empty), ())
    ask = partial(_ask, way, kept or Kept(), report)
    replies = ask(skill.plain, "plain")
    if not controls:
        left_out = Cell(why="controls were left out (--no-controls)")
        column = Column(right=_cell(replies), grey=left_out, no_regions=left_out, swapped=left_out, kept=left_out)
        return Measured(column, replies)
    exchanged = ask(skill.exchanged, "exchanged") if len(skill.exchanged.items.items) >= FEWEST else ()
    too_few = Cell(why=NO_EXCHANGE.get(skill.skill, "too few exchanges make another choice right"))
    column = Column(
        right=_cell(replies),
        grey=_cell(ask(grey(skill.plain), "grey")),
        no_regions=_cell(ask(skill.plain, _NO_REGIONS)),
        swapped=_cell(exchanged) if exchanged else too_few,
        kept=_kept(exchanged, skill) if exchanged else too_few,
    )
    return Measured(column, replies)


def grey(posed: Posed) -> Posed:
    """Return the items with every picture grey, as large as it was."""
    items = posed.items
    return posed._replace(items=items._replace(open=lambda name: Image.new("RGB", items.open(name).size, GREY)))


def _ask(way: Way, kept: Kept, report: Report, posed: Posed, condition: str) -> tuple[Reply, ...]:
    """Ask picture by picture; of one picture all is asked again, or nothing."""
    replies: list[Reply] = []
    for _, group in groupby(posed.items.items, lambda item: item.picture):
        items = tuple(group)
        keys = [kept.key_of(item, f"{way.scored_by} {condition}") for item in items]
        found = [said for key in keys if (said := kept.find(key)) is not None]
        if len(found) < len(items):
            found = _asked(way, posed.items._replace(items=items), regions=condition != _NO_REGIONS)
            for key, said in zip(keys, found, strict=True):
                kept.keep(key, said)
        replies += [
            Reply(item, _scores(item, said.scores, said.heard, posed), said.heard)
            for item, said in zip(items, found, strict=True)
        ]
        report(len(items))
    return tuple(replies)


def _asked(way: Way, items: ItemSet, *, regions: bool) -> list[Said]:
    scorer = way.scorer
    if scorer is None:
        return []
    heard = scorer.heard if isinstance(scorer, HeardScorer) else []
    heard.clear()
    said = predict(scorer, items, scored_by=way.scored_by, regions=regions)
    # `predict` calls `score` once for every item, in their order.
    texts = [*heard] if heard else [None] * len(items.items)
    return [Said(said.scores.get(item.id), text) for item, text in zip(items.items, texts, strict=True)]


def _scores(item: Item, scores: Scores | None, heard: Heard | None, posed: Posed) -> Scores | None:
    """Return the scores; an answer that is right in other words than any choice stands for the right choice."""
    if heard is not None and " ".join(heard.text.lower().split()).rstrip(" .") in posed.accepted.get(item.id, ()):
        return tuple(float(place == item.right[0]) for place in range(len(item.choices)))
    return scores


def _cell(replies: tuple[Reply, ...]) -> Cell:
    return _from_counts(replies, [count(each.item, each.scores) for each in replies])


def _kept(replies: tuple[Reply, ...], skill: SkillItems) -> Cell:
    """Count who still chooses what was right before the exchange."""
    counted = []
    for each in replies:
        right = skill.before[each.item.id]
        value = accuracy(each.scores, right) if each.scores else 0.0
        counted.append(Counted(each.item.picture, value, len(right) / len(each.item.choices)))
    return _from_counts(replies, counted)


def _from_counts(replies: tuple[Reply, ...], counted: list[Counted]) -> Cell:
    if not counted:
        return Cell(why="no items were found")
    figure = mean_figure("card", "accuracy", counted)
    return Cell(
        value=figure.value,
        interval=figure.interval,
        chance=figure.chance,
        n=figure.n,
        unread=sum(each.scores is None for each in replies),
    )
