from dataclasses import dataclass
from datetime import date

from trainer.credentials.models import CredentialVersion, Entry
from trainer.credentials.pages import standings_of
from trainer.credentials.queries import entries_of
from trainer.people.models import Clinic, Person

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


def state(stage: Stage, day: date = date(2026, 6, 1)) -> str:
    """How Ada stands."""
    [found] = standings_of(stage.ada, day)
    return found.state
