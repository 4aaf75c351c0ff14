"""Texts that questions were drafted from, the drafts, and what was decided on each."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_draft_text_made_by_id_person")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_draft_text_module_id_module")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_text")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_text_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["draft_text_id"], ["draft_text.id"], name=op.f("fk_draft_draft_text_id_draft_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("draft_text_id", "position", name=op.f("uq_draft_draft_text_id_position")),
    )
    op.create_table(
        "draft_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_draft_decision_decided_by_id_person")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_decision_draft_id_draft")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_decision")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_draft_decision_draft_id_number")),
    )
    with op.batch_alter_table("draft_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_decision_decided_by_id"), ["decided_by_id"], unique=False)


def downgrade() -> None:
    op.drop_table("draft_decision")
    op.drop_table("draft")
    op.drop_table("draft_text")
