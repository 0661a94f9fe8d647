"""Small rounds, items and submissions for the tests of judging."""

from collections.abc import Iterable
from typing import Any, get_args

from sqlalchemy import select

from db.judging import JudgingStore
from db.judging_tables import AuditRow
from db.store import Store
from models.judging import (
    Candidate,
    Comparison,
    GoldVerdict,
    Item,
    ItemKind,
    Judged,
    PairCriterion,
    Preference,
    Rating,
    Round,
    RoundKind,
    RoundSettings,
    Screen,
    Submission,
    Verdict,
)
from models.records import QAR
from tests.db.examples import NOON, image, region

ROUND = "round-1"


def item(number: int = 0, *, kind: ItemKind = "item", texts: int = 2, **fields: object) -> Item:
    """An item about the picture of its number; its regions are [0] and [number + 1]."""
    regions = (region(0), region(number + 1))
    candidates = tuple(
        Candidate(
            id=f"candidate-{number}-{at}",
            image_id=image(number).id,
            regions=regions,
            qar=QAR(question=f"why {number}?", answer=f"answer {at}", rationale=f"rationale {at}"),
            origin={"teacher": f"model {at}"},
            scores={"critic": 0.25 * at},
        )
        for at in range(texts)
    )
    gold = () if kind == "item" else (GoldVerdict(qa="accept", rationale="maybe", why="It shows."),) * texts
    name = f"{kind}-{number}"
    whole = {"id": name, "kind": kind, "image_id": image(number).id, "regions": regions}
    return Item.model_validate({**whole, "candidates": candidates, "gold": gold, **fields})


def start(
    store: Store, items: Iterable[Item], *, kind: RoundKind = "rate", round_id: str = ROUND, **settings: object
) -> JudgingStore:
    """Begin a round of these items, whose pictures are the gallery's; without gold and extra slots unless said."""
    given = list(items)
    for number in {int(each.id.rpartition("-")[2]) for each in given}:
        store.save_image(image(number), owner=None)
    chosen = RoundSettings.model_validate({"extra": False, "gold_every": 0, **settings})
    store.judging.start_round(Round(id=round_id, name="A round", kind=kind, settings=chosen, created_at=NOON), given)
    return store.judging


def shown(judging: JudgingStore, annotator: str, *, round_id: str = ROUND) -> Screen:
    screen = judging.next_screen(round_id, annotator)
    assert screen is not None, f"nothing is left for {annotator}"
    return screen


def rated(screen: Screen, value: Verdict = "accept", *, name: str | None = None, **fields: object) -> Submission:
    """What somebody sends who rates everything on the screen alike."""
    ratings = tuple(
        Rating(position=each.position, criterion=criterion, value=value)
        for each in screen.shown
        for criterion in ("qa", "rationale")
    )
    return sent(screen, name=name, ratings=ratings, **fields)


def compared(screen: Screen, value: Preference = "left", **fields: object) -> Submission:
    comparisons = tuple(Comparison(criterion=criterion, value=value) for criterion in get_args(PairCriterion))
    return sent(screen, name=None, comparisons=comparisons, **fields)


def sent(screen: Screen, *, name: str | None, **fields: object) -> Submission:
    # A token is drawn for every annotator and item, so this name is nobody else's.
    whole = {"id": name or f"sent-{screen.lease.token}", "item_id": screen.item_id, "token": screen.lease.token}
    return Submission.model_validate({**whole, **fields})


def judge_all(judging: JudgingStore, annotator: str, value: Verdict = "accept") -> list[Judged]:
    """Judge until nothing is left; return what was kept, in that order."""
    kept: list[Judged] = []
    while screen := judging.next_screen(ROUND, annotator):
        kept.append(judging.submit(rated(screen, value), annotator))
    return kept


def audited(store: Store, what: str) -> list[tuple[str, dict[str, Any]]]:
    """Return who did this and with which details, oldest first."""
    with store.engine.connect() as connection:
        query = select(AuditRow.actor, AuditRow.detail).where(AuditRow.what == what).order_by(AuditRow.id)
        return [(row.actor, row.detail) for row in connection.execute(query)]
