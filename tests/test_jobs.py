"""Jobs: asked for after the commit, run by a worker, alone with their failures."""

import time

import pytest
from flask import current_app

from tests.conftest import make_app
from trainer import jobs

pytestmark = pytest.mark.sqlite


@pytest.fixture
def queued(migrated, tmp_path):
    """The app with a queue that waits for a worker."""
    return make_app(tmp_path, migrated(tmp_path), JOBS_IMMEDIATE=False)


def test_a_job_runs_in_a_context_of_its_own(queued):
    ran = []

    def note():
        ran.append(current_app.name)

    jobs.register(queued, note)
    with queued.app_context():
        jobs.soon(note)
    assert ran == []
    run_worker(queued, until=lambda: ran)
    assert ran == ["trainer"]


def test_a_job_that_fails_does_not_stop_the_worker(queued, caplog):
    ran = []

    def breaks():
        raise ZeroDivisionError("on purpose")

    def works():
        ran.append(1)

    for job in (breaks, works):
        jobs.register(queued, job)
    with queued.app_context():
        jobs.soon(breaks)
        jobs.soon(works)
    run_worker(queued, until=lambda: ran)
    assert "on purpose" in caplog.text


def test_a_periodic_job_starts_by_itself(queued):
    ran = []

    def every_minute():
        ran.append(1)

    jobs.register(queued, every_minute, every=jobs.EVERY_MINUTE)
    run_worker(queued, until=lambda: ran)


def run_worker(app, until):
    consumer = app.extensions["jobs"].create_consumer(max_delay=0.05)
    consumer._set_signal_handlers = lambda: None  # they are the test runner's
    consumer.start()
    deadline = time.monotonic() + 10
    while not until() and time.monotonic() < deadline:
        time.sleep(0.02)
    consumer.stop(graceful=True)
    app.extensions["jobs"].storage.close()
    assert until()


def test_in_a_test_a_job_runs_at_once(app):
    ran = []

    def note():
        ran.append(1)

    jobs.register(app, note)
    jobs.soon(note)
    assert ran == [1]
