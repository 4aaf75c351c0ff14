"""Sources that changed, and short quizzes on what changed, for those who were certified before."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard, guard_final, let_go, unguard

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = [
    "source_change",
    "source_mark",
    "source_look",
    "delta",
    "delta_offer",
    "delta_withdrawal",
    "delta_note",
]
ERASED = "EXISTS (SELECT 1 FROM person WHERE person.id = OLD.person_id AND person.erased_at IS NOT NULL)"
PRACTICE = f"OLD.adoption_id IS NULL AND {ERASED}"  # as migration 0015 has it
ONLY_PRACTICE = f"OLD.adoption_id IS NULL AND OLD.delta_id IS NULL AND {ERASED}"
ABOUT_PRACTICE = (
    "EXISTS (SELECT 1 FROM attempt JOIN person ON person.id = attempt.person_id WHERE attempt.id = OLD.attempt_id "
    "AND attempt.adoption_id IS NULL AND person.erased_at IS NOT NULL)"
)
ABOUT_ONLY_PRACTICE = ABOUT_PRACTICE.replace("adoption_id IS NULL", "adoption_id IS NULL AND attempt.delta_id IS NULL")
FINAL_OF_ATTEMPTS = """
id person_id clinic_id module_id module_version_id adoption_id seed form started_at deadline_at submitted_at result
passed
""".split()


def table(name: str, *columns: sa.Column, key: str = "id", to: dict[str, str], **more: sa.Constraint) -> None:
    op.create_table(
        name,
        *columns,
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}"))
            for column, other in to.items()
        ),
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{name}")),
        *more.values(),
    )


def integer(name: str, **more: bool) -> sa.Column:
    return sa.Column(name, sa.Integer(), **({"nullable": False} | more))


def words(name: str, **more: bool) -> sa.Column:
    return sa.Column(name, sa.String(), **({"nullable": False} | more))


def day(name: str) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=False)


def moment(name: str, **more: bool) -> sa.Column:
    return sa.Column(name, MOMENT, **({"nullable": False} | more))


def json(name: str) -> sa.Column:
    return sa.Column(name, sa.JSON(), nullable=False)


def upgrade() -> None:
    add_sources()
    add_deltas()
    add_to_attempts()
    guard(*TABLES)


def add_sources() -> None:
    table(
        "source_change",
        integer("id"),
        integer("module_id"),
        *(words(name) for name in ("source", "kind")),
        day("changed_on"),
        words("words"),
        words("link", nullable=True),
        integer("noted_by_id"),
        moment("noted_at"),
        to={"module_id": "module", "noted_by_id": "person"},
        kind=sa.CheckConstraint(
            "kind IN ('new edition', 'correction', 'retraction')", name=op.f("ck_source_change_kind_is_known")
        ),
    )
    op.create_index("ix_source_change_module_id_id", "source_change", ["module_id", "id"])
    table(
        "source_mark",
        integer("id"),
        integer("source_change_id"),
        words("passage"),
        words("text_hash", nullable=True),
        integer("item_version_id", nullable=True),
        to={"source_change_id": "source_change", "item_version_id": "item_version"},
        text=sa.CheckConstraint(
            "(item_version_id IS NULL) = (text_hash IS NOT NULL)", name=op.f("ck_source_mark_a_passage_has_its_text")
        ),
    )
    for column in ("source_change_id", "item_version_id"):
        op.create_index(f"ix_source_mark_{column}", "source_mark", [column])
    table(
        "source_look",
        integer("mark_id", autoincrement=False),
        integer("looked_by_id"),
        words("reason"),
        moment("recorded_at"),
        key="mark_id",
        to={"mark_id": "source_mark", "looked_by_id": "person"},
    )


def add_deltas() -> None:
    table(
        "delta",
        *(integer(name) for name in ("id", "module_id", "from_version_id", "to_version_id")),
        *(words(name) for name in ("title", "words")),
        *(json(name) for name in ("passages", "items", "source_changes")),
        moment("noted_until", nullable=True),
        *(integer(name) for name in ("size", "cut_percent", "minutes", "attempts", "per_days", "wait_hours")),
        day("until_on"),
        integer("released_by_id"),
        moment("released_at"),
        to={
            "module_id": "module",
            "from_version_id": "module_version",
            "to_version_id": "module_version",
            "released_by_id": "person",
        },
        numbers=sa.CheckConstraint(
            "cut_percent BETWEEN 0 AND 100 AND size > 0", name=op.f("ck_delta_numbers_make_sense")
        ),
    )
    op.create_index("ix_delta_module_id_id", "delta", ["module_id", "id"])
    table(
        "delta_offer",
        *(integer(name) for name in ("id", "delta_id", "person_id", "clinic_id")),
        day("until_on"),
        integer("offered_by_id"),
        moment("offered_at"),
        to={"delta_id": "delta", "person_id": "person", "clinic_id": "clinic", "offered_by_id": "person"},
        once=sa.UniqueConstraint("delta_id", "person_id", name=op.f("uq_delta_offer_delta_id_person_id")),
    )
    op.create_index("ix_delta_offer_person_id", "delta_offer", ["person_id"])
    op.create_index("ix_delta_offer_clinic_id_until_on", "delta_offer", ["clinic_id", "until_on"])
    table(
        "delta_withdrawal",
        integer("offer_id", autoincrement=False),
        integer("by_id"),
        words("reason"),
        moment("withdrawn_at"),
        key="offer_id",
        to={"offer_id": "delta_offer", "by_id": "person"},
    )
    table(
        "delta_note",
        integer("offer_id", autoincrement=False),
        integer("attempt_id"),
        day("noted_on"),
        moment("recorded_at"),
        key="offer_id",
        to={"offer_id": "delta_offer", "attempt_id": "attempt"},
        once=sa.UniqueConstraint("attempt_id", name=op.f("uq_delta_note_attempt_id")),
    )


def add_to_attempts() -> None:
    """Not in a batch, which would make the table anew: guards of other tables look into it. What is kept of it, and
    what may be removed, is said again: a quiz on changes is no practice."""
    led = "CONSTRAINT fk_attempt_delta_id_delta REFERENCES delta (id)"
    apart = "CONSTRAINT ck_attempt_changes_never_count CHECK (delta_id IS NULL OR adoption_id IS NULL)"
    op.execute(sa.text(f"ALTER TABLE attempt ADD COLUMN delta_id INTEGER {led} {apart}"))
    op.create_index("ix_attempt_delta_id", "attempt", ["delta_id", "person_id"])
    guard_final("attempt", *FINAL_OF_ATTEMPTS, "delta_id", when="OLD.submitted_at IS NOT NULL")
    let_go("attempt", f"OLD.submitted_at IS NULL OR ({ONLY_PRACTICE})")
    let_go("answer", ABOUT_ONLY_PRACTICE)


def downgrade() -> None:
    let_go("answer", ABOUT_PRACTICE)
    op.drop_table("delta_note")
    op.drop_index("ix_attempt_delta_id", "attempt")
    unguard("attempt")
    op.execute(sa.text("ALTER TABLE attempt DROP COLUMN delta_id"))
    guard_final("attempt", *FINAL_OF_ATTEMPTS, when="OLD.submitted_at IS NOT NULL")
    let_go("attempt", f"OLD.submitted_at IS NULL OR ({PRACTICE})")
    for name in reversed(TABLES[:-1]):
        op.drop_table(name)
