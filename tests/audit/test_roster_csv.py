"""The roster as a file: what the filter lets through, fit for a spreadsheet, and a line on the trail."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from sqlalchemy import select

from tests.audit.builders import Right, make_attempt, make_practitioner
from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_pass
from trainer.db import db
from trainer.trail import Event

HEADER = [
    *("Name", "Email", "Profession", "Needling knowledge: state", "Needling knowledge: last day"),
    *("About a: state", "About a: last day", "About a: attempts not passed"),
    *("About b: state", "About b: last day", "About b: attempts not passed"),
    *("Provenance", "As of", "As known on"),
]
EARNED_HERE = ["", "2026-06-01", "2026-06-01"]
A_PASS = ["Current", "2027-07-06", "0"]


def export(director, stage, query=""):
    director.open(f"/clinics/{stage.clinic.slug}/roster{query}")
    director.press("Export CSV")
    return list(csv.reader(StringIO(director.response.text.removeprefix("\ufeff"))))


def exports():
    return db.session.scalars(select(Event).where(Event.name == "roster.exported")).all()


@pytest.fixture
def crew(stage, today):
    ada = make_practitioner(stage.clinic, stage.policy, "current", "Ada Okafor", email="ada@example.org")
    dan = make_practitioner(
        stage.clinic, stage.policy, "missing", "Dan Roe", email="dan@example.org", profession="chiropractor"
    )
    make_attempt(dan, stage.clinic, stage.module, Right(12), today, stage.adoption)
    make_attempt(dan, stage.clinic, stage.module, Right(12), today, None)
    return ada, dan


def test_what_is_in_the_file(director, stage, crew):
    assert export(director, stage) == [
        HEADER,
        ["Dan Roe", "dan@example.org", "Chiropractor", *["Missing", ""] * 2, "1", "Missing", "", "0", *EARNED_HERE],
        ["Ada Okafor", "ada@example.org", "Physical therapist", *A_PASS[:2], *A_PASS, *A_PASS, *EARNED_HERE],
    ]


def test_a_pass_of_tomorrow_is_not_one_yet(director, stage, crew, today):
    make_pass(crew[1], stage.clinic, "b", today + timedelta(days=1))
    assert export(director, stage)[1][-6:-3] == ["Missing", "", "0"]


def test_it_comes_as_a_file_that_excel_reads(director, stage, crew):
    export(director, stage)
    assert director.response.data.startswith(b"\xef\xbb\xbf")
    assert director.response.mimetype == "text/csv"
    name = f"roster-{stage.clinic.slug}-as-of-2026-06-01-known-2026-06-01.csv"
    assert director.response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_filter_and_the_order_hold(director, stage, crew):
    assert [row[0] for row in export(director, stage, "?state=missing")[1:]] == ["Dan Roe"]
    assert [row[0] for row in export(director, stage, "?sort=name")[1:]] == ["Ada Okafor", "Dan Roe"]


def test_no_cell_is_taken_for_a_formula(director, stage):
    make_person(clinic=stage.clinic, name='=HYPERLINK("http://evil.example")', email="+1@example.org")
    name, email = export(director, stage)[1][:2]
    assert (name, email) == ('\'=HYPERLINK("http://evil.example")', "'+1@example.org")


def test_the_trail_says_who_took_what(director, stage, crew):
    export(director, stage, "?profession=chiropractor")
    [line] = exports()
    assert (line.name, line.by, line.clinic_id) == ("roster.exported", stage.director, stage.clinic.id)
    assert (
        line.sentence
        == "exported the roster of Riverbend: 1 rows, filter chiropractor, as of 1 June 2026, as known today"
    )


def test_a_long_roster_takes_few_statements_and_says_the_same_as_the_page(director, stage, statements):
    for n in range(60):
        make_practitioner(stage.clinic, stage.policy, ["lapsed", "due_soon", "current", "missing"][n % 4], f"P{n:02}")
    director.open(f"/clinics/{stage.clinic.slug}/roster?sort=name")
    shown = [[pill.get_text(" ").split()[0] for pill in line.select(".state")] for line in director.page.select("tr")]
    with statements() as seen:
        rows = export(director, stage, "?sort=name")
    assert len([line for line in seen if "entry.percent" in line]) == 2, "once for the page, once for the file"
    assert len(rows) == 61
    exported = [[row[place].split()[0] for place in (3, 5, 8)] for row in rows]
    assert exported[1:51] == shown[1:51]


def test_it_takes_the_button(director, stage, crew):
    director.open(f"/clinics/{stage.clinic.slug}/roster.csv", status=405)


@pytest.mark.parametrize("role", ["practitioner", "director", "administrator"])
def test_nobody_else_gets_it(browser, stage, crew, role):
    stranger = browser.sign_in(make_person(role, make_clinic() if role != "administrator" else None))
    stranger.open("/account")
    stranger.post(f"/clinics/{stage.clinic.slug}/roster.csv", status=404)
    assert not exports()
