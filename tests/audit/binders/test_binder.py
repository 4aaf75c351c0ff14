"""The audit binder: one set of rows in four formats, with both days, a hash that anybody can make again, and a line."""

import csv
import json
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pypdf
import pytest
from sqlalchemy import select

from tests.audit.builders import make_practitioner
from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_entry, make_policy
from trainer import trail
from trainer.audit.binders import formats
from trainer.db import db
from trainer.trail import Event, SealedLine

KEYS = [
    "person",
    "name",
    "email",
    "profession",
    "credential",
    "state",
    "cleared",
    "last_day",
    "certificate",
    "provenance",
]
FORMATS = ["pdf", "xlsx", "csv", "json"]


@pytest.fixture
def crew(stage):
    ada = make_practitioner(stage.clinic, stage.policy, "current", "Ada Okafor", email="ada@example.org")
    dan = make_practitioner(stage.clinic, stage.policy, "missing", "Dan Roe", profession="chiropractor")
    return ada, dan


@pytest.fixture
def get(director, stage):
    """`get("json", "?state=current")`: the page is opened with the roster's query, and the format's button pressed."""

    def get(form, query=""):
        director.open(f"/clinics/{stage.clinic.slug}/binder{query}")
        director.press("All in one ZIP" if form == "zip" else form.upper())
        return director.response.data

    return get


def lines() -> list[Event]:
    return list(db.session.scalars(select(Event).where(Event.name == "binder.exported").order_by(Event.id)))


def read_csv(data: bytes) -> tuple[dict[str, str], list[list[str]]]:
    found = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
    empty = found.index([])
    return dict(line for line in found[1:empty]), found[empty + 1 :]


def test_the_json_document_and_a_hash_that_anybody_can_make_again(get, crew, stage):
    data = get("json")
    document = json.loads(data)
    dan, ada = document["rows"]
    assert ada == {
        "person": crew[0].id,
        "name": "Ada Okafor",
        "email": "ada@example.org",
        "profession": "Physical therapist",
        "credential": "Needling knowledge",
        "state": "Current",
        "cleared": "yes",
        "last_day": "2027-07-06",
        "certificate": ada["certificate"],
        "requirement_1_state": "Current",
        "requirement_1_last_day": "2027-07-06",
        "requirement_2_state": "Current",
        "requirement_2_last_day": "2027-07-06",
        "reasons": "Cleared until 6 July 2027.",
    }
    assert "certificate" not in dan
    assert dan["reasons"] == "Not cleared: About a missing; About b missing."
    assert list(document["columns"])[:10] == KEYS
    assert document["columns"]["requirement_2_last_day"] == "About b: last day"
    assert document["count"] == 2
    as_they_stand = data.split(b'"rows": [\n')[1].removesuffix(b"\n]}\n").replace(b"},\n{", b"}\n{") + b"\n"
    assert document["rows_sha256"] == sha256(as_they_stand).hexdigest()


def test_the_cover_says_what_it_is_about(get, crew, stage):
    head_before = trail.head()
    about = json.loads(get("json", "?state=missing&as_of=2026-05-20&as_known_on=2026-05-31"))["about"]
    assert about["Credential"] == "Needling knowledge, version 1 of its policy"
    assert (about["Filter"], about["As of"], about["As known on"]) == ("state missing", "2026-05-20", "2026-05-31")
    assert about["Made at"] == "1 June 2026, 12:00 (2026-06-01T18:00:00.000000Z)"
    assert about["Made by"] == f"Dora Díaz <{stage.director.email}>"
    head = trail.head()
    assert head != head_before, "what was new was sealed before anything was read"
    assert about["Trail sealed up to"] == f"batch {head.number}, {head.hash}"
    assert "event" in set(db.session.scalars(select(SealedLine.table_name)))


def test_all_four_carry_the_same_rows_and_hash(get, crew, stage):
    with ZipFile(BytesIO(get("zip"))) as packed:
        files = {name.removeprefix("binder."): packed.read(name) for name in packed.namelist()}
    assert sorted(files) == sorted(FORMATS)
    document = json.loads(files["json"])
    expected = [[row.get(key) for key in document["columns"]] for row in document["rows"]]

    about, (header, *rows) = read_csv(files["csv"])
    assert header == list(document["columns"].values())
    assert rows == [["" if cell is None else str(cell) for cell in row] for row in expected]

    book = openpyxl.load_workbook(BytesIO(files["xlsx"]))
    facts = {line[0]: line[1] for line in book["About"].values if line[1]}
    header, *rows = book["People"].values
    assert list(header) == list(document["columns"].values())
    assert [[str(cell.date()) if hasattr(cell, "date") else cell for cell in row] for row in rows] == expected

    paper = pypdf.PdfReader(BytesIO(files["pdf"]))
    text = "".join("".join(page.extract_text() for page in paper.pages).split())
    assert "AdaOkafor" in text
    assert "Current,2027-07-06" in text
    for found in (about["Hash of the rows"], facts["Hash of the rows"], lines()[0].details["hash"]):
        assert found == document["rows_sha256"]
    assert document["rows_sha256"] in text


def test_all_credentials_that_the_clinic_follows(get, director, crew, stage):
    thorax = make_policy("a", "c", slug="thorax", title="Needling: the thorax [2]", short="Thorax: yes")
    make_entry(crew[0], stage.clinic, "suspension", "thorax", stage.policy.published_at.date(), reason="An incident")
    page = director.open(f"/clinics/{stage.clinic.slug}/binder?state=current")
    assert "1 row: state current" in words(page)
    director.follow("All 2 credentials that the clinic follows")
    assert "2 rows: state current, by Needling knowledge; a row for each of their 2 credentials" in words(director.page)
    director.press("All in one ZIP")
    with ZipFile(BytesIO(director.response.data)) as packed:
        files = {name.removeprefix("binder."): packed.read(name) for name in packed.namelist()}
    document = json.loads(files["json"])
    assert [(row["name"], row["credential"], row["state"]) for row in document["rows"]] == [
        ("Ada Okafor", "Needling knowledge", "Current"),
        ("Ada Okafor", thorax.title, "Stopped"),
    ]
    assert document["count"] == 2
    assert [one["people_by_state"]["People"] for one in document["credentials"]] == [1, 1]
    assert [one for one in document["columns"] if one.startswith("requirement")] == [
        f"requirement_{number}_{what}" for number in (1, 2, 3) for what in ("state", "last_day")
    ], "what both ask for has one pair of columns"
    assert "requirement_2_state" not in document["rows"][1]
    assert "Needling knowledge, version 1 of its policy; Needling: the thorax [2], version 1" in str(document["about"])

    _, (header, *rows) = read_csv(files["csv"])
    assert [row[header.index("Credential")] for row in rows] == ["Needling knowledge", thorax.title]
    book = openpyxl.load_workbook(BytesIO(files["xlsx"]))
    assert book.sheetnames == ["About", "1 Needling knowledge", "2 Thorax  yes"]
    header, row = book["2 Thorax  yes"].values
    assert "About b: state" not in header
    assert "About c: state" not in header
    assert "c: state" in header
    assert row[header.index("Reasons")].startswith("Not cleared: suspended since")
    paper = pypdf.PdfReader(BytesIO(files["pdf"]))
    pages = [page.extract_text() for page in paper.pages]
    assert len(pages) == 3
    assert document["rows_sha256"] in "".join(pages[0].split())
    assert [("Needling knowledge" in page, "thorax [2]" in page) for page in pages[1:]] == [
        (True, False),
        (False, True),
    ]


def test_the_trail_keeps_who_took_what(get, crew, stage):
    found = json.loads(get("json", "?profession=chiropractor"))["rows_sha256"]
    [line] = lines()
    assert (line.by, line.clinic_id) == (stage.director, stage.clinic.id)
    assert line.sentence == (
        "exported the audit binder of Riverbend as JSON: 1 rows, filter chiropractor, as of 1 June 2026, as known"
        f" today, SHA-256 {found}"
    )


def test_the_same_again_has_the_same_hash_and_anything_new_another(get, crew, stage, today):
    first, again = json.loads(get("json")), json.loads(get("json"))
    assert first["rows_sha256"] == again["rows_sha256"]
    make_entry(crew[0], stage.clinic, "suspension", "needling", today, reason="An incident")
    now = json.loads(get("json"))
    assert now["rows"][0]["reasons"] == "Not cleared: suspended since 1 June 2026 (“An incident”)."
    assert now["rows_sha256"] != first["rows_sha256"]
    before = json.loads(get("json", "?as_known_on=2026-05-31"))
    assert before["about"]["As known on"] == "2026-05-31"


def test_the_filter_and_the_order_hold(get, crew):
    assert [row["name"] for row in json.loads(get("json", "?state=missing"))["rows"]] == ["Dan Roe"]
    assert [row["name"] for row in json.loads(get("json", "?sort=name"))["rows"]] == ["Ada Okafor", "Dan Roe"]


def test_no_cell_is_taken_for_a_formula(get, stage):
    make_person(clinic=stage.clinic, name="=1+1", email="+1@example.org")
    assert read_csv(get("csv"))[1][1][1:3] == ["'=1+1", "'+1@example.org"]
    cells = list(openpyxl.load_workbook(BytesIO(get("xlsx")))["People"])[1]
    assert [(cell.value, cell.data_type) for cell in cells[1:3]] == [("=1+1", "s"), ("+1@example.org", "s")]


def test_a_pdf_has_a_limit_and_the_way_out_is_said(get, director, crew, stage, monkeypatch):
    monkeypatch.setattr(formats, "MOST_ROWS", 1)
    page = director.open(f"/clinics/{stage.clinic.slug}/binder")
    assert "Narrow the filter, or take the spreadsheet" in words(page)
    assert [words(button) for button in page.select("main button")] == [
        "XLSX",
        "CSV",
        "JSON",
        "XLSX, CSV and JSON in one ZIP",
    ]
    director.press("XLSX, CSV and JSON in one ZIP")
    with ZipFile(BytesIO(director.response.data)) as packed:
        assert packed.namelist() == ["binder.xlsx", "binder.csv", "binder.json"]
    director.open(f"/clinics/{stage.clinic.slug}/binder")
    director.post(f"/clinics/{stage.clinic.slug}/binder/pdf", status=409)
    assert len(lines()) == 1


def test_from_the_roster_with_its_filter(director, crew, stage):
    director.open(f"/clinics/{stage.clinic.slug}/roster?state=missing&as_of=2026-05-31")
    director.follow("Audit binder")
    assert director.address == f"/clinics/{stage.clinic.slug}/binder?state=missing&as_of=2026-05-31"
    assert "1 row: state missing" in words(director.page)
    director.follow("Change the filter")
    assert director.address == f"/clinics/{stage.clinic.slug}/roster?state=missing&as_of=2026-05-31"


def test_few_statements_however_many_people(get, director, stage, statements):
    def fill(number):
        for n in range(number):
            make_practitioner(stage.clinic, stage.policy, ["lapsed", "current", "missing"][n % 3], f"P{n}")

    address = f"/clinics/{stage.clinic.slug}/binder"
    fill(3)
    get("json")
    with statements() as page:
        director.open(address)
    assert len(page) <= 10, page
    with statements() as few:
        director.press("JSON")
    fill(30)
    get("json")
    director.open(address)
    with statements() as many:
        director.press("JSON")
    assert len(many) == len(few), many


@pytest.mark.parametrize("role", ["practitioner", "director", "administrator"])
def test_nobody_else_gets_it(browser, stage, crew, role):
    stranger = browser.sign_in(make_person(role, make_clinic() if role != "administrator" else None))
    stranger.open(f"/clinics/{stage.clinic.slug}/binder", status=404)
    stranger.open("/account")
    stranger.post(f"/clinics/{stage.clinic.slug}/binder/csv", status=404)
    assert not lines()


def test_what_is_no_format_or_no_credential_does_not_exist(browser, director, stage):
    director.open(f"/clinics/{stage.clinic.slug}/binder")
    director.post(f"/clinics/{stage.clinic.slug}/binder/exe", status=404)
