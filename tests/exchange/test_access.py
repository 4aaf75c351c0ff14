"""A director lets a program in: the token is seen once, its use is seen always, and it can be ended."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.exchange.builders import TODAY, make_token
from trainer.db import db
from trainer.exchange.models import Token
from trainer.trail import Event

ADDRESS = "/clinics/riverbend/access"


def token() -> Token:
    return db.session.scalars(select(Token)).one()


def last_line() -> str:
    return db.session.scalars(select(Event).order_by(Event.id.desc())).first().sentence


def test_before_the_first_token_the_page_says_what_it_will_show(director):
    page = director.open(ADDRESS)
    assert "No program reads this clinic" in words(page)


def test_a_token_is_shown_once_and_only_its_hash_is_kept(director, program):
    director.open(ADDRESS)
    page = director.press("Make the token", name="Payroll", scopes=["people", "certificates"])
    text = page.select_one("#token")["value"]
    assert text.startswith("trainer_")
    assert len(text) > 40
    assert text not in str(director.open(ADDRESS)), "only once"
    kept = vars(token())
    assert text not in str(kept)
    assert token().ending == text[-4:]
    reader = program()
    reader.token = text
    assert [one["name"] for one in reader.get("/api/v1/people")["items"]] == ["Dora Díaz"]
    assert last_line() == "let the program Payroll read people, certificates of Riverbend, until it is revoked"


def test_what_is_missing_is_said_beside_the_field(director):
    director.open(ADDRESS)
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    page = director.press("Make the token", name=" ", until_on=yesterday)
    said = [words(error) for error in page.select(".form-error")]
    assert said == [
        "Enter what the token is for",
        "Choose what the program may read",
        "Choose today or a later day",
    ]
    assert db.session.scalar(select(Token)) is None


def test_a_last_day_that_is_none_is_refused(director):
    director.open(ADDRESS)
    page = director.press("Make the token", name="Payroll", scopes=["people"], until_on="31 June")
    assert [words(error) for error in page.select(".form-error")] == ["Enter a date, like 2027-03-01"]


def test_when_it_was_used_last_is_seen_to_the_minute(director, program, today):
    reader = program("people")
    assert "Never used" in words(director.open(ADDRESS))
    reader.get("/api/v1/people")
    assert "Last used 1 June 2026, 12:00" in words(director.open(ADDRESS))
    today.shift(59)
    reader.get("/api/v1/people")
    assert "12:00" in words(director.open(ADDRESS))
    today.shift(1)
    reader.get("/api/v1/people")
    assert "12:01" in words(director.open(ADDRESS))


def test_reading_again_within_a_minute_writes_nothing(program, statements):
    reader = program("people")
    reader.get("/api/v1/people")
    with statements() as seen:
        reader.get("/api/v1/people")
    assert not [line for line in seen if line.startswith("UPDATE")]
    assert len(seen) == 3, "the token, the people, their roles"


def test_a_revoked_token_opens_nothing_and_stays_on_the_page(director, program):
    reader = program("people")
    director.open(ADDRESS)
    director.follow("Revoke Payroll")
    page = director.press("Revoke the token")
    assert "The token Payroll no longer works." in words(page)
    assert "Revoked on 1 June 2026" in words(page)
    reader.get("/api/v1/people", 401)
    assert last_line() == "ended what the program Payroll may read of Riverbend"
    director.open(f"{ADDRESS}/{token().id}/revocation", 404)


def test_the_last_day_counts_where_the_clinic_is(director, clinic, dora, program, today):
    reader = program()
    reader.token = make_token(clinic, dora, "people", until_on=TODAY)
    today.shift(timedelta(hours=11, minutes=59))
    reader.get("/api/v1/people")
    today.shift(timedelta(minutes=1))
    reader.get("/api/v1/people", 401)
    assert "Expired after 1 June 2026" in words(director.open(ADDRESS))


def test_another_clinics_tokens_do_not_exist(browser, clinic, dora, program):
    program("people")
    elsewhere = browser.sign_in(make_person("director", make_clinic()))
    elsewhere.open(ADDRESS, 404)
    mine = make_clinic(slug="mine")
    both = browser.sign_in(make_person("director", mine))
    both.open(f"/clinics/mine/access/{token().id}/revocation", 404)


@pytest.mark.parametrize("many", [0, 60])
def test_the_page_asks_as_much_however_many_there_are(director, clinic, dora, statements, many):
    for number in range(many):
        make_token(clinic, dora, "people", name=f"Program {number}")
    with statements() as seen:
        director.open(ADDRESS)
    assert len(seen) <= 10, seen
