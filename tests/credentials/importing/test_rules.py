"""What a cell, a row and a heading mean, without any database."""

from datetime import date

import pytest

from trainer.credentials.importing.rules import (
    Account,
    Known,
    Lexicon,
    Mapping,
    Meant,
    Row,
    guessed,
    license_key,
    meaning,
    plan_of,
)
from trainer.credentials.importing.rules.meaning import parsed

LEXICON = Lexicon({"needling": "needling"}, lambda typed: typed.lower() if "@" in typed else None, date(2026, 6, 1))


@pytest.mark.parametrize(
    ("text", "order", "found"),
    [
        ("2027-03-14", "iso", date(2027, 3, 14)),
        ("2027-03-14", "dmy", date(2027, 3, 14)),
        ("2027-3-4 00:00:00", "mdy", date(2027, 3, 4)),
        ("03/04/2027", "dmy", date(2027, 4, 3)),
        ("03/04/2027", "mdy", date(2027, 3, 4)),
        ("3.4.2027", "dmy", date(2027, 4, 3)),
        ("29-02-2028", "dmy", date(2028, 2, 29)),
    ],
)
def test_a_date_as_it_was_stated(text, order, found):
    assert parsed(text, order) == found


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("03/04/2027", "iso"),
        ("03/14/2027", "dmy"),
        ("14/03/2027", "mdy"),
        ("14/03/27", "dmy"),
        ("14/03.2027", "dmy"),
        ("01.02.2027", "mdy"),  # where points are written, the day comes first
        ("2027-02-29", "iso"),
        ("soon", "iso"),
    ],
)
def test_no_date_is_guessed(text, order):
    assert isinstance(parsed(text, order), str)


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (["E-Mail", "First Name", "LAST NAME"], {"email": 0, "given_name": 1, "family_name": 2}),
        (["Email Address", "Licence No.", "State"], {"email": 0, "license_number": 1, "license_state": 2}),
        (["Expiry date", "Date issued"], {"valid_until": 0, "valid_from": 1}),
        (["Correo electrónico", "Nombre completo"], {"email": 0, "name": 1}),
        (["Nothing", "we know"], {}),
    ],
)
def test_headings_in_several_spellings(head, found):
    assert guessed(head) == found


def row(*cells, **changes):
    mapping = Mapping({"email": 0, "name": 1, "profession": 2, "license_state": 3, "license_number": 4}, **changes)
    return meaning(Row(7, cells), ("E-mail", "Name", "Profession", "State", "License"), mapping, LEXICON)


def test_a_name_in_any_script_and_a_license_with_its_zeros():
    found = row("ADA@example.org", "  Ада   Оkafor ", "Physiotherapist", "co", "00 123")
    assert isinstance(found, Meant)
    assert (found.email, found.name, found.profession) == ("ada@example.org", "Ада Оkafor", "physical therapist")
    assert (found.state, found.number) == ("CO", "00 123")


def test_every_fault_of_a_row_is_told_at_once():
    found = row("nobody", "x" * 101, "juggler", "Colorado", "1")
    assert isinstance(found, list)
    assert [(fault.line, fault.column) for fault in found] == [
        (7, "State"),
        (7, "E-mail"),
        (7, "Name"),
        (7, "Profession"),
    ]
    assert all(fault.reason and fault.mend for fault in found)


def test_a_row_with_more_cells_than_headings_has_shifted():
    found = row("ada@example.org", "Okafor", "", "", "", "Ada")
    assert isinstance(found, list)
    assert "The row has 6 cells" in found[0].reason


def test_a_real_date_needs_no_order_and_the_last_day_may_be_the_first():
    mapping = Mapping({"email": 0, "valid_from": 1, "valid_until": 2}, credential="needling")
    cells = ("ada@example.org", date(2026, 6, 1), date(2026, 6, 1))
    found = meaning(Row(2, cells), ("a", "b", "c"), mapping, LEXICON)
    assert isinstance(found, Meant)
    assert (found.earlier.valid_from, found.earlier.valid_until) == (date(2026, 6, 1), date(2026, 6, 1))


def meant(line=2, email="ada@example.org", name="Ada", state="", number=""):
    return Meant(line, email, name, None, state, number, None)


def outcome(one: Meant, **known) -> str:
    plan = plan_of([one], Known(**known))
    return plan.proposals[0].person if plan.proposals else plan.faults[0].reason


def test_who_a_row_is_about():
    here, elsewhere = Account(1, "Ada", "ada@example.org", here=True), Account(1, "Ada", "ada@example.org")
    assert outcome(meant()) == "new"
    assert outcome(meant(), accounts={"ada@example.org": here}) == "known"
    assert outcome(meant(), accounts={"ada@example.org": elsewhere}) == "invite"
    assert outcome(meant(), invited=frozenset({"ada@example.org"})) == "waiting"
    by_license = {license_key("CO", "0-12"): here}
    assert outcome(meant(email="", state="CO", number="012"), licenses=by_license) == "known"
    assert "Nobody of this clinic" in outcome(meant(email="", state="CO", number="12"), licenses=by_license)
    closed = Account(1, "Ada", "ada@example.org", closed=True)
    assert "is closed" in outcome(meant(), accounts={"ada@example.org": closed})


def test_the_digest_of_a_plan_tells_what_is_known():
    here = Account(1, "Ada", "ada@example.org", here=True)
    plain = plan_of([meant()], Known())
    assert plain.digest == plan_of([meant()], Known()).digest
    assert plain.digest != plan_of([meant()], Known(accounts={"ada@example.org": here})).digest
    assert plain.digest != plan_of([meant(name="Eve")], Known()).digest
