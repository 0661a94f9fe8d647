"""Rounds to be judged by simulated annotators: how they are made, and what the database says of them in the end."""

import io
import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from sqlalchemy import text

from app.session_cookie import LIFETIME, hash_of, new_token
from db.engine import database_url, open_engine
from db.image_files import ImageFiles
from db.store import Store, open_store
from models.judging import Candidate, Item, Round, RoundSettings
from models.people import Newcomer
from models.records import QAR, Box, ImageRecord, Region

OVERLAP, QARS = 2, 5
WIDTH, HEIGHT = 640, 480
MOST_UNEQUAL = 1.5
QUESTION = QAR(question="Why is [0] sad?", answer="It lost its ball.", rationale="There is no ball beside [0].")
REGION = Region(id=0, box=Box(10, 20, 200, 220), label="a dog")
NO_FILES = tuple(ImageRecord(id=f"{number:064x}", width=WIDTH, height=HEIGHT) for number in range(50))

COUNTED = "SELECT count(*) FROM submissions WHERE round_id = :round AND slot IS NOT NULL"
TWICE = (
    "SELECT count(*) FROM (SELECT 1 FROM submissions WHERE round_id = :round"
    " GROUP BY item_id, annotator HAVING count(*) > 1) AS t"
)
OVER = (
    "SELECT count(*) FROM (SELECT 1 FROM submissions WHERE round_id = :round"
    " GROUP BY item_id HAVING count(*) > :overlap) AS t"
)
RATINGS = "SELECT count(*) FROM ratings JOIN submissions ON submissions.id = submission_id WHERE round_id = :round"
SHARES = "SELECT annotator, count(*) FROM submissions WHERE round_id = :round GROUP BY annotator"


class Seat(NamedTuple):
    """An annotator's account: under which name they judge, and the token of their session."""

    pseudonym: str
    token: str


def prepare(
    address: str, judgements: int, *, round_id: str = "benchmark", pictures: Sequence[ImageRecord] = NO_FILES
) -> None:
    """Make a round that wants so many judgements, two of each item."""
    settings = RoundSettings(overlap=OVERLAP, extra=False, gold_every=0)
    with open_store(address) as store:
        for picture in pictures:
            store.save_image(picture, owner=None)
        items = [_item(f"{round_id}-{at}", pictures[at % len(pictures)].id) for at in range(judgements // OVERLAP)]
        store.judging.start_round(
            Round(id=round_id, name="Benchmark", settings=settings, created_at=datetime.now(UTC)), items
        )


def _item(name: str, image_id: str) -> Item:
    candidates = tuple(
        Candidate(id=f"{name}-{at}", image_id=image_id, regions=(REGION,), qar=QUESTION) for at in range(QARS)
    )
    return Item(id=name, image_id=image_id, regions=(REGION,), candidates=candidates)


def draw_pictures(folder: Path, count: int, *, seed: int = 0) -> tuple[ImageRecord, ...]:
    """Put pictures of about 100 kB, as photographs of that size have, into the files of a server; return them."""
    draw, files = random.Random(seed), ImageFiles(folder)
    return tuple(_draw_picture(files, draw) for _ in range(count))


def _draw_picture(files: ImageFiles, draw: random.Random) -> ImageRecord:
    # Noise that was enlarged has the grain of a photograph: neither smooth nor beyond all packing.
    size = (WIDTH // 3, HEIGHT // 3)
    noise = Image.frombytes("RGB", size, draw.randbytes(size[0] * size[1] * 3)).resize((WIDTH, HEIGHT))
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=88)
    content = file.getvalue()
    picture = ImageRecord(id=sha256(content).hexdigest(), width=WIDTH, height=HEIGHT)
    files.put(picture.id, content, content)
    return picture


def enrol(address: str, count: int) -> list[Seat]:
    """Make an admin, so that nobody gets in without an account, and annotators who have signed in."""
    with open_store(address) as store:
        store.people.add(Newcomer(name="Root", role="admin"), actor="a benchmark")
        return [_seat(store, f"Annotator {number}") for number in range(count)]


def _seat(store: Store, name: str) -> Seat:
    person = store.people.add(Newcomer(name=name), actor="a benchmark")
    token = new_token()
    store.people.begin_session(person.id, hash_of(token), lasts=LIFETIME)
    return Seat(person.pseudonym, token)


def verdict(address: str, annotators: Sequence[str], *, round_id: str = "benchmark") -> dict[str, Any]:
    """Ask the database who judged what in a round, in words of its own."""
    named = {"round": round_id}
    engine = open_engine(database_url(address), pooled=False)
    with engine.connect() as connection:
        counted = Counter({row[0]: row[1] for row in connection.execute(text(SHARES), named)})
        each = [counted[annotator] for annotator in annotators]
        return {
            "assignments": connection.execute(text(COUNTED), named).scalar_one(),
            "double": connection.execute(text(TWICE), named).scalar_one(),
            "over_quota": connection.execute(text(OVER), {**named, "overlap": OVERLAP}).scalar_one(),
            "ratings": connection.execute(text(RATINGS), named).scalar_one(),
            "min_share": min(each),
            "max_share": max(each),
        }


def inexact(found: dict[str, Any], judgements: int) -> list[str]:
    """Return a line for every count of a round that is not as it must be."""
    lines = [f"{found[name]} {name}" for name in ("double", "over_quota", "lock_errors") if found[name]]
    if found["assignments"] != judgements or found["ratings"] != judgements * QARS * 2:
        lines.append(f"{found['assignments']} assignments with {found['ratings']} ratings instead of {judgements}")
    return lines


def unequal(found: dict[str, Any]) -> list[str]:
    """Return a line when somebody got much more to do than somebody else."""
    if found["max_share"] <= MOST_UNEQUAL * found["min_share"]:
        return []
    return [f"shares from {found['min_share']} to {found['max_share']}"]
