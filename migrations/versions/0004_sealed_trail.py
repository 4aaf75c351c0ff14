"""What is only ever added: sealed in batches, and guarded by the database."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import drop_function, guard, guard_final, make_function, unguard

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ONLY_ADDED = """
event credential_version module_pass certificate certificate_pass module_version item_version module_version_item
accepted_grounds adoption answer draft draft_decision sealed_batch sealed_line
""".split()
FINAL_OF_ATTEMPTS = """
id person_id clinic_id module_id module_version_id adoption_id seed form started_at deadline_at submitted_at result
passed
""".split()


def upgrade() -> None:
    op.create_table(
        "sealed_batch",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_sealed_batch")),
    )
    op.create_table(
        "sealed_line",
        sa.Column("batch_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_number"], ["sealed_batch.number"], name=op.f("fk_sealed_line_batch_number_sealed_batch")
        ),
        sa.PrimaryKeyConstraint("batch_number", "position", name=op.f("pk_sealed_line")),
        sa.UniqueConstraint("table_name", "row_id", name=op.f("uq_sealed_line_table_name_row_id")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_attempt_submitted_at_id",
        "attempt",
        ["submitted_at", "id"],
        sqlite_where=sa.text("submitted_at IS NOT NULL"),
        postgresql_where=sa.text("submitted_at IS NOT NULL"),
    )
    make_function()
    guard(*ONLY_ADDED)
    guard_final("attempt", *FINAL_OF_ATTEMPTS, when="OLD.submitted_at IS NOT NULL")


def downgrade() -> None:
    unguard("attempt", *ONLY_ADDED)
    drop_function()
    op.drop_index("ix_attempt_submitted_at_id", table_name="attempt")
    op.drop_table("sealed_line")
    op.drop_table("sealed_batch")
