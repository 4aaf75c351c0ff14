"""What items rest on, so that a change of passage, fact or source is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("module_version_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("grounds", sa.String(), nullable=True))
    op.create_table(
        "accepted_grounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("grounds", sa.String(), nullable=False),
        sa.Column("module_version_id", sa.Integer(), nullable=False),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["accepted_by_id"], ["person.id"], name=op.f("fk_accepted_grounds_accepted_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"], ["item_version.id"], name=op.f("fk_accepted_grounds_item_version_id_item_version")
        ),
        sa.ForeignKeyConstraint(
            ["module_version_id"],
            ["module_version.id"],
            name=op.f("fk_accepted_grounds_module_version_id_module_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accepted_grounds")),
        sa.UniqueConstraint("item_version_id", "grounds", name=op.f("uq_accepted_grounds_item_version_id_grounds")),
    )


def downgrade() -> None:
    op.drop_table("accepted_grounds")
    with op.batch_alter_table("module_version_item", schema=None) as batch_op:
        batch_op.drop_column("grounds")
