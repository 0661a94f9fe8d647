"""A round of judging in a server, and what an annotator's browser does with it."""

import contextlib
import sqlite3
import uuid
from datetime import UTC, datetime
from typing import Any

from starlette.testclient import TestClient

from annotation.guidelines import current_guidelines
from models.judging import Candidate, GoldVerdict, Item, ItemKind, Judged, Round, RoundKind, RoundSettings
from models.records import QAR, Box, Region
from tests.app.servers import Server, picture_file

ROUND = "a-round"
REGION = Region(id=0, box=Box(10, 20, 110, 220), label="a child", description="the one who lost the ball")
SECRET = "nobody-may-know"  # where texts come from; it must never reach a browser


def make_item(server: Server, name: str, *, kind: ItemKind = "item", texts: int = 2) -> Item:
    """Return an item about a picture of its own, which nobody may see but those who judge it."""
    content = picture_file(320, 240, f"#{abs(hash(name)) % 0xFFFFFF:06x}")
    image_id = server.asking.receive_picture(content, f"{name}.png", owner="whoever brought the pictures").image.id
    candidates = tuple(
        Candidate(
            id=f"{SECRET}-{name}-{at}",
            image_id=image_id,
            regions=(REGION,),
            qar=QAR(question=f"why is [0] sad? {name} {at}", answer="It rains.", rationale="[0] is wet."),
            origin={"teacher": SECRET},
            scores={SECRET: 0.25},
        )
        for at in range(texts)
    )
    verdict = GoldVerdict(qa="accept", rationale="reject", why="The rain is not to be seen.")
    gold = () if kind == "item" else (verdict,) * texts
    return Item(id=name, kind=kind, image_id=image_id, regions=(REGION,), candidates=candidates, gold=gold)


def start_round(server: Server, *items: Item, kind: RoundKind = "rate", **settings: Any) -> Round:
    """Begin a round with these items, by default one that is done when one annotator has judged each."""
    version = current_guidelines(kind).version
    fixed = RoundSettings.model_validate(
        {"overlap": 1, "gold_every": 0, "extra": False, "guidelines": version, **settings}
    )
    begun = Round(id=ROUND, name="A round", kind=kind, settings=fixed, created_at=datetime.now(UTC))
    return server.asking.store.judging.start_round(begun, items)


def next_screen(browser: TestClient) -> dict[str, Any]:
    reply = browser.post("/api/rate/next", json={"round": ROUND})
    assert reply.status_code == 200, reply.text
    assert reply.json()["screen"], reply.text
    return reply.json()["screen"]


def ratings(qa: str, rationale: str, texts: int = 2) -> list[dict[str, Any]]:
    values = {"qa": qa, "rationale": rationale}
    return [
        {"position": at, "criterion": criterion, "value": value}
        for at in range(texts)
        for criterion, value in values.items()
    ]


def submission(screen: dict[str, Any], qa: str = "accept", rationale: str = "maybe", **more: Any) -> dict[str, Any]:
    return {
        "id": uuid.uuid4().hex,
        "item_id": screen["item_id"],
        "token": screen["lease"]["token"],
        "ratings": ratings(qa, rationale, len(screen["shown"])),
        "seconds": 12.5,
        **more,
    }


def submit(browser: TestClient, body: dict[str, Any]) -> dict[str, Any]:
    reply = browser.post("/api/rate/submit", json=body)
    assert reply.status_code == 200, reply.text
    return reply.json()


def let_leases_run_out(server: Server) -> None:
    with contextlib.closing(sqlite3.connect(server.folder / "deixis.sqlite3")) as connection, connection:
        connection.execute("UPDATE slots SET expires_at = '2020-01-01 00:00:00.000000' WHERE state = 'leased'")


def kept(server: Server) -> tuple[Judged, ...]:
    return tuple(server.asking.store.judging.judged(ROUND))
