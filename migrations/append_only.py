"""Guards in the database: rows of these tables are added and never changed or removed, whoever asks.

For migrations. SQLite changes a table by making it anew, which loses its triggers, so a migration that alters a guarded
table calls `guard` for it again afterwards; doing so twice does no harm. One that has to rewrite rows calls `unguard`
first and `guard` at the end, and says why: what is sealed already will be found changed.

    with op.batch_alter_table("certificate") as batch_op:
        batch_op.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
    guard("certificate")

Dropping a table needs nothing, its triggers go with it. A renamed one needs `unguard` under its old name first.
"""

from alembic import op
from sqlalchemy import text

REFUSE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def guard(*tables: str) -> None:
    """From now on the tables take new rows only."""
    unguard(*tables)
    for table in tables:
        add_triggers(table, update="UPDATE", when="")


def guard_final(table: str, *columns: str, when: str) -> None:
    """Rows of `table` for which `when` holds keep these columns, and stay; `when` speaks of OLD, as in a trigger."""
    unguard(table)
    add_triggers(table, update=f"UPDATE OF {', '.join(columns)}", when=f"WHEN ({when})")


def let_go(table: str, when: str) -> None:
    """Rows of a guarded table for which `when` holds may be removed; it speaks of OLD, and may look into other tables.

    A later `guard` of the table takes this back.
    """
    name = f"{table}_is_never_removed"
    if not on_postgresql():
        op.execute(text(f"DROP TRIGGER {name}"))
        op.execute(text(trigger(table, name, "DELETE", f"WHEN NOT ({when})")))
        return
    op.execute(
        text(
            f"CREATE OR REPLACE FUNCTION refuse_removal_of_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RETURN OLD; END IF; "
            "RAISE EXCEPTION '% rows are never changed or removed', TG_TABLE_NAME "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    )
    op.execute(text(f"DROP TRIGGER {name} ON {table}"))
    op.execute(
        text(
            f"CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_removal_of_{table}()"
        )
    )


def unguard(*tables: str) -> None:
    """Take the guards away, where there are any."""
    for table in tables:
        for name in ("changed", "removed", "emptied"):
            of = f" ON {table}" if on_postgresql() else ""
            op.execute(text(f"DROP TRIGGER IF EXISTS {table}_is_never_{name}{of}"))


def add_triggers(table: str, update: str, when: str) -> None:
    for name, event in (("changed", update), ("removed", "DELETE")):
        op.execute(text(trigger(table, f"{table}_is_never_{name}", event, when)))
    if on_postgresql():
        op.execute(
            text(
                f"CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        )


def trigger(table: str, name: str, event: str, when: str) -> str:
    if on_postgresql():
        return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION refuse_change()"
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or removed'); END"
    )


def make_function() -> None:
    """PostgreSQL's triggers call it."""
    if on_postgresql():
        op.execute(text(REFUSE))


def drop_function() -> None:
    if on_postgresql():
        op.execute(text("DROP FUNCTION IF EXISTS refuse_change()"))


def on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
