"""What somebody does who has the database in their hands: any statement, past guards that stand again afterwards."""

from sqlalchemy import Connection, Executable, text

from trainer.db import db


def tamper(*statements: str | Executable, **values) -> None:
    db.session.commit()
    with db.engine.connect() as connection:
        guards = disarm(connection)
        for statement in statements:
            connection.execute(text(statement) if isinstance(statement, str) else statement, values)
        for guard in guards:
            connection.exec_driver_sql(guard)
        connection.commit()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    db.session.expire_all()


def disarm(connection: Connection) -> list[str]:
    """No trigger fires and no foreign key is held; gives the statements that put the triggers back."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return []
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    guards = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _ in guards:
        connection.execute(text(f"DROP TRIGGER {name}"))
    return [sql for _, sql in guards]
