"""The skill cards that `deixis evaluate card` left in the data folder, and the one of the embedded student."""

import re
from pathlib import Path
from typing import NamedTuple

import training.cards
from models.errors import BadSetting, NotFound
from models.records import Record
from training.benchmarks.manners import Kind
from training.cards.files import FIGURES, read_card
from training.cards.page import means_of
from training.cards.records import SkillCard

FOLDER = "cards"  # of the data folder
SHIPPED = Path(training.cards.__path__[0]) / "shipped"
_NAME = re.compile(r"[A-Za-z0-9._-]{1,200}")


class CardLine(Record):
    """A card of a list: its `name` in the address, whom it is about, when it was made, and the means over its skills in
    percent, None where the model cannot be asked so. `problem` says why a card cannot be shown."""

    name: str
    model: str = ""
    kind: Kind | None = None
    made: str = ""
    contrastive: float | None = None
    generative: float | None = None
    chance: float | None = None
    shipped: bool = False
    problem: str = ""


class _Read(NamedTuple):
    stamp: tuple[int, int]
    card: SkillCard


class SkillCards:
    """Lists and reads cards; a file is read anew only when it was changed. Methods block: call from worker threads."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._read: dict[Path, _Read] = {}

    def lines(self) -> tuple[CardLine, ...]:
        """Return the cards of the data folder, the newest first, then those that ship and have no namesake there."""
        found = [self._line(name, path) for name, path in self._paths().items()]
        return tuple(sorted(found, key=lambda each: each.made, reverse=True))

    def card(self, name: str) -> SkillCard:
        """Return a card by its name. Raises NotFound where there is none, and BadSetting where it is damaged."""
        path = self._paths().get(name)
        if path is None:
            raise NotFound("There is no skill card of that name; `deixis evaluate card` makes one.")
        return self._card(path)

    def _paths(self) -> dict[str, Path]:
        shipped = {path.stem: path for path in sorted(SHIPPED.glob("*.json"))}
        own = {path.parent.name: path for path in self._home.glob(f"*/{FIGURES}") if _NAME.fullmatch(path.parent.name)}
        return shipped | own

    def _line(self, name: str, path: Path) -> CardLine:
        shipped = path.parent == SHIPPED
        try:
            card = self._card(path)
        except BadSetting as problem:
            return CardLine(name=name, problem=str(problem), shipped=shipped)
        line = CardLine(name=name, model=card.model, kind=card.kind, made=card.made, shipped=shipped)
        return line.model_copy(update=means_of(card))

    def _card(self, path: Path) -> SkillCard:
        try:
            state = path.stat()
        except OSError as error:
            raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
        stamp = (state.st_mtime_ns, state.st_size)
        kept = self._read.get(path)
        if kept is None or kept.stamp != stamp:
            kept = self._read[path] = _Read(stamp, read_card(path))
        return kept.card
