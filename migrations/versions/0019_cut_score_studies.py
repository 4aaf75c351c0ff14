"""Studies of a cut score: panel, ratings, and the frozen report."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None
MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "cut_decision",
    "cut_report",
    "panel_answer",
    "study_rating",
    "panelist",
    "study_step",
    "study_item",
    "cut_study",
)


def upgrade() -> None:
    make_study()
    make_panel()
    make_report()
    guard(*(table for table in TABLES if table != "panelist"))


def make_study() -> None:
    op.create_table(
        "cut_study",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_version_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("borderline", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("domain", sa.JSON(), nullable=False),
        sa.Column("convened_by_id", sa.Integer(), nullable=False),
        sa.Column("convened_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["convened_by_id"], ["person.id"], name=op.f("fk_cut_study_convened_by_id_person")),
        sa.ForeignKeyConstraint(
            ["module_version_id"], ["module_version.id"], name=op.f("fk_cut_study_module_version_id_module_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cut_study")),
    )
    op.create_index(op.f("ix_cut_study_module_version_id"), "cut_study", ["module_version_id"])
    op.create_table(
        "study_item",
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("there", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_version_id"], ["item_version.id"], name=op.f("fk_study_item_item_version_id_item_version")
        ),
        sa.ForeignKeyConstraint(["study_id"], ["cut_study.id"], name=op.f("fk_study_item_study_id_cut_study")),
        sa.PrimaryKeyConstraint("study_id", "position", name=op.f("pk_study_item")),
    )
    op.create_table(
        "study_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("step IN ('second round', 'closed', 'given up')", name=op.f("ck_study_step_step_is_known")),
        sa.CheckConstraint(
            "(step = 'given up') = (words IS NOT NULL)", name=op.f("ck_study_step_giving_up_has_a_reason")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_study_step_by_id_person")),
        sa.ForeignKeyConstraint(["study_id"], ["cut_study.id"], name=op.f("fk_study_step_study_id_cut_study")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_step")),
        sa.UniqueConstraint("study_id", "step", name=op.f("uq_study_step_study_id_step")),
    )


def make_panel() -> None:
    op.create_table(
        "panelist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("joined_at", MOMENT, nullable=True),
        sa.Column("qualification", sa.String(), nullable=True),
        sa.Column("interest", sa.String(), nullable=True),
        sa.Column("trained_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(joined_at IS NULL) = (qualification IS NULL)", name=op.f("ck_panelist_who_joins_says_what_qualifies")
        ),
        sa.CheckConstraint(
            "joined_at IS NOT NULL OR trained_at IS NULL", name=op.f("ck_panelist_who_is_trained_has_joined")
        ),
        sa.ForeignKeyConstraint(["invited_by_id"], ["person.id"], name=op.f("fk_panelist_invited_by_id_person")),
        sa.ForeignKeyConstraint(["study_id"], ["cut_study.id"], name=op.f("fk_panelist_study_id_cut_study")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panelist")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_panelist_token_hash")),
    )
    op.create_index(op.f("ix_panelist_study_id"), "panelist", ["study_id"])
    still_open = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "uq_panelist_open",
        "panelist",
        ["study_id", "email"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_table(
        "study_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panelist_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("rated_at", MOMENT, nullable=False),
        sa.CheckConstraint("round IN (0, 1, 2)", name=op.f("ck_study_rating_round_is_known")),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_study_rating_percent_is_one")),
        sa.ForeignKeyConstraint(
            ["item_version_id"], ["item_version.id"], name=op.f("fk_study_rating_item_version_id_item_version")
        ),
        sa.ForeignKeyConstraint(["panelist_id"], ["panelist.id"], name=op.f("fk_study_rating_panelist_id_panelist")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_rating")),
    )
    op.create_index("ix_study_rating_panelist_id_round", "study_rating", ["panelist_id", "round"])
    blind = sa.text("round < 2")
    op.create_index(
        "uq_study_rating_blind",
        "study_rating",
        ["panelist_id", "item_version_id", "round"],
        unique=True,
        sqlite_where=blind,
        postgresql_where=blind,
    )
    make_answers()


def make_answers() -> None:
    op.create_table(
        "panel_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panelist_id", sa.Integer(), nullable=False),
        sa.Column("cut", sa.Integer(), nullable=False),
        sa.Column("passing", sa.Integer(), nullable=False),
        sa.Column("lowest_cut", sa.Integer(), nullable=False),
        sa.Column("highest_cut", sa.Integer(), nullable=False),
        sa.Column("lowest_failing", sa.Integer(), nullable=False),
        sa.Column("highest_failing", sa.Integer(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "lowest_cut <= highest_cut AND lowest_failing <= highest_failing",
            name=op.f("ck_panel_answer_bounds_in_order"),
        ),
        sa.ForeignKeyConstraint(["panelist_id"], ["panelist.id"], name=op.f("fk_panel_answer_panelist_id_panelist")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_answer")),
        sa.UniqueConstraint("panelist_id", name=op.f("uq_panel_answer_panelist_id")),
    )


def make_report() -> None:
    op.create_table(
        "cut_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_hash", sa.String(), nullable=False),
        sa.Column("percent", sa.Double(), nullable=False),
        sa.Column("error", sa.Double(), nullable=True),
        sa.Column("panelists", sa.Integer(), nullable=False),
        sa.Column("domain", sa.JSON(), nullable=False),
        sa.Column("frozen_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["cut_study.id"], name=op.f("fk_cut_report_study_id_cut_study")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cut_report")),
        sa.UniqueConstraint("study_id", name=op.f("uq_cut_report_study_id")),
        sa.UniqueConstraint("content_hash", name=op.f("uq_cut_report_content_hash")),
    )
    op.create_table(
        "cut_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.CheckConstraint("percent BETWEEN 1 AND 100", name=op.f("ck_cut_decision_percent_is_one")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_cut_decision_decided_by_id_person")),
        sa.ForeignKeyConstraint(["report_id"], ["cut_report.id"], name=op.f("fk_cut_decision_report_id_cut_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cut_decision")),
    )
    op.create_index(op.f("ix_cut_decision_report_id"), "cut_decision", ["report_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
