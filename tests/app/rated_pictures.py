"""A data folder in which people have rated: of two equal texts about a picture they accept the one about the left."""

import hashlib
import io
import shutil
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from annotation.rating import complete
from app.settings import CRITICS, DATABASE_FILE
from db.image_files import ImageFiles
from db.keeping import keep_picture
from db.store import Store
from models.embedded.critic_weights import save_critic
from models.judging import Candidate, Item, Judged, Rating, Round, RoundSettings, Screen, Submission, Verdict
from models.records import QAR, ImageRecord
from tests.fakes.tiny_critic import REGIONS, SIDE, tiny_critic

RATERS = ("A-kind", "A-strict")
ROUND = "rated"
Says = Callable[[str, QAR], Verdict]


def leave_tiny_critic(data: Path, name: str = "tiny") -> str:
    """Put a tiny critic beside the others of a data folder, and return how it is written."""
    folder = data / CRITICS / name
    made = tiny_critic(data / "verbalizers")
    shutil.rmtree(data / "verbalizers")
    save_critic(folder, made.stored)
    return f"own:{name}"


def leave_rated(
    store: Store,
    data: Path,
    pictures: int = 12,
    *,
    round_id: str = ROUND,
    raters: Sequence[str] = RATERS,
    says: Says | None = None,
    start: int = 0,
    guidelines: str = "rate-2",
) -> Round:
    """Begin a round of so many pictures, from the one of number `start` on, and let people rate all of it."""
    items = [_item(store, ImageFiles(data / "pictures"), round_id, start + number) for number in range(pictures)]
    settings = RoundSettings(overlap=2, extra=False, gold_every=0, guidelines=guidelines)
    begun = Round(id=round_id, name=round_id.title(), settings=settings, created_at=datetime(2026, 1, 1, tzinfo=UTC))
    store.judging.start_round(begun, items)
    for rater in raters:
        rate_all(store, round_id, rater, says or by_side)
    return begun


def by_side(_rater: str, qar: QAR) -> Verdict:
    return "accept" if "[3]" in qar.question else "reject"


def rate_all(store: Store, round_id: str, rater: str, says: Says) -> list[Judged]:
    """Let somebody rate what there is for them."""
    done = []
    while screen := store.judging.next_screen(round_id, rater):
        done.append(store.judging.submit(_said(screen, rater, says), rater))
    return done


def database_of(data: Path) -> Path:
    return data / DATABASE_FILE


def _said(screen: Screen, rater: str, says: Says) -> Submission:
    ratings = [
        Rating(position=each.position, criterion=criterion, value=says(rater, each.qar))
        for each in screen.shown
        for criterion in ("qa", "rationale")
    ]
    return Submission(
        id=uuid.uuid4().hex,
        item_id=screen.item_id,
        token=screen.lease.token,
        ratings=complete(ratings, len(screen.shown)),
        seconds=10,
    )


def _item(store: Store, files: ImageFiles, round_id: str, number: int) -> Item:
    original = numbered_picture(number)
    record = ImageRecord(id=hashlib.sha256(original).hexdigest(), width=SIDE, height=SIDE)
    keep_picture(store, files, record, original=original, display=original, owner=None)
    candidates = tuple(
        Candidate(
            id=f"{number}-{name}",
            image_id=record.id,
            qar=QAR(question=f"Is [{name}] here?", answer="Yes.", rationale=f"[{name}] has a ball."),
            origin={"prompt": "regions"},
        )
        for name in (3, 7)
    )
    return Item(id=f"{round_id}-{number}", image_id=record.id, regions=REGIONS, candidates=candidates)


def numbered_picture(number: int) -> bytes:
    """Return a picture whose bytes its number decides on every machine, for by these it is held out or not."""
    file = io.BytesIO()
    Image.new("RGB", (SIDE, SIDE), (number * 7 % 256, number * 31 % 256, 90)).save(file, "BMP")
    return file.getvalue()
