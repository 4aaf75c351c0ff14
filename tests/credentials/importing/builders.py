"""Files as clinics send them, and a clinic that imports them."""

import csv
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO

from openpyxl import Workbook
from sqlalchemy import func, select

from tests.browser import Browser, words
from trainer.credentials.models import Entry
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.trail import Event

HEAD = ["E-mail", "Name", "Profession", "State", "License #", "Certificate", "Valid from", "Expires", "Issued by"]
ADA = ["ada@example.org", "Ada Okafor", "PT", "CO", "0012345", "needling", "2025-03-01", "2027-02-28", "Course A"]
BEN = ["ben@example.org", "Ben Kovács", "", "", "", "", "", "", ""]


@dataclass
class Stage:
    clinic: Clinic
    dora: Person
    browser: Browser

    @property
    def imports(self) -> str:
        return f"/clinics/{self.clinic.slug}/imports"

    def send(self, content: bytes, name: str = "people.csv", status: int = 200, browser: Browser | None = None):
        browser = browser or self.browser
        browser.open(self.imports)
        return browser.press("Send the file", status, file=(BytesIO(content), name))

    def try_out(self, content: bytes, name: str = "people.csv", **answers):
        """Up to what would be done."""
        self.send(content, name)
        return self.browser.press("Show what would be done", **answers)

    def do(self, content: bytes, name: str = "people.csv", **answers):
        page = self.try_out(content, name, **answers)
        [button] = [one for one in page.select("button") if one.get_text().startswith("Import:")]
        return self.browser.press(button.get_text())


def imported() -> Entry:
    """The only line that came with an import."""
    return db.session.scalars(select(Entry).filter_by(subject="imported-certificate", kind="document")).one()


def csv_of(*rows: list[str], head: list[str] | None = None, encoding: str = "utf-8", separator: str = ",") -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=separator).writerows([head or HEAD, *rows])
    return out.getvalue().encode(encoding)


def xlsx_of(*rows: list, head: list[str] | None = None) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in [head or HEAD, *rows]:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


TODAY = date(2026, 6, 1)


def counts(page) -> dict[str, str]:
    return {words(row.dt): words(row.dd).split()[0].rstrip(",") for row in page.select("main > dl.rows > div")}


def lines(page) -> list[str]:
    return [words(row) for row in page.select("tbody tr")]


def person(email: str) -> Person:
    return db.session.scalars(select(Person).filter_by(email=email)).one()


def how_many(model) -> int:
    return db.session.scalars(select(func.count()).select_from(model)).one()


def told(name: str) -> list[dict]:
    return list(db.session.scalars(select(Event.details).where(Event.name == name)))
