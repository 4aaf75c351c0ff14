"""The calendar feed: deadlines at a private address."""

from datetime import date

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy import select

from tests.browser import words
from tests.builders import make_person, saved
from tests.credentials.builders import accept, make_entry, make_policy, noon
from trainer import clock
from trainer.credentials.documents.models import CalendarFeed
from trainer.db import db
from trainer.trail import Event as Line

pytestmark = pytest.mark.usefixtures("policy")
SUMMER = noon(date(2026, 6, 1))


def address_made(holder) -> str:
    """The path of a new address, as its owner sees it, once."""
    holder.open("/certificates/calendar")
    page = holder.press("Make an address" if not holder.page.select("form .btn-danger") else "Make a new address")
    return page.select_one("#address")["value"].removeprefix("http://localhost")


def events(browser, address) -> list:
    browser.open(address)
    assert browser.response.content_type == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(browser.response.data).walk("VEVENT"))


@pytest.fixture
def earned(ada, clinic):
    """Module b in March, module a in April: it ends with b."""
    with time_machine.travel(noon(date(2026, 4, 1)), tick=False):
        accept(ada, clinic, "b", date(2026, 3, 1))
        [certificate] = accept(ada, clinic, "a", date(2026, 4, 1))
        return certificate


@time_machine.travel(SUMMER, tick=False)
def test_it_holds_the_days_that_matter_all_day_long(browser, ada, earned):
    found = events(browser, address_made(browser.sign_in(ada)))
    assert [(event["dtstart"].dt, str(event["summary"]).split(":")[0]) for event in found] == [
        (date(2028, 1, 2), "Due for renewal"),
        (date(2028, 3, 1), "Pass again by today"),
        (date(2028, 3, 1), "Last day"),
    ]
    for event in found:
        assert (event["dtend"].dt - event["dtstart"].dt).days == 1
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert event["transp"] == "TRANSPARENT"
        assert event["url"].endswith(f"/certificates/{earned.id}")
        assert event.walk("VALARM")
    assert len({str(event["uid"]) for event in found}) == 3
    assert [str(alarm["trigger"].to_ical(), "ascii") for alarm in found[2].walk("VALARM")] == ["-P29DT15H", "-P6DT15H"]


@pytest.mark.sqlite
@time_machine.travel(SUMMER, tick=False)
def test_asking_again_gives_the_same_and_says_that_nothing_changed(browser, ada, earned):
    address = address_made(browser.sign_in(ada))
    first = events(browser, address)
    tag = browser.response.headers["ETag"]
    assert browser.response.headers["Cache-Control"] == "private, max-age=3600"
    with time_machine.travel(noon(date(2027, 6, 1)), tick=False):
        again = events(browser, address)
        assert [event.to_ical() for event in again] == [event.to_ical() for event in first]
        browser.send("GET", address, 304, headers={"If-None-Match": tag})


@pytest.mark.sqlite
@time_machine.travel(SUMMER, tick=False)
def test_a_new_policy_moves_a_day_under_the_same_uid(browser, ada, earned):
    address = address_made(browser.sign_in(ada))
    before = events(browser, address)[0]
    with time_machine.travel(noon(date(2026, 7, 1)), tick=False):
        make_policy("a", "b", due_soon_days=90)
        after = events(browser, address)[0]
    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert after["dtstamp"].dt > before["dtstamp"].dt
    assert (before["dtstart"].dt - after["dtstart"].dt).days == 30


@pytest.mark.sqlite
@time_machine.travel(SUMMER, tick=False)
def test_a_renewal_takes_the_place_of_what_it_renews(browser, ada, clinic, earned):
    address = address_made(browser.sign_in(ada))
    before = events(browser, address)
    with time_machine.travel(noon(date(2027, 6, 1)), tick=False):
        accept(ada, clinic, "a", date(2027, 6, 1))
        accept(ada, clinic, "b", date(2027, 6, 1))
        after = events(browser, address)
    assert after[2]["dtstart"].dt == date(2029, 6, 1)
    assert not {str(event["uid"]) for event in before} & {str(event["uid"]) for event in after}


@pytest.mark.sqlite
def test_a_window_for_renewal_is_in_the_calendar(browser, ada, certificate_for):
    make_policy(
        "a",
        "b",
        slug="windowed",
        title="Windowed",
        valid={"anchor": "last day", "months": 24},
        renewal={"opens_days_before": 90, "grace_days": 30, "requires": [{"module": "b", "within_months": 24}]},
    )
    with time_machine.travel(noon(date(2026, 4, 1)), tick=False):
        for module in ("a", "b"):
            accept(ada, ada.clinics[0], module, date(2026, 4, 1))
    with time_machine.travel(SUMMER, tick=False):
        found = events(browser, address_made(browser.sign_in(ada)))
    opening = next(event for event in found if event["summary"] == "Renewal opens: Windowed")
    last = next(event for event in found if event["summary"] == "Last day: Windowed")
    steps = {str(event["summary"]) for event in found if event["dtstart"].dt == last["dtstart"].dt}
    assert steps == {"Pass again by today: About b", "Last day: Windowed"} | {
        "Last day: Needling knowledge",
        "Pass again by today: About a",
    }
    assert (last["dtstart"].dt - opening["dtstart"].dt).days == 90


@pytest.mark.sqlite
def test_of_what_is_suspended_or_revoked_nothing_is_due(browser, ada, clinic, earned):
    address = address_made(browser.sign_in(ada))
    director = make_person("director", clinic)
    with time_machine.travel(SUMMER, tick=False):
        assert len(events(browser, address)) == 3
        make_entry(ada, clinic, "suspension", "needling", date(2026, 5, 1), by_id=director.id, reason="An incident")
        assert events(browser, address) == []


@pytest.mark.sqlite
def test_whoever_holds_nothing_has_an_empty_calendar(browser, ada):
    assert events(browser, address_made(browser.sign_in(ada))) == []


@pytest.mark.sqlite
def test_it_names_no_person_and_no_result(browser, ada, earned):
    events(browser, address_made(browser.sign_in(ada)))
    assert b"Okafor" not in browser.response.data
    assert b"%" not in browser.response.data


def test_the_address_is_shown_once_and_only_its_hash_is_kept(browser, ada):
    holder = browser.sign_in(ada)
    address = address_made(holder)
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 43  # 256 bits
    assert not holder.open("/certificates/calendar").select("#address")
    [feed] = db.session.scalars(select(CalendarFeed))
    assert token not in feed.token_hash


def test_a_new_address_ends_the_one_before(browser, ada):
    holder = browser.sign_in(ada)
    old, new = address_made(holder), address_made(holder)
    browser.open(old, status=404)
    events(browser, new)
    lines = db.session.scalars(select(Line).where(Line.name.startswith("calendar.")).order_by(Line.id))
    assert [line.name for line in lines] == [
        "calendar.opened",
        "calendar.stopped",
        "calendar.opened",
    ]


def test_a_stopped_calendar_is_gone(browser, ada):
    holder = browser.sign_in(ada)
    address = address_made(holder)
    holder.open("/certificates/calendar")
    page = holder.press("Stop the calendar")
    assert "The address no longer works." in words(page)
    browser.open(address, status=404)


def test_it_ends_with_the_account(browser, ada):
    address = address_made(browser.sign_in(ada))
    ada.deactivated_at = clock.now()
    saved(ada)
    browser.open(address, status=404)


@pytest.mark.parametrize("token", ["x", "é" * 20, "a" * 5000])
@pytest.mark.sqlite
def test_a_guess_finds_nothing(browser, ada, token):
    address_made(browser.sign_in(ada))
    browser.open(f"/calendar/{token}.ics", status=404)


def test_one_person_stops_only_their_own(browser, ada, clinic):
    address = address_made(browser.sign_in(ada))
    other = browser.sign_in(make_person(clinic=clinic))
    address_made(other)
    other.open("/certificates/calendar")
    other.press("Stop the calendar")
    events(browser, address)
