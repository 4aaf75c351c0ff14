"""Reminders: what was written to whom, in which words, and how people want to be written to."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("letter") as batch_op:
        batch_op.add_column(sa.Column("key", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_unique_constraint(op.f("uq_letter_key"), ["key"])
    op.create_index(
        "ix_letter_returned",
        "letter",
        ["to"],
        sqlite_where=sa.text("returned_at IS NOT NULL"),
        postgresql_where=sa.text("returned_at IS NOT NULL"),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("as_director", sa.Boolean(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letter_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_reminder_to_id_person")),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name=op.f("fk_reminder_about_id_person")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_reminder_clinic_id_clinic")),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_reminder_certificate_id_certificate")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_reminder_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("key", name=op.f("uq_reminder_key")),
    )
    op.create_index("ix_reminder_clinic_id_id", "reminder", ["clinic_id", "id"])
    op.create_index("ix_reminder_to_id_clinic_id", "reminder", ["to_id", "as_director", "clinic_id", "written_at"])
    op.create_index(op.f("ix_reminder_letter_key"), "reminder", ["letter_key"])
    op.create_table(
        "reminder_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_reminder_words_clinic_id_clinic")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_reminder_words_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_words")),
    )
    op.create_index("ix_reminder_words_clinic_id_kind", "reminder_words", ["clinic_id", "kind"])
    op.create_table(
        "reminder_settings",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.Column("early", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_settings_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reminder_settings")),
    )
    guard("reminder", "reminder_words")


def downgrade() -> None:
    op.drop_table("reminder_settings")
    op.drop_table("reminder_words")
    op.drop_table("reminder")
    op.drop_index("ix_letter_returned", "letter")
    with op.batch_alter_table("letter") as batch_op:
        batch_op.drop_constraint(op.f("uq_letter_key"), type_="unique")
        batch_op.drop_column("returned_at")
        batch_op.drop_column("key")
