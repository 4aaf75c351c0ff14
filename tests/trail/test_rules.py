"""The spelling of a seal. These values hold for ever: an older seal must come out the same in any later version."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256

import pytest

from trainer.trail.rules import FIRST, canonical, digest, link, seal

MOMENT = datetime(2026, 3, 14, 18, 0, 0, 7, tzinfo=UTC)


def test_a_row_has_one_spelling():
    row = {"name": "Élodie", "id": 7, "on": date(2026, 2, 28), "at": MOMENT, "is_good": True, "key": b"\x01\xff"}
    assert canonical(row | {"details": {"b": [1, None], "a": 0.5}, "share": Decimal("1.50")}) == (
        b'{"at":"2026-03-14T18:00:00.000007Z","details":{"a":0.5,"b":[1,null]},"id":7,"is_good":true,"key":"01ff",'
        b'"name":"\\u00c9lodie","on":"2026-02-28","share":"1.5"}'
    )


def test_a_column_that_came_later_changes_no_older_seal():
    assert digest({"id": 1, "name": "a", "corrects_id": None}) == digest({"name": "a", "id": 1})


@pytest.mark.parametrize(
    "moment",
    [
        MOMENT.astimezone(timezone(timedelta(hours=-6))),
        MOMENT.astimezone(timezone(timedelta(hours=5, minutes=45))),
    ],
)
def test_a_moment_is_the_same_wherever_it_was_read(moment):
    assert canonical({"at": moment}) == canonical({"at": MOMENT})


@pytest.mark.parametrize("other", [{"id": "1"}, {"id": 1.5}, {"id": True}, {"id": [1]}, {"id": None}, {}])
def test_another_value_or_another_type_is_another_row(other):
    assert digest(other) != digest({"id": 1})


def test_what_has_no_spelling_is_refused():
    with pytest.raises(TypeError, match="cannot hold"):
        canonical({"id": object()})


def test_the_chain_can_be_computed_by_hand():
    first = sha256(f"{FIRST}|event|1|abc".encode()).hexdigest()
    assert link(FIRST, "event", "1", "abc") == first
    assert link(first, "event", "2", "abc") == sha256(f"{first}|event|2|abc".encode()).hexdigest()
    said = f"1|{FIRST}|2026-03-14T18:00:00.000007Z|1|last|{first}"
    assert seal(1, FIRST, MOMENT, 1, True, first) == sha256(said.encode()).hexdigest()
    assert seal(1, FIRST, MOMENT, 1, False, first) != seal(1, FIRST, MOMENT, 1, True, first)
