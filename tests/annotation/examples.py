"""Small rounds for the tests of the rules: items, and judgements written in one line."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from models.judging import Candidate, Comparison, Criterion, GoldVerdict, Item, ItemKind, Judged, Rating, Verdict
from models.records import QAR, Setting

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SHORT: dict[str, Verdict] = {"a": "accept", "m": "maybe", "r": "reject"}


def picture(number: int) -> str:
    return hashlib.sha256(f"picture {number}".encode()).hexdigest()


def candidate(
    number: int = 0,
    *,
    of: int = 0,
    origin: dict[str, Setting] | None = None,
    scores: dict[str, float] | None = None,
    question: str = "why is [0] sad?",
) -> Candidate:
    qar = QAR(question=question, answer=f"reason {number}", rationale=f"[0] shows it {number}")
    return Candidate(id=f"c{number}", image_id=picture(of), qar=qar, origin=origin or {}, scores=scores or {})


def item(
    name: str = "i",
    *,
    picture_number: int = 0,
    count: int = 1,
    kind: ItemKind = "item",
    gold: str = "",
    candidates: Sequence[Candidate] = (),
) -> Item:
    """Return an item; `gold` has two letters for each candidate, as in "aa ar": question and answer, rationale."""
    return Item(
        id=name,
        kind=kind,
        image_id=picture(picture_number),
        candidates=tuple(candidates) or tuple(candidate(number, of=picture_number) for number in range(count)),
        gold=tuple(GoldVerdict(qa=SHORT[each[0]], rationale=SHORT[each[1]]) for each in gold.split()),
    )


def ratings(verdicts: str) -> tuple[Rating, ...]:
    """Return the ratings of "am rr": accept and maybe for the first candidate, a rejection that forces one for the
    second."""
    found: list[Rating] = []
    for position, (qa, rationale) in enumerate(verdicts.split()):
        given = "forced" if qa == "r" else "chosen"
        found.append(Rating(position=position, criterion="qa", value=SHORT[qa]))
        found.append(Rating(position=position, criterion="rationale", value=SHORT[rationale], given=given))
    return tuple(found)


def judged(
    name: str,
    annotator: str,
    verdicts: str = "",
    *,
    kind: ItemKind = "item",
    surplus: bool = False,
    seconds: float = 0.0,
    after: float = 0.0,
    prefers: Iterable[tuple[str, str]] = (),
    left: int | None = None,
    guidelines: str = "v1",
) -> Judged:
    """Return what an annotator said of the item `name`, `after` seconds; `prefers` has (criterion, side) pairs."""
    comparisons = tuple(Comparison.model_validate({"criterion": what, "value": side}) for what, side in prefers)
    return Judged(
        id=f"{name}-by-{annotator}",
        round_id="round",
        item_id=name,
        item_kind=kind,
        annotator=annotator,
        slot=None if surplus else 0,
        surplus=surplus,
        ratings=ratings(verdicts),
        comparisons=comparisons,
        left=left,
        right=None if left is None else 1 - left,
        seconds=seconds,
        guidelines=guidelines,
        created_at=NOON + timedelta(seconds=after),
    )


def given(position: int, criterion: Criterion, letter: str, *, forced: bool = False) -> Rating:
    return Rating(position=position, criterion=criterion, value=SHORT[letter], given="forced" if forced else "chosen")
