from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from trainer.credentials.models import CredentialVersion, Entry
from trainer.credentials.pages import standings_of
from trainer.credentials.queries import entries_of
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.trail import Event

TODAY, YESTERDAY = date(2026, 6, 1), date(2026, 5, 31)
ASKING, MINE = "practicals/needling/thorax/signature", "/clinics/riverbend/observations"
ALL = {"met": ["1", "2", "3"], "verdict": "passed"}
CHECKLIST = ["Landmarks named", "Depth set", "Needle out and counted"]
EVERYTHING: dict = {
    "clears": ["thorax"],
    "requires": [
        {"module": "a", "within_months": 24},
        {
            "practical": "needling",
            "region": "thorax",
            "title": "Needling of the thorax",
            "within_months": 24,
            "checklist": CHECKLIST,
            "observer": {"professions": ["physical therapist"]},
        },
        {"license": "CO", "checked_within_days": 120},
        {"training": "thorax", "title": "Anatomy of the thorax", "hours": 8, "in_person_hours": 4},
        {"document": "cpr", "title": "CPR card"},
    ],
    "valid": {"anchor": "completion", "months": 24},
}


@dataclass(frozen=True)
class Stage:
    clinic: Clinic
    dora: Person
    ada: Person
    policy: CredentialVersion

    def address(self, page: str, person: Person | None = None) -> str:
        return f"/clinics/{self.clinic.slug}/people/{(person or self.ada).id}/{page}"

    def entries(self) -> list[Entry]:
        """Ada's, the newest first."""
        return sorted(entries_of(self.ada), key=lambda one: -one.id)


def state(stage: Stage, day: date = TODAY) -> str:
    """How Ada stands."""
    [found] = standings_of(stage.ada, day)
    return found.state


def page_of(request) -> str:
    return f"/clinics/riverbend/signatures/{request.id}"


def told(stage) -> list[str]:
    lines = db.session.scalars(select(Event).where(Event.about_id == stage.ada.id).order_by(Event.id))
    return [line.name for line in lines]
