"""Keep the choices of a question and their shares of belief."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "choices",
        sa.Column("turn_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("share", sa.Double, nullable=True),
        sa.PrimaryKeyConstraint("turn_id", "position", name="pk_choices"),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name="fk_choices_turn_id", ondelete="CASCADE"),
    )
