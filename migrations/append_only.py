"""Guards in the database: rows of these tables are added and never changed or removed, whoever asks.

For migrations. SQLite changes a table by making it anew, which loses its triggers, so a migration that alters a guarded
table calls `guard` for it again afterwards; doing so twice does no harm. One that has to rewrite rows calls `unguard`
first and `guard` at the end, and says why: what is sealed already will be found changed.

    with op.batch_alter_table("certificate") as batch_op:
        batch_op.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
    guard("certificate")

Dropping a table needs nothing, its triggers go with it. A renamed one needs `unguard` under its old name first.
"""

import re

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
    guard_keys(*tables)


def guard_final(table: str, *columns: str, when: str) -> None:
    """Rows of `table` for which `when` holds keep these columns, and stay; `when` speaks of OLD, as in a trigger."""
    unguard(table)
    add_triggers(table, update=f"UPDATE OF {', '.join(columns)}", when=f"WHEN ({when})")
    guard_keys(table)


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


def guard_keys(*tables: str) -> None:
    """No row of these tables makes way for another one with its key.

    SQLite's INSERT OR REPLACE removes the old row without asking its guard, unless the program that does so has set
    `recursive_triggers`; ours does, others do not. So a key that is there is refused before that, in the words SQLite
    has for it, which the app reads. PostgreSQL has no such statement. A migration that adds a unique index to a guarded
    table calls this again.
    """
    if on_postgresql():
        return
    for table in tables:
        unguard_keys(table)
        body = " ".join(refusal(table, columns, condition) for columns, condition in keys(table))
        op.execute(f"CREATE TRIGGER {table}_is_never_replaced BEFORE INSERT ON {table} FOR EACH ROW BEGIN {body} END")


def refusal(table: str, columns: list[str], condition: str) -> str:
    """`condition`: of a partial index, which has to hold for the old row and for the new one."""
    same = " AND ".join(f"{column} = NEW.{column}" for column in columns)
    if condition:
        new = ", ".join(f"NEW.{column} AS {column}" for column in column_names(table))
        same += f" AND ({condition}) AND (SELECT {condition} FROM (SELECT {new}))"  # noqa: S608  # names of our own
    told = ", ".join(f"{table}.{column}" for column in columns)
    return f"SELECT RAISE(ABORT, 'UNIQUE constraint failed: {told}') FROM {table} WHERE {same};"  # noqa: S608


def keys(table: str) -> list[tuple[list[str], str]]:
    """Columns and condition of the primary key and of each unique index of columns, as SQLite has them now."""
    connection = op.get_bind()
    rows = connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
    found = [([row[1] for row in sorted(rows, key=lambda row: row[5]) if row[5]], "")]
    for _, name, is_unique, origin, is_partial in connection.exec_driver_sql(f"PRAGMA index_list({table})").all():
        columns = [row[2] for row in connection.exec_driver_sql(f"PRAGMA index_info({name})")]
        if is_unique and origin != "pk" and None not in columns:
            found.append((columns, condition_of(name) if is_partial else ""))
    return found


def condition_of(index: str) -> str:
    made = op.get_bind().execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": index}).scalar_one()
    return re.split(r"\sWHERE\s", made, maxsplit=1, flags=re.IGNORECASE)[1]


def column_names(table: str) -> list[str]:
    return [row[1] for row in op.get_bind().exec_driver_sql(f"PRAGMA table_info({table})")]


def guarded() -> list[str]:
    """The tables that have guards now."""
    end = "_is_never_removed"
    if on_postgresql():
        asked = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
    else:
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    return [name.removesuffix(end) for name in op.get_bind().execute(text(asked)).scalars() if name.endswith(end)]


def unguard_keys(*tables: str) -> None:
    for table in () if on_postgresql() else tables:
        op.execute(f"DROP TRIGGER IF EXISTS {table}_is_never_replaced")


def unguard(*tables: str) -> None:
    """Take the guards away, where there are any."""
    for table in tables:
        for name in ("changed", "removed", "emptied"):
            of = f" ON {table}" if on_postgresql() else ""
            op.execute(text(f"DROP TRIGGER IF EXISTS {table}_is_never_{name}{of}"))
    unguard_keys(*tables)


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
