"""What educators write in the browser: manuscripts, their parts, versions of these, reviews and remarks."""

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
