import threading
from collections.abc import Callable, Iterator
from contextvars import Context
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from tests.builders import make_clinic, make_person
from tests.credentials.builders import noon
from tests.exchange.builders import TODAY, make_token
from trainer import create_app
from trainer.db import db
from trainer.exchange import tasks
from trainer.people.models import Clinic, Person


@pytest.fixture
def today():
    """Noon in Denver on 1 June 2026, and the hands of the clock: today.shift(60) is a minute later."""
    with time_machine.travel(noon(TODAY), tick=False) as clock:
        yield clock


@pytest.fixture
def clinic(app, today) -> Clinic:
    return make_clinic(name="Riverbend", slug="riverbend")


@pytest.fixture
def dora(clinic) -> Person:
    return make_person("director", clinic, name="Dora Díaz")


@pytest.fixture
def director(browser, dora):
    return browser.sign_in(dora)


@dataclass
class Program:
    """What shows a token and reads; without one it shows nothing. `answer` is the last raw one."""

    client: FlaskClient
    token: str = ""
    answer: Any = None

    def get(self, address: str, status: int = 200) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        db.session.rollback()
        self.answer = Context().run(self.client.get, address, headers=headers)
        db.session.expire_all()
        assert self.answer.status_code == status, f"{self.answer.status}: {self.answer.text}"
        return self.answer.json


@pytest.fixture
def program(app, watch, clinic, dora) -> Iterator[Callable[..., Program]]:
    """`program("people", "events")` shows a token with these scopes; `program()` shows none."""

    def make(*scopes: str) -> Program:
        return Program(app.test_client(), make_token(clinic, dora, *scopes) if scopes else "")

    yield make
    watch.assert_calm()


@dataclass
class Receiver:
    """Somebody else's server: what arrived there, and how it answers: a status, or a function of the handler."""

    server: HTTPServer
    url: str = ""
    answers: list = field(default_factory=list)
    arrived: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def next_answer(self):
        return self.answers.pop(0) if self.answers else 200


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.arrived.append((dict(self.headers), body))
            answer = kept.next_answer()
            if callable(answer):
                return answer(self)
            self.send_response(answer)
            if 300 <= answer < 400:
                self.send_header("Location", kept.url + "elsewhere")
            self.end_headers()
            return self.wfile.write(f"Answered with {answer}.".encode())

        def log_message(self, *_line):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept = Receiver(server, f"http://127.0.0.1:{server.server_port}/")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


def tell_in_a_process() -> None:
    """What the worker of a running installation does each minute; for a process of its own."""
    with create_app().app_context():
        tasks.tell()
