"""What is the same in all tests is made once for each process; each test finds it as the first one did."""

import shutil
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine, Pool, event
from werkzeug.routing import Rule

from tests.watch import Watch
from trainer.db import db
from trainer.web.security import limiter


class Templates(BytecodeCache):
    """Templates translated once."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = Templates()
BUILDERS: dict[tuple, Callable] = {}
CONNECTED: dict[str, Engine] = {}  # by dialect: the first that has reached its database
POOLS: dict[str, Pool] = {}  # by address of the database
write_builder = Rule._compile_builder
make_engine = db._make_engine


def keep() -> None:
    Rule._compile_builder = builder_of  # type: ignore[method-assign, assignment]
    db._make_engine = engine_like_the_first  # type: ignore[method-assign]


def builder_of(rule: Rule, append_unknown: bool = True) -> Callable:
    """Werkzeug writes and compiles a program for each address. It depends on the parts of the address."""
    if rule.defaults:
        return write_builder(rule, append_unknown)
    key = (tuple(rule._trace), append_unknown)
    if key not in BUILDERS:
        BUILDERS[key] = write_builder(rule, append_unknown)
    return BUILDERS[key]


def engine_like_the_first(bind_key: str | None, options: dict[str, Any], app: Any) -> Engine:
    """SQLAlchemy writes out each statement for each dialect, and each engine has one: let it be the same.

    On a server the connections stay, too, where the database is the same.
    """
    engine = make_engine(bind_key, options | {"query_cache_size": 2000}, app)
    first = CONNECTED.get(engine.dialect.name)
    if first is None:
        event.listen(engine, "first_connect", lambda *_: CONNECTED.setdefault(engine.dialect.name, engine))
    else:
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    if on_a_server(engine):
        engine.pool = POOLS.setdefault(str(engine.url), engine.pool)
    else:
        event.listen(engine, "connect", trust_the_power)
    return engine


def trust_the_power(connection: Any, _record: Any) -> None:
    """As on the server: what a power cut would lose is thrown away anyway. That production waits is told in test_db."""
    connection.execute("PRAGMA synchronous = OFF")


def let_go(engine: Engine) -> None:
    """The connections to a server may be needed again, unless a test has left one in use, or has pools of its own."""
    shared = POOLS.get(str(engine.url))
    if engine.pool is not shared or shared.checkedout():  # type: ignore[attr-defined]
        engine.dispose()
    if shared is not None and not shared.checkedout():  # type: ignore[attr-defined]
        engine.pool = shared  # to end all connections to a database is to end those of this pool


def close() -> None:
    """Before a server ends."""
    for pool in POOLS.values():
        pool.dispose()
    POOLS.clear()


def on_a_server(engine: Engine) -> bool:
    return engine.dialect.name == "postgresql"


class Kept:
    """An app that one test after the other uses: whatever a test changed in it is put back for the next."""

    NEVER_CHANGES = {"known links", "asset versions"}

    def __init__(self, app: Flask):
        app.extensions["known links"] = set()
        self.app, self.watch = app, Watch(app)
        app.extensions["watch"] = self.watch
        self.config, self.extensions = dict(app.config), {name: copied(one) for name, one in app.extensions.items()}
        self.brake, self.shape = dict(vars(limiter)), shape_of(app)

    @property
    def is_sound(self) -> bool:
        """Not so once a test has added a page or a hook: those cannot be taken away again."""
        return shape_of(self.app) == self.shape

    def put_back(self) -> Flask:
        kept = {name: self.app.extensions[name] for name in self.NEVER_CHANGES}
        self.app.config.clear()
        self.app.config.update(self.config)
        self.app.extensions.clear()
        self.app.extensions.update({name: copied(one) for name, one in self.extensions.items()} | kept)
        self.app._got_first_request = False  # a test may add a page of its own
        vars(limiter).update(self.brake)  # one for all apps: the last that was made has set it up
        self.watch.forget()
        return self.app


def copied(extension: Any) -> Any:
    return copy(extension) if isinstance(extension, dict | list | set) else extension


def shape_of(app: Flask) -> tuple:
    hooks = (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs)
    return (
        len(list(app.url_map.iter_rules())),
        [len(functions) for hook in hooks for functions in hook.values()],
        app.wsgi_app,  # itself: a bound method is another object each time it is asked for, but equal
        app.jinja_loader,
    )


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
