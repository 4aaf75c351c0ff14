"""What the app does behind a test's back: statements, changes nobody committed, exceptions nobody saw."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, got_request_exception, has_request_context, request
from huey.signals import SIGNAL_ERROR
from sqlalchemy import Engine, event

from trainer.db import db

WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "CREATE", "ALTER", "DROP")

NOTES = "INSERT INTO look "  # who looked at whom: the one thing that a GET writes


class Watch:
    def __init__(self, app: Flask):
        self.statements: list[str] = []
        self.written_by_get: list[tuple[str, str]] = []  # path and statement
        self.uncommitted: list[str] = []
        self.exceptions: list[BaseException] = []
        self.open: dict[tuple[int, int], str] = {}  # thread and connection: a write that is not yet committed
        got_request_exception.connect(self.note_exception, app, weak=False)
        app.extensions["jobs"].signal(SIGNAL_ERROR)(self.note_job)
        app.teardown_request(self.note_uncommitted)
        with app.app_context():
            self.listen(db.engine)

    def forget(self) -> None:
        """What it has seen so far."""
        for seen in (self.statements, self.written_by_get, self.uncommitted, self.exceptions, self.open):
            seen.clear()

    def listen(self, engine: Engine) -> None:
        event.listen(engine, "before_cursor_execute", self.note_statement)
        event.listen(engine, "commit", self.note_end)
        event.listen(engine, "rollback", self.note_end)

    def note_statement(self, connection, _cursor, statement, *_details) -> None:
        self.statements.append(statement)
        if statement.lstrip().upper().startswith(WRITES):
            self.open[threading.get_ident(), id(connection.info)] = statement
            if has_request_context() and request.method == "GET" and not statement.startswith(NOTES):
                self.written_by_get.append((request.path, statement))

    def note_end(self, connection) -> None:
        self.open.pop((threading.get_ident(), id(connection.info)), None)

    def note_uncommitted(self, _exception) -> None:
        mine = [key for key in self.open if key[0] == threading.get_ident()]
        self.uncommitted += [f"{request.method} {request.path}: {self.open.pop(key)}" for key in mine]
        if changed := pending():
            self.uncommitted.append(f"{request.method} {request.path}: {changed}")

    def note_exception(self, _app, exception, **_details) -> None:
        self.exceptions.append(exception)

    def note_job(self, _signal, _task, exception) -> None:
        self.exceptions.append(exception)

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The statements sent to the database inside the block."""
        before = len(self.statements)
        seen: list[str] = []
        yield seen
        seen += self.statements[before:]

    def assert_calm(self) -> None:
        assert not self.uncommitted, f"a request left changes that nobody committed: {self.uncommitted}"
        assert not self.exceptions, f"an exception that the test did not see: {self.exceptions!r}"


def pending() -> list:
    """What the session holds and the database does not."""
    session = db.session()
    return [*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row))]
