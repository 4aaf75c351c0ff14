"""What the law of a state asks, in versions, and which version a clinic follows."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "jurisdiction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jurisdiction")),
        sa.UniqueConstraint("slug", name=op.f("uq_jurisdiction_slug")),
    )
    op.create_table(
        "jurisdiction_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jurisdiction_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"],
            ["jurisdiction.id"],
            name=op.f("fk_jurisdiction_version_jurisdiction_id_jurisdiction"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jurisdiction_version")),
        sa.UniqueConstraint("jurisdiction_id", "number", name=op.f("uq_jurisdiction_version_jurisdiction_id_number")),
    )
    op.create_table(
        "jurisdiction_adoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("jurisdiction_version_id", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_by_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adopted_by_id"], ["person.id"], name=op.f("fk_jurisdiction_adoption_adopted_by_id_person")
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_jurisdiction_adoption_clinic_id_clinic")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_version_id"],
            ["jurisdiction_version.id"],
            name=op.f("fk_jurisdiction_adoption_jurisdiction_version_id_jurisdiction_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jurisdiction_adoption")),
        sa.UniqueConstraint(
            "clinic_id",
            "jurisdiction_version_id",
            name=op.f("uq_jurisdiction_adoption_clinic_id_jurisdiction_version_id"),
        ),
    )
    op.create_index(
        op.f("ix_jurisdiction_adoption_jurisdiction_version_id"), "jurisdiction_adoption", ["jurisdiction_version_id"]
    )
    guard("jurisdiction_version", "jurisdiction_adoption")


def downgrade() -> None:
    op.drop_table("jurisdiction_adoption")
    op.drop_table("jurisdiction_version")
    op.drop_table("jurisdiction")
