"""Assignments; how sure somebody was of an answer, and where that was a confident error on a safety-critical item."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Not in a batch, which would make the table anew: SQLite keeps it in the order of its key, and guards it.
    op.add_column("answer", sa.Column("sure", sa.String(), nullable=True))
    op.create_table(
        "confident_miss",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_confident_miss_attempt_id_attempt")),
        sa.ForeignKeyConstraint(
            ["item_version_id"], ["item_version.id"], name=op.f("fk_confident_miss_item_version_id_item_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confident_miss")),
        sa.UniqueConstraint("attempt_id", "number", name=op.f("uq_confident_miss_attempt_id_number")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('module', 'credential')", name=op.f("ck_assignment_kind_is_known")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_assignment_asked_by_id_person")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_assignment_clinic_id_clinic")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index("ix_assignment_clinic_id_id", "assignment", ["clinic_id", "id"])
    op.create_index("ix_assignment_person_id_id", "assignment", ["person_id", "id"])
    op.create_table(
        "assignment_withdrawal",
        sa.Column("assignment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_withdrawal_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_assignment_withdrawal_by_id_person")),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_assignment_withdrawal")),
    )
    guard("confident_miss", "assignment", "assignment_withdrawal")


def downgrade() -> None:
    for table in ("assignment_withdrawal", "assignment", "confident_miss"):
        op.drop_table(table)
    op.drop_column("answer", "sure")
