"""A clinic can follow the rules of a state no more, and take them up again. Each adoption names the one before it."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLE, TWICE = "jurisdiction_adoption", "uq_jurisdiction_adoption_clinic_id_jurisdiction_version_id"
FIRST = {name: sa.text("follows_id IS NULL") for name in ("sqlite_where", "postgresql_where")}


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("ends", sa.Boolean(), nullable=True))
        table.add_column(sa.Column("follows_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_jurisdiction_adoption_follows_id_jurisdiction_adoption", TABLE, ["follows_id"], ["id"]
        )
        table.drop_constraint(TWICE, type_="unique")
        table.create_unique_constraint("uq_jurisdiction_adoption_follows_id", ["follows_id"])
    columns = ["clinic_id", "jurisdiction_version_id"]
    op.create_index("uq_jurisdiction_adoption_first", TABLE, columns, unique=True, **FIRST)
    guard(TABLE)


def downgrade() -> None:
    op.drop_index("uq_jurisdiction_adoption_first", TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint("uq_jurisdiction_adoption_follows_id", type_="unique")
        table.drop_constraint("fk_jurisdiction_adoption_follows_id_jurisdiction_adoption", type_="foreignkey")
        table.drop_column("follows_id")
        table.drop_column("ends")
        table.create_unique_constraint(TWICE, ["clinic_id", "jurisdiction_version_id"])
    guard(TABLE)
