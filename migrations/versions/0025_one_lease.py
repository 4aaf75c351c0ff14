"""Imports of questions are counted and given up like the other long work; whose turn it is has one name in all."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE kept_binder RENAME COLUMN tries TO work_number")
    op.add_column("question_batch", sa.Column("work_number", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("question_batch", sa.Column("tries_left", sa.Integer(), nullable=False, server_default="3"))
    op.add_column("question_batch", sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE question_batch SET failed_at = coalesce(undo_asked_at, confirmed_at, sent_at) WHERE problem IS NOT NULL"
    )


def downgrade() -> None:
    for name in ("failed_at", "tries_left", "work_number"):
        op.drop_column("question_batch", name)
    op.execute("ALTER TABLE kept_binder RENAME COLUMN work_number TO tries")
