"""Ask a model about items as they are, before a grey picture, without regions, and with exchanged boxes."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PIL import Image

from models.base import Scorer
from training.benchmarks.items import Item, ItemSet
from training.benchmarks.kept import Kept
from training.benchmarks.manners import Way
from training.benchmarks.measure import Counted, count, mean_figure
from training.benchmarks.metrics import accuracy
from training.benchmarks.predictions import Heard, Predictions, Scores, predict
from training.benchmarks.running import predict_kept
from training.benchmarks.sharing import ALONE, Ranks
from training.cards.items import NO_EXCHANGE, OF_A_LIST, Posed, SkillItems
from training.cards.records import Cell, Column

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


class Asking(NamedTuple):
    """How a model is asked in one manner: what it says is `kept`, if anywhere, and processes share the pictures.

    `report` gets how many more items are done.
    """

    way: Way
    kept: Kept | None = None
    ranks: Ranks = ALONE
    report: Report = lambda _more: None


def measure_skill(asking: Asking, skill: SkillItems, *, controls: bool = True) -> Measured:
    """Ask about the items of a skill, and again under every control; what was kept is not asked again."""
    scorer, why = asking.way.scorer, why_not(asking.way, skill)
    if scorer is None or why:
        empty = Cell(why=why)
        return Measured(Column(right=empty, grey=empty, no_regions=empty, swapped=empty, kept=empty), ())
    ask = partial(_ask, asking, scorer)
    replies = ask(skill.plain)
    if not controls:
        left_out = Cell(why="controls were left out (--no-controls)")
        column = Column(right=_cell(replies), grey=left_out, no_regions=left_out, swapped=left_out, kept=left_out)
        return Measured(column, replies)
    exchanged = ask(skill.exchanged) if len(skill.exchanged.items.items) >= FEWEST else ()
    too_few = Cell(why=NO_EXCHANGE.get(skill.skill, "too few exchanges make another choice right"))
    column = Column(
        right=_cell(replies),
        grey=_cell(ask(_grey(skill.plain))),
        no_regions=_cell(ask(_without_regions(skill.plain))),
        swapped=_cell(exchanged) if exchanged else too_few,
        kept=_kept(exchanged, skill) if exchanged else too_few,
    )
    return Measured(column, replies)


class _Grey:
    """Opens pictures as large as they are, and grey: others than they are, to whoever keeps what was said of them."""

    def __init__(self, items: ItemSet) -> None:
        self._items = items

    def __call__(self, name: str) -> Image.Image:
        return Image.new("RGB", self._items.open(name).size, GREY)

    def stamp(self, picture: str) -> str:
        return f"grey {self._items.stamp(picture)}"


def _grey(posed: Posed) -> Posed:
    return posed._replace(items=posed.items._replace(open=_Grey(posed.items)))


def _without_regions(posed: Posed) -> Posed:
    items = tuple(each.model_copy(update={"regions": ()}) for each in posed.items.items)
    return posed._replace(items=posed.items._replace(items=items))


def _ask(asking: Asking, scorer: Scorer, posed: Posed) -> tuple[Reply, ...]:
    said = _said(asking, scorer, posed.items)
    return tuple(
        Reply(item, _scores(item, said.scores.get(item.id), heard, posed), heard)
        for item in posed.items.items
        for heard in (said.heard.get(item.id),)
    )


def _said(asking: Asking, scorer: Scorer, items: ItemSet) -> Predictions:
    way, kept, ranks, report = asking
    before = 0

    def tell(done: int) -> None:
        nonlocal before
        report(done - before)
        before = done

    if kept is None:
        return predict(scorer, items, scored_by=way.scored_by, report=tell)
    said = predict_kept(
        scorer, items, kept, scored_by=way.scored_by, ranks=ranks, report=lambda progress: tell(progress.done)
    )
    tell(len(items.items))  # what the other processes did, too
    return said


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
