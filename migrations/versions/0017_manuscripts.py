"""What educators write in the browser: manuscripts, their parts, versions of these, reviews and remarks."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("closed_at IS NULL")
WRITTEN_ONCE = ("part_version", "part_submission", "part_review", "part_remark", "part_remark_answer", "publication")


def upgrade() -> None:
    make_manuscripts()
    make_versions()
    make_reviews()
    make_remarks()
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        reference("manuscript_id"),
        reference("module_version_id"),
        reference("published_by_id"),
        moment("published_at"),
        points_at("publication", "manuscript_id", "manuscript"),
        points_at("publication", "module_version_id", "module_version"),
        points_at("publication", "published_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("module_version_id", name=op.f("uq_publication_module_version_id")),
    )
    index("publication", "manuscript_id", "published_by_id")
    guard(*WRITTEN_ONCE)


def make_manuscripts() -> None:
    op.create_table(
        "manuscript",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("based_on_id", sa.Integer(), nullable=True),
        reference("begun_by_id"),
        moment("begun_at"),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        points_at("manuscript", "module_id", "module"),
        points_at("manuscript", "based_on_id", "module_version"),
        points_at("manuscript", "begun_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manuscript")),
    )
    index("manuscript", "module_id")
    op.create_index(
        "uq_manuscript_slug_open", "manuscript", ["slug"], unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN
    )
    op.create_table(
        "manuscript_part",
        sa.Column("id", sa.Integer(), nullable=False),
        reference("manuscript_id"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        points_at("manuscript_part", "manuscript_id", "manuscript"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manuscript_part")),
        sa.UniqueConstraint("manuscript_id", "kind", "slug", name=op.f("uq_manuscript_part_manuscript_id_kind_slug")),
    )


def make_versions() -> None:
    op.create_table(
        "part_version",
        sa.Column("id", sa.Integer(), nullable=False),
        reference("part_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        reference("author_id"),
        moment("saved_at"),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        points_at("part_version", "part_id", "manuscript_part"),
        points_at("part_version", "author_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_version")),
        sa.UniqueConstraint("part_id", "number", name=op.f("uq_part_version_part_id_number")),
    )
    index("part_version", "author_id")
    op.create_table(
        "part_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        reference("part_version_id"),
        reference("submitted_by_id"),
        moment("submitted_at"),
        points_at("part_submission", "part_version_id", "part_version"),
        points_at("part_submission", "submitted_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_submission")),
        sa.UniqueConstraint("part_version_id", name=op.f("uq_part_submission_part_version_id")),
    )
    index("part_submission", "submitted_by_id")


def make_reviews() -> None:
    op.create_table(
        "part_review",
        sa.Column("id", sa.Integer(), nullable=False),
        reference("part_version_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        reference("reviewer_id"),
        sa.Column("approves", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        moment("reviewed_at"),
        points_at("part_review", "part_version_id", "part_version"),
        points_at("part_review", "reviewer_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_review")),
        sa.UniqueConstraint("part_version_id", "number", name=op.f("uq_part_review_part_version_id_number")),
    )
    index("part_review", "reviewer_id")


def make_remarks() -> None:
    op.create_table(
        "part_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        reference("part_version_id"),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        reference("made_by_id"),
        moment("made_at"),
        points_at("part_remark", "part_version_id", "part_version"),
        points_at("part_remark", "made_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_remark")),
    )
    index("part_remark", "part_version_id", "made_by_id")
    op.create_table(
        "part_remark_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        reference("remark_id"),
        sa.Column("words", sa.String(), nullable=False),
        reference("made_by_id"),
        moment("made_at"),
        points_at("part_remark_answer", "remark_id", "part_remark"),
        points_at("part_remark_answer", "made_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_remark_answer")),
        sa.UniqueConstraint("remark_id", name=op.f("uq_part_remark_answer_remark_id")),
    )
    index("part_remark_answer", "made_by_id")


def reference(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def points_at(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in ("publication", "part_remark_answer", "part_remark", "part_review", "part_submission"):
        op.drop_table(table)
    for table in ("part_version", "manuscript_part", "manuscript"):
        op.drop_table(table)
