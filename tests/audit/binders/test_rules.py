"""How a kept binder stands, told by its dates; what comes at once."""

from datetime import UTC, datetime, timedelta

import pytest

from trainer.audit.binders.rules import KEPT, Progress, comes_at_once, in_bytes

NOW = datetime(2026, 6, 1, 18, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({}, "waiting"),
        ({"taken_at": NOW}, "under way"),
        ({"taken_at": NOW, "failed_at": NOW}, "failed"),
        ({"taken_at": NOW, "finished_at": NOW, "kept_until": NOW + SECOND}, "ready"),
        ({"taken_at": NOW, "finished_at": NOW - KEPT, "kept_until": NOW}, "gone"),
        ({"finished_at": NOW - KEPT, "kept_until": None}, "gone"),
    ],
)
def test_how_it_stands(dates, state):
    nothing = dict.fromkeys(["taken_at", "finished_at", "failed_at", "kept_until"])
    assert Progress(**nothing | dates).state(NOW) == state


def test_small_ones_come_at_once():
    assert [comes_at_once(rows) for rows in (0, 2_000, 2_001)] == [True, True, False]


def test_a_size_in_words():
    assert [in_bytes(size) for size in (0, 999, 9_400, 12_345_678)] == ["0 bytes", "999 bytes", "9.4 kB", "12.3 MB"]
