"""The two clocks: what held on a day, and what was known of it by the end of another."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from sqlalchemy import select

from tests.audit.builders import Right, make_attempt, make_practitioner
from tests.browser import words
from tests.builders import LONG_AGO, make_clinic, make_member, make_person, saved
from tests.credentials.builders import make_certificate, make_entry, make_policy, noon
from trainer.credentials.models import PolicyAdoption
from trainer.db import db
from trainer.people.models import PersonProfession
from trainer.trail import Event

INCIDENT = date(2026, 3, 14)
LEARNED = date(2026, 4, 20)


def roster(director, stage, query=""):
    return director.open(f"/clinics/{stage.clinic.slug}/roster{query}")


def states(page) -> dict[str, str]:
    return {words(line.select_one("th a")): words(line.select_one("td")) for line in page.select("tbody tr")}


def correct(certificate, on: date, **changes):
    """The certificate is found to have been issued wrongly; that holds from its first day, and is learned later."""
    return make_entry(
        certificate.person,
        certificate.clinic,
        "correction",
        "needling",
        certificate.valid_from,
        recorded_at=noon(on),
        certificate_id=certificate.id,
        **changes,
    )


@pytest.fixture
def ada(stage):
    return make_practitioner(stage.clinic, stage.policy, "missing", "Ada Okafor")


@pytest.fixture
def corrected(stage, ada):
    """Ada was cleared on the day of the incident by all that was known; in April her certificate was found wrong."""
    certificate = make_certificate(ada, stage.clinic, stage.policy)
    correct(certificate, LEARNED, by_id=stage.director.id, reason="The quiz was sat by somebody else.")
    return certificate


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ("?as_of=2026-03-14", "Missing"),
        ("?as_of=2026-03-14&as_known_on=2026-03-14", "Current until 1 January 2028"),
        ("?as_of=2026-03-14&as_known_on=2026-04-19", "Current until 1 January 2028"),
        ("?as_of=2026-03-14&as_known_on=2026-04-20", "Missing"),
        ("", "Missing"),
    ],
)
def test_a_backdated_correction_moves_as_of_and_never_as_known_on(director, stage, corrected, query, state):
    assert states(roster(director, stage, query)) == {"Ada Okafor": state}


def test_both_days_are_said_at_the_head_and_kept_in_every_link(director, stage, corrected):
    roster(director, stage)
    assert (
        words(director.page.select_one(".lead")) == "Riverbend: Needling knowledge. As of 1 June 2026, as known today."
    )
    page = director.press("Filter", as_of="2026-03-14", as_known_on="2026-04-20")
    assert "As of 14 March 2026, as known on 20 April 2026." in words(page.select_one(".lead"))
    assert page.select_one("#as_of")["value"] == "2026-03-14"
    days = "as_of=2026-03-14&as_known_on=2026-04-20"
    for link in page.select(".count, .sort, main form[method=post]"):
        assert days in (link.get("href") or link.get("action") or "")
    director.follow("Show today")
    assert "as_" not in director.address


def test_as_known_today_names_the_day_on_paper(director, stage, ada):
    page = roster(director, stage, "?as_of=2026-03-14")
    assert "As of 14 March 2026, as known today, 1 June 2026." in words(page.select_one(".lead"))


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("as_of", "14 March", "Enter a date, like 2027-03-01"),
        ("as_of", "2026-02-29", "Enter a date, like 2027-03-01"),
        ("as_of", "2026-W10-1", "Enter a date, like 2027-03-01"),
        ("as_of", "9999-12-31", "Enter a day from 1 January 1900 to 29 May 2036"),
        ("as_of", "1899-12-31", "Enter a day from 1 January 1900 to 29 May 2036"),
        ("as_known_on", "2026-06-02", "Enter a day that has come: from 1 January 1900 to 1 June 2026"),
        ("as_known_on", "x", "Enter a date, like 2027-03-01"),
    ],
)
def test_a_day_that_is_none_is_said_beside_the_field(director, stage, ada, field, typed, message):
    page = roster(director, stage, f"?{field}={typed}&name=ada")
    assert words(page.select_one(f"#{field}-error")) == message
    assert page.select_one(f"#{field}")["value"] == typed
    assert page.select_one("#name")["value"] == "ada", "nothing else is lost"
    assert "As of 1 June 2026, as known today" in words(page)


def test_a_day_to_come_shows_what_will_stand_if_nothing_new_comes(director, stage, today):
    make_practitioner(stage.clinic, stage.policy, "due_soon", "Ben Ito")
    page = roster(director, stage, "?as_of=2026-07-02")
    assert states(page) == {"Ben Ito": "Lapsed ended 1 July 2026"}
    assert "That day has not come" in words(page)
    assert states(roster(director, stage, "?as_of=2026-07-01")) == {"Ben Ito": "Due soon until 1 July 2026"}


def test_known_by_the_end_of_the_day_where_the_clinic_is(director, stage, ada):
    """Half past eleven in the evening of 20 April in Denver is the morning of the 21st in London."""
    late = datetime(2026, 4, 21, 5, 30, tzinfo=UTC)
    make_certificate(ada, stage.clinic, stage.policy, issued_at=late)
    after = make_practitioner(stage.clinic, stage.policy, "missing", "Ben Ito")
    make_certificate(after, stage.clinic, stage.policy, issued_at=late + timedelta(minutes=30))
    page = roster(director, stage, "?as_of=2026-04-20&as_known_on=2026-04-20&sort=name")
    assert states(page) == {"Ada Okafor": "Current until 1 January 2028", "Ben Ito": "Missing"}


def test_who_was_there_then(director, stage, today):
    """Former members are on the roster of the days on which they practiced; a leaving that was not known yet is not."""
    gone = make_person(None, name="Gone in May")
    last = date(2026, 5, 1)
    make_member(gone, "practitioner", stage.clinic, recorded_at=LONG_AGO, left_on=last, ended_at=noon(last))
    backdated = make_person(None, name="Entered late")
    make_member(
        backdated,
        "practitioner",
        stage.clinic,
        joined_on=date(2026, 3, 1),
        recorded_at=noon(LEARNED),
    )
    assert list(states(roster(director, stage))) == ["Entered late"]
    assert list(states(roster(director, stage, "?as_of=2026-05-01&sort=name"))) == ["Entered late", "Gone in May"]
    assert list(states(roster(director, stage, "?as_of=2026-05-02&as_known_on=2026-04-30&sort=name"))) == [
        "Entered late",
        "Gone in May",
    ]
    page = roster(director, stage, "?as_of=2026-03-14&as_known_on=2026-03-14")
    assert "Entered late" not in states(page)


def test_a_profession_is_that_of_the_day(director, stage, ada):
    for profession, on in (("chiropractor", date(2024, 1, 1)), ("physical therapist", date(2026, 5, 1))):
        saved(PersonProfession(person=ada, profession=profession, from_on=on, recorded_at=noon(on)))
    assert "Chiropractor" in words(roster(director, stage, "?as_of=2026-03-14").select_one("tbody th"))
    assert states(roster(director, stage, "?as_of=2026-03-14&profession=chiropractor"))
    assert not states(roster(director, stage, "?profession=chiropractor"))


def test_nobody_practiced_there_on_that_day(director, stage, ada):
    page = roster(director, stage, "?as_of=1950-01-01")
    assert "Nobody matches" in words(page)
    director.follow("Show everyone")
    assert states(director.page)


def test_a_clinic_that_followed_nothing_then(director, stage, ada):
    """What a clinic follows has two clocks as well."""
    follow(stage.clinic, stage.policy, date(2026, 1, 1), recorded=date(2026, 1, 1), ends=True)
    assert states(roster(director, stage, "?as_of=2025-12-31"))
    page = roster(director, stage, "?as_of=2026-03-14")
    assert "No credential on that day" in words(page)
    assert "As of 14 March 2026" in words(page)


def test_the_other_credentials_stand_beside(director, stage, ada):
    """Which regions a credential clears is said at its head."""
    thorax = make_policy("a", slug="thorax", title="Thorax endorsement", clears=["thorax"])
    make_certificate(ada, stage.clinic, thorax)
    page = roster(director, stage)
    assert [words(head) for head in page.select("thead th")][:3] == [
        "Person",
        "Credential",
        "Thorax endorsement clears thorax",
    ]
    assert [words(cell) for cell in page.select("tbody td")][:2] == ["Missing", "Current 1 January 2028"]


def test_the_file_carries_both_days(director, stage, corrected):
    roster(director, stage, "?as_of=2026-03-14&as_known_on=2026-04-01")
    director.press("Export CSV")
    head, row = csv.reader(StringIO(director.response.text.removeprefix("\ufeff")))
    assert dict(zip(head, row, strict=True)) | {
        "Name": "Ada Okafor",
        "Needling knowledge: state": "Current",
        "As of": "2026-03-14",
        "As known on": "2026-04-01",
    } == dict(zip(head, row, strict=True))
    assert "as-of-2026-03-14-known-2026-04-01.csv" in director.response.headers["Content-Disposition"]
    line = db.session.scalars(select(Event).where(Event.name == "roster.exported")).one()
    assert line.sentence.endswith("filter everyone, as of 14 March 2026, as known on 1 April 2026")


def test_the_statements_are_few_also_in_the_past(director, stage, statements):
    make_policy("b", slug="second", title="Second")
    for n in range(30):
        make_practitioner(stage.clinic, stage.policy, ["lapsed", "current", "missing"][n % 3], f"P{n}")
    address = f"/clinics/{stage.clinic.slug}/roster?as_of=2026-03-14&as_known_on=2026-04-01"
    director.open(address)
    with statements() as seen:
        director.open(address)
    assert len(seen) <= 10, seen


def test_what_is_stopped_names_no_last_day(director, stage, today):
    """A certificate that runs on helps nobody who is suspended."""
    ben = make_practitioner(stage.clinic, stage.policy, "current", "Ben Ito")
    make_entry(ben, stage.clinic, "suspension", "needling", today)
    page = roster(director, stage)
    assert states(page) == {"Ben Ito": "Stopped"}
    assert words(page.select_one(".count")) == "1 Stopped"


def licensed(days: int):
    wanted = {"license": "CO", "checked_within_days": days}
    return make_policy(
        slug="licensed", title="Licensed", requires=[wanted], valid={"anchor": "completion", "months": 24}
    )


def follow(clinic, version, on: date, recorded: date, **changes):
    return saved(
        PolicyAdoption(
            clinic_id=clinic.id,
            credential_version_id=version.id,
            adopted_on=on,
            recorded_at=noon(recorded),
            name="Dora Díaz",
            statement="",
            **changes,
        )
    )


def test_two_clinics_with_different_policies(browser, director, stage, ada):
    """The same person on the same day: a check of 150 days ago is enough for the one clinic and not for the other."""
    lenient, strict = licensed(365), licensed(120)
    lakeside = make_clinic(name="Lakeside")
    make_member(ada, "practitioner", lakeside, recorded_at=LONG_AGO)
    make_entry(ada, stage.clinic, "license", "CO", date(2025, 10, 15))
    follow(stage.clinic, strict, date(2026, 3, 1), recorded=LEARNED)
    follow(lakeside, lenient, date(2020, 1, 1), recorded=date(2020, 1, 1))

    def license_at(page) -> str:
        return words(page.select("tbody td")[-1])

    def other(query):
        there = browser.sign_in(make_person("director", lakeside))
        return there.open(f"/clinics/{lakeside.slug}/roster?credential=licensed&{query}")

    day = "as_of=2026-03-14"
    assert license_at(roster(director, stage, f"?credential=licensed&{day}")) == "Lapsed 12 February 2026"
    assert license_at(other(day)) == "Current 15 October 2026"


def test_a_policy_adopted_backdated_moves_as_of_and_never_as_known_on(director, stage, ada):
    lenient, strict = licensed(365), licensed(120)
    make_entry(ada, stage.clinic, "license", "CO", date(2025, 10, 15))
    follow(stage.clinic, lenient, date(2020, 1, 1), recorded=date(2020, 1, 1))
    follow(stage.clinic, strict, date(2026, 3, 1), recorded=LEARNED)
    for known, state in (("2026-04-19", "Current 15 October 2026"), ("2026-04-20", "Lapsed 12 February 2026")):
        page = roster(director, stage, f"?credential=licensed&as_of=2026-03-14&as_known_on={known}")
        assert words(page.select("tbody td")[-1]) == state
    page = roster(director, stage, "?credential=licensed&as_of=2026-02-28")
    assert words(page.select("tbody td")[-1]) == "Current 15 October 2026", "the day before it is followed"


def test_attempts_that_came_later_are_not_counted(director, stage, ada):
    make_attempt(ada, stage.clinic, stage.module, Right(3), date(2026, 3, 10), stage.adoption)
    make_attempt(ada, stage.clinic, stage.module, Right(3), date(2026, 4, 10), stage.adoption)
    for query, said in (
        ("", "Missing 2 not passed"),
        ("?as_of=2026-03-14", "Missing 1 not passed"),
        ("?as_known_on=2026-03-14", "Missing 1 not passed"),
        ("?as_of=2026-03-09", "Missing"),
    ):
        assert words(roster(director, stage, query).select("tbody td")[1]) == said
