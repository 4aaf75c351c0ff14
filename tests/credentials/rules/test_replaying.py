"""Whatever happened in whatever order: the same answer, and one that holds until the day it says."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.credentials.rules.builders import CHECKED, DAY, FIRST, HELD, held, known, noon
from trainer.credentials.rules import Entry, Held, as_known, standing

KINDS = ["module", "license", "suspension", "revocation", "temporary", "leave", "correction", "reinstatement", "return"]
some_days = st.integers(-60, 60).map(lambda days: FIRST + days * DAY)
some_lines = st.lists(
    st.tuples(
        st.sampled_from(KINDS), some_days, st.one_of(st.none(), st.integers(0, 90)), st.booleans(), st.integers(0, 7)
    ),
    min_size=1,
    max_size=10,
)


def ledger(lines) -> list[Entry]:
    """Numbered lines; what refers to another names it by its number, which no order of recording changes."""
    subjects = {"module": "lung", "license": "CO", "leave": "", "return": ""}
    return [
        Entry(
            number,
            kind,
            subjects.get(kind, "needling"),
            first,
            noon(first),
            until_on=None if days is None else first + days * DAY,
            good=good,
            refers_to=target if kind in {"correction", "reinstatement", "return"} else None,
        )
        for number, (kind, first, days, good, target) in enumerate(lines)
    ]


@given(some_lines, st.lists(st.tuples(some_days, st.integers(0, 90)), max_size=3), some_days, st.integers(0, 10**6))
def test_replaying_events_in_any_order_of_recording_gives_the_same_answer(lines, periods, day, seed):
    rows: list = [*ledger(lines), *(held(first, first + days * DAY) for first, days in periods)]
    moments = [row.recorded_at for row in rows]
    Random(seed).shuffle(moments)
    replayed = [type(row)(**vars(row) | {"recorded_at": at}) for row, at in zip(rows, moments, strict=True)]
    Random(seed + 1).shuffle(replayed)
    answers = [
        standing(
            CHECKED,
            as_known([r for r in order if isinstance(r, Entry)], [r for r in order if isinstance(r, Held)], None),
            day,
        )
        for order in (rows, replayed)
    ]
    assert len({(answer.state, answer.until, answer.cleared) for answer in answers}) == 1


@given(some_lines, some_days, st.integers(0, 400))
def test_it_stays_cleared_until_the_day_it_says_and_no_longer(lines, day, more):
    """If nothing new is recorded; stops that begin later are known already, so they are left out here."""
    rows = [one for one in ledger(lines) if one.kind in {"module", "license", "temporary"} and one.from_on <= day]
    found = standing(CHECKED, known(HELD, *rows), day)
    if found.cleared and found.until is not None and not found.temporary:
        assert standing(CHECKED, known(HELD, *rows), min(day + more * DAY, found.until)).cleared
        assert not standing(CHECKED, known(HELD, *rows), found.until + DAY).cleared
