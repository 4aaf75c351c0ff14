"""Questions brought in from files of other products, as batches that can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_batches()
    op.create_table(
        "question_file",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        points_at("question_file", "batch_id", "question_batch"),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_question_file")),
    )
    make_lines()


def make_batches() -> None:
    op.create_table(
        "question_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        moment("read_at"),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=True),
        sa.Column("mapping", sa.JSON(), nullable=True),
        sa.Column("planned", sa.JSON(), nullable=True),
        sa.Column("manuscript_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        moment("confirmed_at"),
        moment("finished_at"),
        sa.Column("undo_asked_by_id", sa.Integer(), nullable=True),
        moment("undo_asked_at"),
        moment("undone_at"),
        moment("taken_at"),
        sa.Column("lines_done", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        points_at("question_batch", "sent_by_id", "person"),
        points_at("question_batch", "manuscript_id", "manuscript"),
        points_at("question_batch", "confirmed_by_id", "person"),
        points_at("question_batch", "undo_asked_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_batch")),
    )
    op.create_index(op.f("ix_question_batch_manuscript_id"), "question_batch", ["manuscript_id"])
    op.create_index(op.f("ix_question_batch_sha256"), "question_batch", ["sha256"])


def make_lines() -> None:
    op.create_table(
        "question_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=True),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("seen_number", sa.Integer(), nullable=True),
        sa.Column("part_id", sa.Integer(), nullable=True),
        sa.Column("part_version_id", sa.Integer(), nullable=True),
        moment("undone_at"),
        sa.Column("stays", sa.String(), nullable=True),
        points_at("question_line", "batch_id", "question_batch"),
        points_at("question_line", "part_id", "manuscript_part"),
        points_at("question_line", "part_version_id", "part_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_line")),
        sa.UniqueConstraint("batch_id", "number", name=op.f("uq_question_line_batch_id_number")),
    )
    op.create_index("ix_question_line_batch_id_outcome", "question_line", ["batch_id", "outcome"])
    op.create_index("ix_question_line_part_id", "question_line", ["part_id"])


def moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def points_at(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def downgrade() -> None:
    for table in ("question_line", "question_file", "question_batch"):
        op.drop_table(table)
