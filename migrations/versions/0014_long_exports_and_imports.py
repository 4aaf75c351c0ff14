"""Binders that are made by the worker and kept for some days."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("finished_at IS NULL AND failed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "kept_binder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("asked_on", sa.String(), nullable=False),
        sa.Column("version_ids", sa.JSON(), nullable=False),
        sa.Column("credentials", sa.String(), nullable=False),
        sa.Column("filter", sa.String(), nullable=False),
        sa.Column("clocks", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("failed_at", MOMENT, nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("rows_hash", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("kept_until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_kept_binder_asked_by_id_person")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_kept_binder_clinic_id_clinic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_binder")),
    )
    op.create_index("ix_kept_binder_clinic_id_id", "kept_binder", ["clinic_id", "id"])
    op.create_index("ix_kept_binder_open", "kept_binder", ["id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table(
        "binder_piece",
        sa.Column("binder_id", sa.Integer(), nullable=False),
        sa.Column("try_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["binder_id"], ["kept_binder.id"], name=op.f("fk_binder_piece_binder_id_kept_binder")),
        sa.PrimaryKeyConstraint("binder_id", "try_number", "number", name=op.f("pk_binder_piece")),
    )


def downgrade() -> None:
    op.drop_table("binder_piece")
    op.drop_table("kept_binder")
