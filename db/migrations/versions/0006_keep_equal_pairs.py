"""Keep what a round of comparing leaves out because both texts are equal."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "equal_pairs",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("question_id", sa.Text, nullable=False),
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("second", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_equal_pairs"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_equal_pairs_round_id", ondelete="CASCADE"),
    )
    op.create_index("ix_equal_pairs_round_id", "equal_pairs", ["round_id"])
