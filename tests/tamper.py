"""What somebody does who has the database in their hands: any statement, past guards that stand again afterwards."""

from sqlalchemy import text

from trainer.db import db


def tamper(*statements: str, **values) -> None:
    db.session.commit()
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # no trigger fires, no key is held
            guards = []
        else:
            guards = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        for name, _ in guards:
            connection.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            connection.execute(text(statement), values)
        for _, sql in guards:
            connection.exec_driver_sql(sql)
    db.session.expire_all()
