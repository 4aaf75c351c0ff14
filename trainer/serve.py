"""One command that runs everything: `flask --app wsgi serve` migrates, loads the banks, then starts web and job worker.

One process listens and forks the others: WEB_PROCESSES that answer, one that does the jobs. They end together, however
the first one ends.
"""

import logging
import os
import signal
import socket
import time
from ipaddress import ip_address
from typing import Any

import click
from flask import Flask
from flask_migrate import upgrade
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.sock import close_sockets
from huey.api import Huey
from sqlalchemy.exc import IntegrityError, OperationalError

from trainer import jobs
from trainer.banks import loading
from trainer.banks.loading import memory
from trainer.credentials.badges import actions as badges
from trainer.db import db
from trainer.people import actions as people
from trainer.web.addresses import base_address

STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WORKERS = 3  # threads for jobs: a long export and a long import leave one for the mail and the seal
SECONDS_TO_FINISH = 3  # for requests and jobs under way when we are asked to stop


def init_app(app: Flask) -> None:
    @app.cli.command()
    def serve():
        """Migrate the database, load the question banks, and run web and job worker."""
        host, port = app.config["HOST"], app.config["PORT"]
        if app.config["DEMO"] and not is_loopback(host):
            raise click.ClickException(
                f"The demo lets anybody sign in as anybody, so it listens on this machine only, not on {host}. "
                "Leave HOST out, or run without DEMO."
            )
        listener = listen(host, port)
        migrate()
        jobs.make_tables(app)
        load_banks(app)
        make_issuer_key(app)
        print_setup_link()
        close_connections(app)
        Server(app, listener).run()


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else is done: what cannot be served should not be migrated either."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as problem:
        listener.close()
        reason = getattr(problem, "strerror", None) or str(problem)
        raise click.ClickException(
            f"Cannot listen on {host}, port {port}: {reason}. Choose another port, for example PORT={port % 60000 + 1}."
        ) from None
    return listener


def migrate() -> None:
    try:
        upgrade()
    except OperationalError as problem:
        raise click.ClickException(f"Cannot use the database that DATABASE_URL names: {problem.orig}") from None


def load_banks(app: Flask) -> None:
    """Publish what changed in the question banks. A faulty bank is reported, and what was live stays live."""
    root, instance = app.config["QUESTION_BANKS"], app.config["INSTANCE"]
    if memory.is_loaded(root, instance):
        return
    report = loading.load_all(root)
    db.session.commit()
    if not report.faults:
        memory.remember(root, instance)
    for why in () if app.config["DEMO"] else report.held:  # an invented educator published it
        click.echo(f"Held back {why}", err=True)
    for published in report.published:
        click.echo(f"Published: {published}")
    for fault in report.faults:
        click.echo(f"Not published: {fault}", err=True)


def make_issuer_key(app: Flask) -> None:
    """What badges are signed with. Another machine that starts at the same moment may be first; its key will do."""
    try:
        badges.make_key_if_needed(app.config["SECRET_KEY"])
        db.session.commit()
    except IntegrityError:
        db.session.rollback()


def print_setup_link() -> None:
    """While nobody has an account: the link that makes the first one. It works once; each start makes a new one."""
    if token := people.make_setup_link():
        db.session.commit()
        click.echo(f"Set up this installation here, once: {base_address()}/setup/{token}")


def close_connections(app: Flask) -> None:
    """The processes to come make their own: two that share one would read each other's answers."""
    db.session.remove()
    db.engine.dispose()
    app.extensions["jobs"].storage.close()


class Server(BaseApplication):
    """gunicorn with an app that is loaded already, on a port that is taken already."""

    def __init__(self, app: Flask, listener: socket.socket):
        self.app, self.listener = app, listener
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": f"fd://{self.listener.detach()}",
            "workers": self.app.config["WEB_PROCESSES"],
            "threads": self.app.config["WEB_THREADS"],
            "worker_class": "gthread",
            "preload_app": True,
            "graceful_timeout": SECONDS_TO_FINISH,
            "loglevel": "error",
            "forwarded_allow_ips": "",  # whom to believe is what PROXIES says
            "control_socket_disable": True,
            "post_worker_init": leave_stopping_to_the_parent,
            "when_ready": say_where,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app

    def run(self) -> None:
        Processes(self).run()


def say_where(_arbiter: Arbiter) -> None:
    click.echo(f"Trainer is running at {base_address()}/ (Ctrl-C stops it)")


def leave_stopping_to_the_parent(_worker: Any) -> None:
    """A terminal sends its signals to all processes at once; two at a time can lock a worker up on its way out."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


class Processes(Arbiter):
    """gunicorn's parent process, with one more child: the job worker, which is started again should it end."""

    job_worker = 0  # its process id while it runs

    def manage_workers(self) -> None:
        super().manage_workers()
        if not self.app.app.config["JOBS_IMMEDIATE"] and not self.job_worker:
            signal.pthread_sigmask(signal.SIG_BLOCK, STOP)  # a child that cannot hear yet would miss it
            self.job_worker = os.fork()
            if self.job_worker == 0:
                self.be_the_job_worker()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP)

    def reap_workers(self) -> None:
        if self.job_worker and has_ended(self.job_worker):
            self.job_worker = 0
        super().reap_workers()

    def be_the_job_worker(self) -> None:
        try:
            close_sockets(self.LISTENERS, unlink=False)
            work(self.app.app.extensions["jobs"], parent=self.pid)
        except Exception:
            self.log.exception("The job worker ended")
        finally:
            os._exit(0)  # never back into the parent's loop, which would stop everybody

    def stop(self, graceful: bool = True) -> None:
        if self.job_worker:
            os.kill(self.job_worker, signal.SIGTERM)
        super().stop(graceful)
        deadline = time.monotonic() + SECONDS_TO_FINISH
        while self.job_worker and time.monotonic() < deadline:
            time.sleep(0.05)
            self.reap_workers()
        if self.job_worker:
            os.kill(self.job_worker, signal.SIGKILL)

    # Ctrl-C, and the terminal that was closed: requests under way are finished. A second Ctrl-C does not wait for them.
    handle_int = handle_hup = Arbiter.handle_term


def has_ended(child: int) -> bool:
    try:
        return os.waitpid(child, os.WNOHANG)[0] == child
    except ChildProcessError:  # it was somebody else who noticed
        return True


def work(queue: Huey, parent: int) -> None:
    """The job worker's life: until it is told to end, or whoever started it is gone."""
    told: list[int] = []
    logging.getLogger("huey").setLevel(logging.WARNING)
    consumer = queue.create_consumer(workers=WORKERS, max_delay=1, shutdown_timeout=SECONDS_TO_FINISH - 1)
    consumer.start()
    for number in STOP:  # after start(), which takes them for itself
        signal.signal(number, lambda number, _frame: told.append(number))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP)
    while not told and os.getppid() == parent:
        time.sleep(0.3)
        consumer.check_worker_health()
    consumer.stop(graceful=True)
