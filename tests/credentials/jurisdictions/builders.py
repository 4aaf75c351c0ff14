"""A small pack of an invented state, as a file. A test changes one thing in it and sees what is made of that."""

from datetime import date
from pathlib import Path

from tests.builders import LONG_AGO, make_person, saved
from trainer.credentials.jurisdictions import loading, queries
from trainer.credentials.jurisdictions.models import JurisdictionAdoption, JurisdictionVersion
from trainer.db import db
from trainer.people.models import Clinic

SLUG = "US-XX"
PACK = """\
name: Example State
verify: verify at the board
checked_on: 2026-01-10
boards:
  physical therapist:
    name: Board of Examples
    address: https://board.example/
    license_check: https://board.example/check
    source: rule
sources:
  - id: rule
    citation: Example Code 12
    url: https://law.example/12
    sort: rule
    checked_on: 2026-01-10
  - id: opinion
    citation: Opinion 3
    url: https://law.example/opinion-3
    sort: opinion
    checked_on: 2026-01-09
rules:
  - profession: physical therapist
    effective_on: 2024-07-01
    dated_by: rule
    allowed: {value: yes, source: rule, passage: (a)}
    hours: {value: 50, source: rule, passage: (b)}
    in_person_hours: {value: 40, source: rule}
    supervised_sessions: {value: 25, source: rule}
    registration: {value: An endorsement of the board., source: rule}
    notes:
      - {value: Sessions may be by video., source: rule}
  - profession: physical therapist
    effective_on: 2016-04-15
    dated_by: opinion
    allowed: {value: no, source: opinion}
  - profession: athletic trainer
    in_force_by: 2023-10-31
    dated_by: rule
    allowed: {value: by delegation, source: rule}
"""


def write_pack(root: Path, text: str = PACK, name: str = f"{SLUG}.yaml") -> Path:
    folder = root / "credentials" / "jurisdictions"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def publish(root: Path, text: str = PACK) -> JurisdictionVersion:
    """The text as the newest version of Example State."""
    found, faults = loading.read_folder(write_pack(root, text), root)
    assert faults == []
    for one in found:
        loading.publish(one)
    db.session.commit()
    version = queries.live_version(SLUG)
    assert version is not None
    return version


def adopt(clinic: Clinic, version: JurisdictionVersion, **changes) -> JurisdictionAdoption:
    usual = {
        "clinic_id": clinic.id,
        "jurisdiction_version_id": version.id,
        "adopted_by_id": make_person("director", clinic).id,
        "name": "Dana Ruiz, DC",
        "statement": "Compared with the board.",
        "adopted_on": date(2026, 3, 1),
        "recorded_at": LONG_AGO,
    }
    return saved(JurisdictionAdoption(**usual | changes))
