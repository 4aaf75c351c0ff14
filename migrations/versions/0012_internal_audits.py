"""Internal audits, with their samples, findings and signatures; and who looked at whom."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "internal_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("credential_version_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=True),
        sa.Column("known_at", MOMENT, nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("population_hash", sa.String(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("method IN ('random', 'weighted')", name=op.f("ck_internal_audit_method_is_known")),
        sa.ForeignKeyConstraint(["begun_by_id"], ["person.id"], name=op.f("fk_internal_audit_begun_by_id_person")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_internal_audit_clinic_id_clinic")),
        sa.ForeignKeyConstraint(
            ["credential_version_id"],
            ["credential_version.id"],
            name=op.f("fk_internal_audit_credential_version_id_credential_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_audit")),
    )
    op.create_index("ix_internal_audit_clinic_id_id", "internal_audit", ["clinic_id", "id"])
    op.create_table(
        "audit_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_id"], ["internal_audit.id"], name=op.f("fk_audit_file_audit_id_internal_audit")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_audit_file_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_file")),
        sa.UniqueConstraint("audit_id", "person_id", name=op.f("uq_audit_file_audit_id_person_id")),
        sa.UniqueConstraint("audit_id", "position", name=op.f("uq_audit_file_audit_id_position")),
    )
    op.create_index(op.f("ix_audit_file_person_id"), "audit_file", ["person_id"])
    op.create_table(
        "audit_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint("grade IN ('none', 'minor', 'major')", name=op.f("ck_audit_finding_grade_is_known")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_audit_finding_by_id_person")),
        sa.ForeignKeyConstraint(["file_id"], ["audit_file.id"], name=op.f("fk_audit_finding_file_id_audit_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_finding")),
    )
    op.create_index("ix_audit_finding_file_id_id", "audit_finding", ["file_id", "id"])
    op.create_table(
        "audit_sign_off",
        sa.Column("file_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_audit_sign_off_by_id_person")),
        sa.ForeignKeyConstraint(["file_id"], ["audit_file.id"], name=op.f("fk_audit_sign_off_file_id_audit_file")),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_audit_sign_off")),
    )
    op.create_table(
        "look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.Column("looked_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name=op.f("fk_look_about_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_look_by_id_person")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_look_clinic_id_clinic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
        sa.UniqueConstraint(
            "by_id", "about_id", "clinic_id", "hour", name=op.f("uq_look_by_id_about_id_clinic_id_hour")
        ),
    )
    op.create_index("ix_look_about_id_id", "look", ["about_id", "id"])
    op.create_index("ix_look_clinic_id_id", "look", ["clinic_id", "id"])
    guard("internal_audit", "audit_file", "audit_finding", "audit_sign_off", "look")


def downgrade() -> None:
    for table in ("look", "audit_sign_off", "audit_finding", "audit_file", "internal_audit"):
        op.drop_table(table)
