"""One row for each marked question of an attempt, which all numbers about items are computed from.

What was handed in before is filled in here, a thousand attempts at a time, so that memory does not grow with them. The
scores come from the kinds that marked those attempts; each item version is read once, each answer to it judged once.

That marking is the app's, so it is loaded only where something was handed in before this: a new installation is made
without it. Where it no longer reads an old item, upgrade first to a release that does.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard, let_go, on_postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

AT_ONCE = 1000
ABOUT_PRACTICE = (
    "EXISTS (SELECT 1 FROM attempt JOIN person ON person.id = attempt.person_id WHERE attempt.id = OLD.attempt_id "
    "AND attempt.adoption_id IS NULL AND person.erased_at IS NOT NULL)"
)
HANDED_IN = {name: sa.text("submitted_at IS NOT NULL") for name in ("sqlite_where", "postgresql_where")}
ATTEMPTS = """
SELECT id, form, started_at, adoption_id IS NOT NULL,
       adoption_id IS NOT NULL AND NOT EXISTS (
           SELECT 1 FROM membership WHERE membership.person_id = attempt.person_id
           AND role IN ('director', 'educator', 'administrator')
           AND joined_on <= date(submitted_at) AND (left_on IS NULL OR left_on >= date(submitted_at))),
       NOT EXISTS (
           SELECT 1 FROM attempt AS earlier
           JOIN person AS before ON before.id = earlier.person_id JOIN person AS now ON now.id = attempt.person_id
           WHERE coalesce(before.merged_into_id, before.id) = coalesce(now.merged_into_id, now.id)
           AND earlier.module_id = attempt.module_id AND earlier.adoption_id IS NOT NULL
           AND earlier.submitted_at IS NOT NULL AND earlier.id < attempt.id)
FROM attempt WHERE submitted_at IS NOT NULL AND id > :after ORDER BY id LIMIT :most
"""
ANSWERS = """
SELECT attempt_id, number, given, received_at FROM answer
WHERE attempt_id BETWEEN :first AND :last ORDER BY attempt_id, receipt
"""
ENTER = """
INSERT INTO response (attempt_id, number, item_version_id, score, given, seconds, blank, is_counted, is_first)
VALUES (:attempt_id, :number, :item_version_id, :score, :given, :seconds, :blank, :is_counted, :is_first)
"""


def upgrade() -> None:
    op.create_table(
        "response",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("given", sa.String(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("blank", sa.Boolean(), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_response_attempt_id_attempt")),
        sa.ForeignKeyConstraint(
            ["item_version_id"], ["item_version.id"], name=op.f("fk_response_item_version_id_item_version")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "number", name=op.f("pk_response")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_attempt_numbers",
        "attempt",
        ["module_id", "id", "module_version_id", "clinic_id", "submitted_at"],
        **HANDED_IN,
    )
    fill()
    op.create_index("ix_response_item_version_id", "response", ["item_version_id"])
    guard("response")
    let_go("response", ABOUT_PRACTICE)


def downgrade() -> None:
    op.drop_index("ix_attempt_numbers", "attempt")
    op.drop_table("response")
    if on_postgresql():
        op.execute("DROP FUNCTION refuse_removal_of_response()")


def fill() -> None:
    connection, judge, after = op.get_bind(), None, 0
    while attempts := connection.execute(sa.text(ATTEMPTS), {"after": after, "most": AT_ONCE}).all():
        judge = judge or Judge()
        first, after = attempts[0][0], attempts[-1][0]
        answers: dict[int, list] = {}
        for row in connection.execute(sa.text(ANSWERS), {"first": first, "last": after}):
            answers.setdefault(row[0], []).append(row)
        rows = [row for attempt in attempts for row in responses(attempt, answers.get(attempt[0], []), judge)]
        connection.execute(sa.text(ENTER), rows)


def responses(attempt, answers: list, judge: "Judge") -> Iterator[dict]:
    attempt_id, form, started_at, is_real, is_counted, is_first = attempt
    given, seconds, before = {}, {}, moment(started_at)
    for _, number, text, received_at in answers:
        at = moment(received_at)
        given[number] = text
        seconds[number] = seconds.get(number, 0.0) + max(0.0, (at - before).total_seconds())
        before = max(before, at)
    for number, question in enumerate(json.loads(form) if isinstance(form, str) else form, 1):
        answer = given.get(number) or None
        yield {
            "attempt_id": attempt_id,
            "number": number,
            "item_version_id": question["item"],
            "score": judge.score(question["item"], answer),
            "given": answer,
            "seconds": round(seconds[number], 1) if number in seconds else None,
            "blank": answer is None,
            "is_counted": bool(is_counted),
            "is_first": bool(is_real and is_first),
        }


class Judge:
    """What an answer to an item version earns."""

    def __init__(self) -> None:
        self.item_of = import_module("trainer.banks.content").item_of
        self.kinds = import_module("trainer.banks.kinds").KINDS
        self.items: dict = {}
        self.scores: dict = {}

    def score(self, item_version_id: int, given: str | None) -> float:
        key = item_version_id, given
        if given is not None and key not in self.scores:
            if item_version_id not in self.items:
                wanted = sa.text("SELECT document FROM item_version WHERE id = :id")
                document = op.get_bind().execute(wanted, {"id": item_version_id}).scalar()
                self.items[item_version_id] = self.item_of(
                    json.loads(document) if isinstance(document, str) else document
                )
            item = self.items[item_version_id]
            self.scores[key] = self.kinds[item.kind].score(item, given)
        return self.scores.get(key, 0.0)


def moment(value: datetime | str) -> datetime:
    """SQLite keeps moments as text, in UTC."""
    value = datetime.fromisoformat(value) if isinstance(value, str) else value
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value
