"""The tables of judging, beside those of db/tables.py. Rows never leave this folder.

    rounds 1--n items 1--n candidates, gold_verdicts
                items 1--n slots          one for each judgement that counts; a gold item gets one for each annotator
                items 1--n visits         one for each annotator who was shown the item: draft, sides, judged or not
                items 1--n submissions 1--n ratings, comparisons
    rounds 1--n places                    how far each annotator is
    rounds 1--n equal_pairs               what could not be compared, for both texts are the same

That an item is judged by exactly so many, and by nobody twice, is what the constraints of `slots` and of `submissions`
say; everything else only finds a slot quickly.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Row, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base

# A row of some query. The queries of judging are joins whose columns the names tell better than a tuple of types.
AnyRow = Row[*tuple[Any, ...]]


class RoundRow(Base):
    __tablename__ = "rounds"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    settings: Mapped[dict[str, Any]]
    open: Mapped[bool]
    # Closed only until all of its items are in, and opened then.
    filling: Mapped[bool] = mapped_column(server_default=false())
    # How many items of each kind there are, so that whoever asks for the next one need not count.
    items: Mapped[int]
    golds: Mapped[int]
    qualifications: Mapped[int]
    created_at: Mapped[datetime]


class EqualPairRow(Base):
    """`id` is made of all the others, so that the same question of the same models is here once."""

    __tablename__ = "equal_pairs"
    __table_args__ = (Index(None, "round_id"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    question_id: Mapped[str]
    first: Mapped[str]
    second: Mapped[str]


class ItemRow(Base):
    __tablename__ = "items"
    __table_args__ = (Index(None, "round_id", "kind", "rank"), Index(None, "image_id"))

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    image_id: Mapped[str] = mapped_column(ForeignKey("images.id", ondelete="RESTRICT"))
    regions: Mapped[list[dict[str, Any]]]
    size: Mapped[int]  # candidates
    priority: Mapped[float]
    uniform: Mapped[bool]
    rank: Mapped[int]  # place in the queue, among the items of its kind, 0 first
    extended: Mapped[bool]  # one more slot was opened because annotators disagreed


class CandidateRow(Base):
    __tablename__ = "candidates"

    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[str] = mapped_column(String(200))
    regions: Mapped[list[dict[str, Any]] | None]  # None: those of the item
    question: Mapped[str]
    answer: Mapped[str]
    rationale: Mapped[str]
    origin: Mapped[dict[str, Any]]
    scores: Mapped[dict[str, Any]]


class GoldVerdictRow(Base):
    __tablename__ = "gold_verdicts"

    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    qa: Mapped[str] = mapped_column(String(8))
    rationale: Mapped[str] = mapped_column(String(8))
    why: Mapped[str]


class SlotRow(Base):
    """The room for one judgement. "open" was never taken, "again" was given back or opened later, "leased" is taken
    until `expires_at` and by nobody else before, "done" is judged. `slot` is None for gold and qualification items,
    which everybody judges."""

    __tablename__ = "slots"
    __table_args__ = (
        UniqueConstraint("item_id", "slot"),
        UniqueConstraint("item_id", "annotator"),
        CheckConstraint("(annotator IS NULL) = (state IN ('open', 'again'))", name="ck_slots_annotator"),
        CheckConstraint("(expires_at IS NULL) = (state <> 'leased')", name="ck_slots_expires_at"),
        Index(None, "round_id", "state", "rank", "item_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(String(64))
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    slot: Mapped[int | None]
    rank: Mapped[int]
    state: Mapped[str] = mapped_column(String(8))
    annotator: Mapped[str | None] = mapped_column(String(64))
    expires_at: Mapped[datetime | None]
    swapped: Mapped[bool | None]


class VisitRow(Base):
    """An annotator was shown an item. `finished` is judged or skipped: it is not shown again, except to be revised."""

    __tablename__ = "visits"
    __table_args__ = (Index(None, "annotator", "image_id"),)

    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    annotator: Mapped[str] = mapped_column(String(64), primary_key=True)
    image_id: Mapped[str] = mapped_column(String(64))
    token: Mapped[str] = mapped_column(String(64))
    swapped: Mapped[bool]
    finished: Mapped[bool]
    draft: Mapped[dict[str, Any]]


class PlaceRow(Base):
    """How far an annotator is in a round: finished items of each kind, and where to go on.

    No "open" slot ranked before `frontier` is for this annotator. `balance` is pairs shown with sides exchanged less
    those shown as they are. `ahead` is the picture that was announced as likely to come next.
    """

    __tablename__ = "places"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True)
    annotator: Mapped[str] = mapped_column(String(64), primary_key=True)
    items: Mapped[int]
    golds: Mapped[int]
    qualifications: Mapped[int]
    frontier: Mapped[int]
    balance: Mapped[int]
    slot_id: Mapped[int | None]
    ahead: Mapped[str | None] = mapped_column(String(64))


class SubmissionRow(Base):
    """What an annotator said of an item. `slot` is None for what does not count: surplus, gold, qualification.

    `last_id` is the client's id of the newest revision, at first that of the submission itself.
    """

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("item_id", "slot"), Index(None, "round_id", "annotator", "created_at"))

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    round_id: Mapped[str] = mapped_column(String(64))
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="RESTRICT"))
    annotator: Mapped[str] = mapped_column(String(64))
    slot: Mapped[int | None]
    surplus: Mapped[bool]
    swapped: Mapped[bool]
    flagged: Mapped[bool]
    comment: Mapped[str]
    seconds: Mapped[float]
    guidelines: Mapped[str] = mapped_column(String(64))
    revised: Mapped[int]
    last_id: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


class RatingRow(Base):
    __tablename__ = "ratings"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    criterion: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[str] = mapped_column(String(8))
    given: Mapped[str] = mapped_column(String(8))


class ComparisonRow(Base):
    __tablename__ = "comparisons"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id", ondelete="CASCADE"), primary_key=True)
    criterion: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[str] = mapped_column(String(8))


class SkipRow(Base):
    __tablename__ = "skips"

    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    annotator: Mapped[str] = mapped_column(String(64), primary_key=True)
    reason: Mapped[str] = mapped_column(String(64))
    note: Mapped[str]
    created_at: Mapped[datetime]


class AdjudicationRow(Base):
    __tablename__ = "adjudications"

    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    criterion: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[str] = mapped_column(String(8))
    actor: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class AuditRow(Base):
    """Who changed what, written in the transaction that changed it."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(64))
    detail: Mapped[dict[str, Any]]
