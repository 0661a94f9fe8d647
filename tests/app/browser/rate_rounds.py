"""Rounds of rating for a running server, begun through a second store on its database."""

import contextlib
import hashlib
import sqlite3
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Self

from app.settings import Settings
from db.image_files import ImageFiles
from db.keeping import keep_picture
from db.store import open_store
from models.judging import Candidate, GoldVerdict, Item, Judged, Round, RoundKind, RoundSettings
from models.records import QAR, Box, ImageRecord, Region
from tests.app.browser.ask_page import SIZE, picture

REGIONS = (Region(id=0, box=Box(100, 100, 300, 400), label="red box"), Region(id=1, box=Box(450, 200, 700, 500)))
QARS = (
    QAR(question="Why is [0] red?", answer="[0] was painted by [1].", rationale="[1] holds a brush."),
    QAR(question="What is beside [0]?", answer="[1] is.", rationale="[1] is to the right of [0]."),
)
# Which model wrote a text; it must never reach a browser.
SECRET = "model-that-nobody-may-know"


class RateRounds:
    """Begins rounds and tells what was judged in them."""

    def __init__(self, settings: Settings) -> None:
        self._files = ImageFiles(settings.data_dir / "pictures")
        self._database = settings.data_dir / "deixis.sqlite3"
        self._store = open_store(settings.database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    def start(
        self,
        *screens: Sequence[QAR],
        name: str = "Boxes",
        kind: RoundKind = "rate",
        gold: GoldVerdict | None = None,
        **settings: Any,
    ) -> str:
        """Begin a round with a screen for each sequence of texts, in that order; return its id.

        With `gold` the screens are those of a qualification. One annotator is asked about each screen.
        """
        round_id = uuid.uuid4().hex[:12]
        items = [self._item(f"{round_id}-{at}", texts, gold, -at) for at, texts in enumerate(screens or (QARS,))]
        fixed = RoundSettings.model_validate({"overlap": 1, "gold_every": 0, "extra": False, **settings})
        begun = Round(id=round_id, name=name, kind=kind, settings=fixed, created_at=datetime.now(UTC))
        self._store.judging.start_round(begun, items)
        return round_id

    def judged(self, round_id: str) -> tuple[Judged, ...]:
        return self._store.judging.judged(round_id)

    def values(self, round_id: str) -> list[list[str]]:
        """Return what was said of each screen, in the order of positions and criteria."""
        return [[rating.value for rating in each.ratings] for each in self.judged(round_id)]

    def texts(self, round_id: str) -> list[Candidate]:
        return [candidate for item in self._store.judging.items(round_id) for candidate in item.candidates]

    def preferences(self, round_id: str) -> list[dict[str, str]]:
        """Return what was preferred on each screen, by criterion, with the text that is meant."""
        return [
            {one.criterion: _preferred(one.value, each) for one in each.comparisons} for each in self.judged(round_id)
        ]

    def skips(self, round_id: str) -> list[tuple[str, str]]:
        return [(skip.reason, skip.note) for skip in self._store.judging.skips(round_id)]

    def close(self, round_id: str) -> None:
        self._store.judging.close_round(round_id)

    def close_all(self) -> None:
        for each in self._store.judging.rounds():
            self.close(each.id)

    def give_to_somebody_else(self, round_id: str) -> None:
        """Let all leases run out and hand the first free item to another annotator."""
        with contextlib.closing(sqlite3.connect(self._database, timeout=10)) as connection, connection:
            connection.execute("UPDATE slots SET expires_at = '2020-01-01 00:00:00.000000' WHERE state = 'leased'")
        assert self._store.judging.next_screen(round_id, "somebody-else")

    def _item(self, name: str, texts: Sequence[QAR], gold: GoldVerdict | None, priority: float) -> Item:
        # Bytes after the end of a JPEG make it another picture that looks the same.
        original = picture() + name.encode()
        record = ImageRecord(id=hashlib.sha256(original).hexdigest(), width=SIZE[0], height=SIZE[1])
        keep_picture(self._store, self._files, record, original=original, display=original, owner="who brought it")
        candidates = tuple(
            Candidate(
                id=f"{name}-{at}", image_id=record.id, regions=REGIONS, qar=qar, origin={"model": f"{SECRET}-{at}"}
            )
            for at, qar in enumerate(texts)
        )
        return Item(
            id=name,
            kind="qualification" if gold else "item",
            image_id=record.id,
            regions=REGIONS,
            candidates=candidates,
            gold=(gold,) * len(texts) if gold else (),
            priority=priority,
        )


def _preferred(side: str, judged: Judged) -> str:
    return side if side == "tie" else f"text {judged.left if side == 'left' else judged.right}"
