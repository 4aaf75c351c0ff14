"""Long binders and long imports are made by the worker: what is kept of them, and how far they are."""

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
    op.create_table(
        "import_plan_line",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_plan_line_batch_id_import_batch")
        ),
        sa.PrimaryKeyConstraint("batch_id", "number", name=op.f("pk_import_plan_line")),
    )
    with op.batch_alter_table("import_batch") as table:
        for column in working():
            table.add_column(column)
        table.create_foreign_key(op.f("fk_import_batch_tried_by_id_person"), "person", ["tried_by_id"], ["id"])
    # Until now an import was done in parts. Of one that broke off, what is done stays; the same file brings the rest.
    op.execute("UPDATE import_batch SET finished_at = made_at WHERE made_at IS NOT NULL AND finished_at IS NULL")


def working() -> list[sa.Column]:
    return [
        sa.Column("preview", sa.JSON(), nullable=True),
        sa.Column("try_asked_at", MOMENT, nullable=True),
        sa.Column("tried_by_id", sa.Integer(), nullable=True),
        sa.Column("tried_at", MOMENT, nullable=True),
        sa.Column("tried", sa.JSON(), nullable=True),
        sa.Column("undo_asked_at", MOMENT, nullable=True),
        sa.Column("taken_at", MOMENT, nullable=True),
        sa.Column("work_number", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("tries_left", sa.Integer(), nullable=False, server_default="3"),
        sa.Column("rows_done", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("failed_at", MOMENT, nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
    ]


def downgrade() -> None:
    with op.batch_alter_table("import_batch") as table:
        table.drop_constraint(op.f("fk_import_batch_tried_by_id_person"), type_="foreignkey")
        for column in reversed(working()):
            table.drop_column(column.name)
    op.drop_table("import_plan_line")
    op.drop_table("binder_piece")
    op.drop_table("kept_binder")
