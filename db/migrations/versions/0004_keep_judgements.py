"""Keep rounds of judging: what is judged, by whom, and what they said."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_rounds()
    _create_queue()
    _create_what_was_said()


def _create_rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("items", sa.Integer, nullable=False),
        sa.Column("golds", sa.Integer, nullable=False),
        sa.Column("qualifications", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("image_id", sa.String(64), nullable=False),
        sa.Column("regions", sa.JSON, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("priority", sa.Double, nullable=False),
        sa.Column("uniform", sa.Boolean, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("extended", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["image_id"], ["images.id"], name="fk_items_image_id", ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_items_round_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
    )
    op.create_index("ix_items_image_id", "items", ["image_id"])
    op.create_index("ix_items_round_id_kind_rank", "items", ["round_id", "kind", "rank"])
    op.create_table(
        "candidates",
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("candidate_id", sa.String(200), nullable=False),
        sa.Column("regions", sa.JSON, nullable=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("rationale", sa.Text, nullable=False),
        sa.Column("origin", sa.JSON, nullable=False),
        sa.Column("scores", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_candidates_item_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "position", name="pk_candidates"),
    )
    op.create_table(
        "gold_verdicts",
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("qa", sa.String(8), nullable=False),
        sa.Column("rationale", sa.String(8), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_gold_verdicts_item_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "position", name="pk_gold_verdicts"),
    )


def _create_queue() -> None:
    op.create_table(
        "slots",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("slot", sa.Integer, nullable=True),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("annotator", sa.String(64), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("swapped", sa.Boolean, nullable=True),
        sa.CheckConstraint("(annotator IS NULL) = (state IN ('open', 'again'))", name="ck_slots_annotator"),
        sa.CheckConstraint("(expires_at IS NULL) = (state <> 'leased')", name="ck_slots_expires_at"),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_slots_item_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_slots"),
        sa.UniqueConstraint("item_id", "annotator", name="uq_slots_item_id_annotator"),
        sa.UniqueConstraint("item_id", "slot", name="uq_slots_item_id_slot"),
    )
    op.create_index("ix_slots_round_id_state_rank_item_id", "slots", ["round_id", "state", "rank", "item_id"])
    op.create_table(
        "visits",
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("annotator", sa.String(64), nullable=False),
        sa.Column("image_id", sa.String(64), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("swapped", sa.Boolean, nullable=False),
        sa.Column("finished", sa.Boolean, nullable=False),
        sa.Column("draft", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_visits_item_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "annotator", name="pk_visits"),
    )
    op.create_index("ix_visits_annotator_image_id", "visits", ["annotator", "image_id"])
    op.create_table(
        "places",
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("annotator", sa.String(64), nullable=False),
        sa.Column("items", sa.Integer, nullable=False),
        sa.Column("golds", sa.Integer, nullable=False),
        sa.Column("qualifications", sa.Integer, nullable=False),
        sa.Column("frontier", sa.Integer, nullable=False),
        sa.Column("balance", sa.Integer, nullable=False),
        sa.Column("slot_id", sa.Integer, nullable=True),
        sa.Column("ahead", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_places_round_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("round_id", "annotator", name="pk_places"),
    )
    op.create_table(
        "skips",
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("annotator", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_skips_item_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "annotator", name="pk_skips"),
    )


def _create_what_was_said() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("annotator", sa.String(64), nullable=False),
        sa.Column("slot", sa.Integer, nullable=True),
        sa.Column("surplus", sa.Boolean, nullable=False),
        sa.Column("swapped", sa.Boolean, nullable=False),
        sa.Column("flagged", sa.Boolean, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("guidelines", sa.String(64), nullable=False),
        sa.Column("revised", sa.Integer, nullable=False),
        sa.Column("last_id", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_submissions_item_id", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint("item_id", "slot", name="uq_submissions_item_id_slot"),
    )
    op.create_index(
        "ix_submissions_round_id_annotator_created_at", "submissions", ["round_id", "annotator", "created_at"]
    )
    op.create_table(
        "ratings",
        sa.Column("submission_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("criterion", sa.String(16), nullable=False),
        sa.Column("value", sa.String(8), nullable=False),
        sa.Column("given", sa.String(8), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_ratings_submission_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("submission_id", "position", "criterion", name="pk_ratings"),
    )
    op.create_table(
        "comparisons",
        sa.Column("submission_id", sa.String(64), nullable=False),
        sa.Column("criterion", sa.String(16), nullable=False),
        sa.Column("value", sa.String(8), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_comparisons_submission_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("submission_id", "criterion", name="pk_comparisons"),
    )
    op.create_table(
        "adjudications",
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("criterion", sa.String(16), nullable=False),
        sa.Column("value", sa.String(8), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_adjudications_item_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "position", "criterion", name="pk_adjudications"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
