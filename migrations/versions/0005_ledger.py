"""The ledger: one table of entries with two clocks, which takes in the module passes there were."""

import json
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from migrations.append_only import guard, unguard

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

AT_ONCE = 1000


def upgrade() -> None:
    make_people()
    change_certificates()
    make_entries()
    move_passes()
    unguard("module_pass", "certificate_pass")
    op.drop_table("certificate_pass")
    op.drop_table("module_pass")
    guard("entry", "certificate_entry", "policy_adoption", "person_profession", "certificate")


def make_people() -> None:
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(op.f("fk_person_merged_into_id"), "person", ["merged_into_id"], ["id"])
    op.create_index(op.f("ix_person_merged_into_id"), "person", ["merged_into_id"])
    # Roles were entered on the day on which they began, as far as anybody knows: the two clocks were not told apart. Not
    # by batch: SQLite cannot read the table's index of an expression back, and would lose it.
    some_time = sa.text("'1970-01-01 00:00:00.000000'")
    column = sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, server_default=some_time)
    op.add_column("membership", column)
    began = "joined_on || ' 00:00:00.000000'" if is_sqlite() else "joined_on::timestamp AT TIME ZONE 'UTC'"
    op.execute(f"UPDATE membership SET recorded_at = {began}")
    if not is_sqlite():
        op.alter_column("membership", "recorded_at", server_default=None)
    op.create_table(
        "person_profession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("profession", sa.String(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_person_profession_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_profession_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_profession")),
    )
    op.create_index("ix_person_profession_person_id_from_on", "person_profession", ["person_id", "from_on"])
    day = "substr(joined_at, 1, 10)" if is_sqlite() else "(joined_at AT TIME ZONE 'UTC')::date"
    op.execute(
        "INSERT INTO person_profession (person_id, profession, from_on, recorded_at) "
        f"SELECT id, profession, {day}, joined_at FROM person WHERE profession IS NOT NULL ORDER BY id"
    )


def change_certificates() -> None:
    with op.batch_alter_table("certificate") as batch_op:
        batch_op.add_column(sa.Column("by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_certificate_by_id"), "person", ["by_id"], ["id"])
        batch_op.create_foreign_key(op.f("fk_certificate_corrects_id"), "certificate", ["corrects_id"], ["id"])
        batch_op.drop_constraint(op.f("uq_certificate_person_id_credential_id_valid_until"), type_="unique")


def make_entries() -> None:
    op.create_table(
        "policy_adoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("credential_version_id", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_by_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("ends", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["adopted_by_id"], ["person.id"], name=op.f("fk_policy_adoption_adopted_by_id")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_policy_adoption_clinic_id")),
        sa.ForeignKeyConstraint(
            ["credential_version_id"], ["credential_version.id"], name=op.f("fk_policy_adoption_credential_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_adoption")),
    )
    op.create_index("ix_policy_adoption_clinic_id_adopted_on", "policy_adoption", ["clinic_id", "adopted_on"])
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("in_person_minutes", sa.Integer(), nullable=True),
        sa.Column("refers_to_id", sa.Integer(), nullable=True),
        sa.Column("certificate_id", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_entry_days_in_order")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_entry_by_id")),
        sa.ForeignKeyConstraint(["certificate_id"], ["certificate.id"], name=op.f("fk_entry_certificate_id")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_entry_clinic_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_entry_person_id")),
        sa.ForeignKeyConstraint(["refers_to_id"], ["entry.id"], name=op.f("fk_entry_refers_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("evidence", name=op.f("uq_entry_evidence")),
    )
    op.create_index(
        "ix_entry_person_id",
        "entry",
        ["person_id", "kind", "subject", "from_on", "until_on", "recorded_at", "good"],
    )
    op.create_index("ix_entry_kind_refers_to_id", "entry", ["kind", "refers_to_id", "certificate_id"])
    op.create_index("ix_entry_clinic_id_id", "entry", ["clinic_id", "id"])
    op.create_index("ix_entry_certificate_id", "entry", ["certificate_id"])
    op.create_table(
        "certificate_entry",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_entry_certificate_id")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_certificate_entry_entry_id")),
        sa.PrimaryKeyConstraint("certificate_id", "entry_id", name=op.f("pk_certificate_entry")),
    )
    op.create_index(op.f("ix_certificate_entry_entry_id"), "certificate_entry", ["entry_id"])


def move_passes() -> None:
    """Every pass becomes an entry under the same number. It was recorded when its attempt was handed in."""
    bind = op.get_bind()
    passes = sa.table(
        "module_pass",
        *map(sa.column, "id person_id clinic_id module version evidence".split()),
        sa.column("passed_on", sa.Date()),
    )
    attempts = sa.table(
        "attempt",
        sa.column("id"),
        sa.column("submitted_at", sa.DateTime(timezone=True)),
        sa.column("result", sa.JSON()),
    )
    entries = sa.table(
        "entry",
        *map(sa.column, "id kind person_id clinic_id subject reason good percent evidence".split()),
        sa.column("from_on", sa.Date()),
        sa.column("recorded_at", sa.DateTime(timezone=True)),
        sa.column("details", sa.JSON()),
    )
    last = 0
    while rows := bind.execute(sa.select(passes).where(passes.c.id > last).order_by(passes.c.id).limit(AT_ONCE)).all():
        last = rows[-1].id
        numbers = {number: row.id for row in rows if (number := attempt_of(row.evidence)) is not None}
        sat = {one.id: one for one in bind.execute(sa.select(attempts).where(attempts.c.id.in_(numbers)))}
        bind.execute(entries.insert(), [entry_from(row, sat.get(attempt_of(row.evidence))) for row in rows])
    op.execute(
        "INSERT INTO certificate_entry (certificate_id, entry_id) "
        "SELECT certificate_id, module_pass_id FROM certificate_pass ORDER BY certificate_id, module_pass_id"
    )
    if not is_sqlite():
        op.execute("SELECT setval(pg_get_serial_sequence('entry', 'id'), greatest((SELECT max(id) FROM entry), 1))")


def entry_from(row, attempt) -> dict:
    recorded_at = attempt.submitted_at if attempt else None
    if recorded_at is None:  # not from an attempt: the day after, as what was entered that day was known by then
        recorded_at = datetime.combine(row.passed_on + timedelta(days=1), datetime.min.time(), UTC)
    if is_sqlite() and recorded_at.tzinfo is not None:
        recorded_at = recorded_at.astimezone(UTC).replace(tzinfo=None)
    result = attempt.result if attempt else None
    total = (json.loads(result) if isinstance(result, str) else result or {}).get("total")
    return {
        "id": row.id,
        "kind": "module",
        "person_id": row.person_id,
        "clinic_id": row.clinic_id,
        "subject": row.module,
        "from_on": row.passed_on,
        "recorded_at": recorded_at,
        "reason": "",
        "details": {"version": row.version},
        "good": True,
        "percent": int(100 * total["right"] / total["out_of"] + 1e-6) if total else None,
        "evidence": row.evidence,
    }


def attempt_of(evidence: str) -> int | None:
    kind, _, number = evidence.partition(" ")
    return int(number) if kind == "attempt" and number.isdigit() else None


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def downgrade() -> None:
    """Only module passes have a place in the older tables: everything else that the ledger holds is lost."""
    op.create_table(
        "module_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("module", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("passed_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_module_pass_clinic_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_module_pass_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_pass")),
        sa.UniqueConstraint("evidence", name=op.f("uq_module_pass_evidence")),
    )
    op.create_index("ix_module_pass_person_id_module_passed_on", "module_pass", ["person_id", "module", "passed_on"])
    op.create_table(
        "certificate_pass",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("module_pass_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_pass_certificate_id")
        ),
        sa.ForeignKeyConstraint(
            ["module_pass_id"], ["module_pass.id"], name=op.f("fk_certificate_pass_module_pass_id")
        ),
        sa.PrimaryKeyConstraint("certificate_id", "module_pass_id", name=op.f("pk_certificate_pass")),
    )
    op.create_index(op.f("ix_certificate_pass_module_pass_id"), "certificate_pass", ["module_pass_id"])
    version = "json_extract(details, '$.version')" if is_sqlite() else "(details ->> 'version')::integer"
    op.execute(
        "INSERT INTO module_pass (id, person_id, clinic_id, module, version, passed_on, evidence) "
        f"SELECT id, person_id, clinic_id, subject, {version}, from_on, coalesce(evidence, 'entry ' || id) "
        "FROM entry WHERE kind = 'module' AND clinic_id IS NOT NULL"
    )
    op.execute(
        "INSERT INTO certificate_pass (certificate_id, module_pass_id) SELECT certificate_id, entry_id "
        "FROM certificate_entry JOIN module_pass ON module_pass.id = entry_id"
    )
    unguard("entry", "certificate_entry", "policy_adoption", "person_profession", "certificate")
    for table in ("certificate_entry", "entry", "policy_adoption", "person_profession"):
        op.drop_table(table)
    with op.batch_alter_table("certificate") as batch_op:
        batch_op.drop_constraint(op.f("fk_certificate_corrects_id"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_certificate_by_id"), type_="foreignkey")
        batch_op.drop_column("corrects_id")
        batch_op.drop_column("by_id")
        batch_op.create_unique_constraint(
            op.f("uq_certificate_person_id_credential_id_valid_until"), ["person_id", "credential_id", "valid_until"]
        )
    op.drop_column("membership", "recorded_at")
    op.drop_index(op.f("ix_person_merged_into_id"), table_name="person")
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_constraint(op.f("fk_person_merged_into_id"), type_="foreignkey")
        for column in ("merged_into_id", "merged_at", "erased_at"):
            batch_op.drop_column(column)
    guard("certificate", "module_pass", "certificate_pass")
