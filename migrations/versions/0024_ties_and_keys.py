"""What ties a panelist to the quiz; and in SQLite no program replaces a row that is only ever added."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard_keys, guarded, unguard_keys

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("panelist", sa.Column("ties", sa.JSON(), nullable=False, server_default="[]"))
    guard_keys(*guarded())


def downgrade() -> None:
    unguard_keys(*guarded())
    op.drop_column("panelist", "ties")
