"""When it is true and when it was learned; the day of the clinic, whatever the server's."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.credentials.rules.builders import DAY, FIRST, HELD, entry, noon, policy, state
from trainer import clock
from trainer.credentials.rules import Entry, Held, as_known, standing


def learned(row: Entry | Held, on: date) -> Entry | Held:
    return type(row)(**vars(row) | {"recorded_at": noon(on)})


def on(day: date, known_on: date, *rows) -> str:
    """The state on a day by what was recorded by the evening of another."""
    entries = [one for one in rows if isinstance(one, Entry)]
    certificates = [one for one in rows if isinstance(one, Held)]
    evening = clock.end_of(known_on, "UTC")
    return standing(policy(), as_known(entries, certificates, evening), day).state


def test_a_backdated_suspension_moves_as_of_and_never_as_known_on():
    incident, told = FIRST + 13 * DAY, FIRST + 50 * DAY
    suspension = learned(entry("suspension", "needling", incident), told)
    assert on(incident, incident, HELD, suspension) == "current", "what one could know that day"
    assert on(incident, told, HELD, suspension) == "stopped", "what was so, as is known now"
    assert on(told - DAY, told - DAY, HELD, suspension) == "current"


def test_a_corrected_entry_still_counts_in_what_was_known_before():
    suspension = entry("suspension", "needling", FIRST + 5 * DAY)
    mistake = learned(entry("correction", "", FIRST + 5 * DAY, refers_to=suspension.id), FIRST + 30 * DAY)
    day = FIRST + 10 * DAY
    assert on(day, day, HELD, suspension, mistake) == "stopped"
    assert on(day, FIRST + 30 * DAY, HELD, suspension, mistake) == "current"


def test_a_certificate_issued_in_error_is_gone_as_of_and_was_there_as_known_on():
    void = learned(entry("correction", "needling", FIRST, certificate=HELD.id), FIRST + 30 * DAY)
    assert on(FIRST + 10 * DAY, FIRST + 10 * DAY, HELD, void) == "current"
    assert on(FIRST + 10 * DAY, FIRST + 30 * DAY, HELD, void) == "missing"


ZONES = ["America/Denver", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "America/Sao_Paulo"]


@pytest.mark.parametrize("zone", ZONES)
def test_the_last_day_counts_in_the_clinics_time_zone(zone):
    last_second = datetime(2028, 2, 29, 23, 59, 59, tzinfo=ZoneInfo(zone))
    assert state(clock.on_day(last_second, zone), HELD) == "due_soon"
    assert state(clock.on_day(last_second + timedelta(seconds=1), zone), HELD) == "lapsed"


@pytest.mark.parametrize("zone", [*ZONES, "Africa/Cairo", "America/Havana", "Atlantic/Azores"])
@pytest.mark.parametrize("year", [2017, 2024, 2026])
def test_daylight_saving_makes_no_day_longer_or_shorter_than_itself(zone, year):
    """Also where the clocks change at midnight: every day begins right after the one before has ended."""
    for number in range(366):
        day = date(year, 1, 1) + timedelta(days=number)
        assert clock.on_day(clock.start_of(day, zone), zone) == day
        assert clock.on_day(clock.end_of(day, zone), zone) == day
        assert clock.end_of(day, zone) + timedelta(microseconds=1) == clock.start_of(day + DAY, zone)
