"""How long a binder takes, and how much memory, with so many generated people. Nothing depends on the figures.

`python -m tests.audit.binders.benchmark 100000`: each with eight requirements and three years of passes.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from time import perf_counter

import psutil
from sqlalchemy import insert
from werkzeug.datastructures import MultiDict

from tests.builders import make_clinic
from tests.conftest import migrate
from tests.credentials.builders import make_policy
from trainer import clock
from trainer.audit.binders.binder import Cover, bound
from trainer.audit.binders.formats import FORMATS, fits_paper
from trainer.audit.binders.rows import columns, rows
from trainer.audit.pages.roster import Question, question
from trainer.credentials.models import Certificate, CredentialVersion, Entry
from trainer.db import db
from trainer.people.models import Clinic, Membership, Person

MODULES = [f"m{number}" for number in range(8)]
YEARS = 3
TODAY = clock.today("America/Denver")
AT_ONCE = 2_000
BEGAN = datetime(2020, 1, 6, 18, tzinfo=UTC)


def fill(number: int) -> Clinic:
    """Everybody has passed every module each year; of every third the certificate has ended."""
    version, clinic = make_policy(*MODULES), make_clinic()
    with db.engine.begin() as connection:
        for start in range(1, number + 1, AT_ONCE):
            ids = range(start, min(start + AT_ONCE, number + 1))
            connection.execute(insert(Person), [person(one) for one in ids])
            connection.execute(insert(Membership), [membership(one, clinic) for one in ids])
            connection.execute(insert(Entry), [entry for one in ids for entry in entries(one, clinic)])
            connection.execute(insert(Certificate), [certificate(one, clinic, version) for one in ids])
    return clinic


def person(number: int) -> dict:
    return {
        "id": number,
        "name": f"Person {number:06}",
        "email": f"person{number}@example.org",
        "profession": "chiropractor",
        "joined_at": BEGAN,
        "fs_uniquifier": str(number),
    }


def membership(number: int, clinic: Clinic) -> dict:
    return {
        "person_id": number,
        "clinic_id": clinic.id,
        "role": "practitioner",
        "joined_on": BEGAN.date(),
        "recorded_at": BEGAN,
    }


def entries(number: int, clinic: Clinic) -> Iterator[dict]:
    for year in range(1, YEARS + 1):
        for module in MODULES:
            on = TODAY - timedelta(days=365 * year + number % 90)
            yield {
                "kind": "module",
                "person_id": number,
                "clinic_id": clinic.id,
                "subject": module,
                "from_on": on,
                "recorded_at": BEGAN,
                "percent": 90,
            }


def certificate(number: int, clinic: Clinic, version: CredentialVersion) -> dict:
    return {
        "code": f"CODE{number:012}",
        "person_id": number,
        "clinic_id": clinic.id,
        "credential_id": version.credential_id,
        "credential_version_id": version.id,
        "holder_name": f"Person {number:06}",
        "valid_from": TODAY - timedelta(days=365 + number % 90),
        "valid_until": TODAY + timedelta(days=-1 - number % 60 if number % 3 == 0 else 365 - number % 90),
        "issued_at": BEGAN,
    }


def measure(asked: Question) -> None:
    cover = Cover(asked.clinic.name, "Benchmark", "everyone", asked.clocks, clock.now(), "", "", None)
    start, before = perf_counter(), resident()
    with bound(cover, columns(asked, {}), rows(db.engine, asked, {}, cover.made_at)) as binder:
        print(f"{binder.count:,} rows read and hashed in {perf_counter() - start:.1f} s: {grown(before)}")
        for name, one in FORMATS.items():
            if name == "pdf" and not fits_paper(binder.count):
                continue
            start = perf_counter()
            with TemporaryFile() as out:
                one.write(binder, out)
                size = out.seek(0, 2) / 1e6
            print(f"{one.name}: {size:.1f} MB in {perf_counter() - start:.1f} s: {grown(before)}")


def resident() -> float:
    return psutil.Process().memory_info().rss / 1e6


def grown(before: float) -> str:
    return f"{before:.0f} MB of memory before, {resident():.0f} MB after"


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        app = migrate(Path(folder), f"sqlite:///{folder}/benchmark.db")
        with app.test_request_context():
            clinic = fill(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
            asked = question(clinic, MultiDict())
            assert asked
            measure(asked)
