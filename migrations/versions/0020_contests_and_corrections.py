"""Contested items, proposed corrections with what they would change, and the results they lead to."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard, let_go, on_postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None
MOMENT = sa.DateTime(timezone=True)

# Practice of an erased account goes, and what was said about it goes along: see 0015.
ABOUT_PRACTICE = (
    "EXISTS (SELECT 1 FROM attempt JOIN person ON person.id = attempt.person_id WHERE attempt.id = OLD.attempt_id "
    "AND attempt.adoption_id IS NULL AND person.erased_at IS NOT NULL)"
)
ANSWERS_PRACTICE = (
    "EXISTS (SELECT 1 FROM contest JOIN attempt ON attempt.id = contest.attempt_id "
    "JOIN person ON person.id = attempt.person_id WHERE contest.id = OLD.contest_id "
    "AND attempt.adoption_id IS NULL AND person.erased_at IS NOT NULL)"
)
TABLES = (
    "contest",
    "contest_answer",
    "correction",
    "correction_item",
    "correction_withdrawal",
    "correction_decision",
    "regrading",
    "retest_offer",
)


def number(name: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=null)


def words(name: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=null)


def points_at(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*(columns or ("id",)), name=op.f(f"pk_{table}"))


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def upgrade() -> None:
    contests()
    corrections()
    results()
    guard(*TABLES)
    let_go("contest", ABOUT_PRACTICE)
    let_go("contest_answer", ANSWERS_PRACTICE)
    let_go("regrading", ABOUT_PRACTICE)


def contests() -> None:
    op.create_table(
        "contest",
        number("id"),
        number("attempt_id"),
        number("number"),
        number("item_version_id"),
        words("given", null=True),
        words("words"),
        number("made_by_id"),
        sa.Column("made_at", MOMENT, nullable=False),
        points_at("contest", "attempt_id", "attempt"),
        points_at("contest", "item_version_id", "item_version"),
        points_at("contest", "made_by_id", "person"),
        key("contest"),
        unique("contest", "attempt_id", "number"),
    )
    op.create_index("ix_contest_item_version_id_id", "contest", ["item_version_id", "id"])
    op.create_table(
        "contest_answer",
        number("id"),
        number("contest_id"),
        sa.Column("upheld", sa.Boolean(), nullable=False),
        words("words"),
        number("answered_by_id"),
        sa.Column("answered_at", MOMENT, nullable=False),
        points_at("contest_answer", "contest_id", "contest"),
        points_at("contest_answer", "answered_by_id", "person"),
        key("contest_answer"),
        unique("contest_answer", "contest_id"),
    )


def corrections() -> None:
    op.create_table(
        "correction",
        number("id"),
        number("module_id"),
        words("remedy"),
        words("reason"),
        sa.Column("retest_until", sa.Date(), nullable=False),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.Column("radius", sa.JSON(), nullable=False),
        number("proposed_by_id"),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.CheckConstraint("remedy IN ('key', 'drop', 'credit', 'retest')", name=op.f("ck_correction_remedy_is_known")),
        points_at("correction", "module_id", "module"),
        points_at("correction", "proposed_by_id", "person"),
        key("correction"),
    )
    op.create_index("ix_correction_module_id_id", "correction", ["module_id", "id"])
    op.create_table(
        "correction_item",
        number("correction_id"),
        number("item_version_id"),
        sa.Column("document", sa.JSON(none_as_null=True), nullable=True),
        points_at("correction_item", "correction_id", "correction"),
        points_at("correction_item", "item_version_id", "item_version"),
        key("correction_item", "correction_id", "item_version_id"),
    )
    op.create_index(op.f("ix_correction_item_item_version_id"), "correction_item", ["item_version_id"])
    op.create_table(
        "correction_withdrawal",
        number("id"),
        number("correction_id"),
        words("reason"),
        number("by_id"),
        sa.Column("withdrawn_at", MOMENT, nullable=False),
        points_at("correction_withdrawal", "correction_id", "correction"),
        points_at("correction_withdrawal", "by_id", "person"),
        key("correction_withdrawal"),
        unique("correction_withdrawal", "correction_id"),
    )
    op.create_table(
        "correction_decision",
        number("id"),
        number("correction_id"),
        number("clinic_id", null=True),
        sa.Column("approves", sa.Boolean(), nullable=False),
        words("words"),
        sa.Column("radius", sa.JSON(), nullable=False),
        words("digest"),
        number("decided_by_id"),
        sa.Column("decided_at", MOMENT, nullable=False),
        points_at("correction_decision", "correction_id", "correction"),
        points_at("correction_decision", "clinic_id", "clinic"),
        points_at("correction_decision", "decided_by_id", "person"),
        key("correction_decision"),
    )
    op.create_index(
        "uq_correction_decision_clinic",
        "correction_decision",
        ["correction_id", sa.text("coalesce(clinic_id, 0)")],
        unique=True,
    )


def results() -> None:
    op.create_table(
        "regrading",
        number("id"),
        number("attempt_id"),
        number("correction_id"),
        number("decision_id"),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        points_at("regrading", "attempt_id", "attempt"),
        points_at("regrading", "correction_id", "correction"),
        points_at("regrading", "decision_id", "correction_decision"),
        key("regrading"),
        unique("regrading", "attempt_id", "correction_id"),
    )
    op.create_index(op.f("ix_regrading_correction_id"), "regrading", ["correction_id"])
    op.create_table(
        "retest_offer",
        number("id"),
        number("person_id"),
        number("module_id"),
        number("attempt_id"),
        number("correction_id"),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("offered_at", MOMENT, nullable=False),
        points_at("retest_offer", "person_id", "person"),
        points_at("retest_offer", "module_id", "module"),
        points_at("retest_offer", "attempt_id", "attempt"),
        points_at("retest_offer", "correction_id", "correction"),
        key("retest_offer"),
        unique("retest_offer", "attempt_id", "correction_id"),
    )
    op.create_index(op.f("ix_retest_offer_correction_id"), "retest_offer", ["correction_id"])
    op.create_index("ix_retest_offer_person_id_module_id", "retest_offer", ["person_id", "module_id"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if on_postgresql():
        for table in ("contest", "contest_answer", "regrading"):
            op.execute(sa.text(f"DROP FUNCTION refuse_removal_of_{table}()"))
