"""How a kept binder stands, told by its dates; what comes at once."""

from datetime import UTC, datetime, timedelta

import pytest

from trainer.audit.binders.rules import KEPT, LEASE, Progress, comes_at_once, in_bytes

NOW = datetime(2026, 6, 1, 18, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("dates", "state", "is_free"),
    [
        ({}, "waiting", True),
        ({"taken_at": NOW}, "under way", False),
        ({"taken_at": NOW - LEASE}, "under way", False),
        ({"taken_at": NOW - LEASE - SECOND}, "under way", True),
        ({"taken_at": NOW, "failed_at": NOW}, "failed", False),
        ({"taken_at": NOW, "finished_at": NOW, "kept_until": NOW + KEPT}, "ready", False),
        ({"taken_at": NOW, "finished_at": NOW - KEPT, "kept_until": NOW}, "gone", False),
        ({"finished_at": NOW - KEPT, "kept_until": None}, "gone", False),
    ],
)
def test_how_it_stands_and_whether_a_worker_may_take_it(dates, state, is_free):
    nothing = dict.fromkeys(["taken_at", "finished_at", "failed_at", "kept_until"])
    one = Progress(tries_left=1, **nothing | dates)
    assert (one.state(NOW), one.is_free(NOW)) == (state, is_free)
    assert not one.is_given_up(NOW)
    assert Progress(tries_left=0, **nothing | dates).is_given_up(NOW) == is_free


def test_small_ones_come_at_once():
    assert [comes_at_once(rows) for rows in (0, 2_000, 2_001)] == [True, True, False]


def test_a_size_in_words():
    assert [in_bytes(size) for size in (0, 999, 9_400, 12_345_678)] == ["0 bytes", "999 bytes", "9.4 kB", "12.3 MB"]
