"""A clinic with a director, a practitioner, and a credential whose window opens 75 days before; in June 2026."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import select

from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_certificate, make_policy
from trainer.credentials.reminders import tasks
from trainer.credentials.reminders.models import Reminder
from trainer.db import db
from trainer.mail import Letter

WINDOW = {
    "valid": {"anchor": "last day", "months": 24},
    "renewal": {"opens_days_before": 75, "grace_days": 30, "requires": [{"module": "a", "within_months": 24}]},
}


@dataclass
class Scene:
    clinic: Any
    dora: Any
    ada: Any
    policy: Any
    traveller: Any

    def at(self, day: str, hour: int = 12, minute: int = 0) -> None:
        """By the clinic's clock, which is Denver's."""
        moment = datetime.combine(date.fromisoformat(day), time(hour, minute), tzinfo=ZoneInfo("America/Denver"))
        self.traveller.move_to(moment)

    def run(self, day: str, hour: int = 12, minute: int = 0) -> None:
        self.at(day, hour, minute)
        db.session.rollback()
        tasks.remind()
        db.session.expire_all()

    def hold(self, person=None, until: str = "2026-12-31", **changes):
        usual = {"valid_from": date(2025, 1, 1), "valid_until": date.fromisoformat(until)}
        return make_certificate(person or self.ada, self.clinic, self.policy, **usual | changes)

    def kinds(self, person=None) -> list[str]:
        """What somebody was reminded of, in that order."""
        return list(
            db.session.scalars(
                select(Reminder.kind).where(Reminder.to_id == (person or self.ada).id).order_by(Reminder.id)
            )
        )

    def letters(self, person=None) -> list[Letter]:
        email = (person or self.ada).email
        return list(db.session.scalars(select(Letter).where(Letter.to == email).order_by(Letter.id)))


@pytest.fixture
def scene(app):
    with time_machine.travel(datetime(2026, 6, 1, 18, tzinfo=ZoneInfo("UTC")), tick=False) as traveller:
        clinic = make_clinic(name="Riverbend", slug="riverbend")
        dora = make_person("director", clinic, name="Dora Díaz")
        ada = make_person(clinic=clinic, name="Ada Okafor")
        policy = make_policy("a", title="Needling", **WINDOW)
        yield Scene(clinic, dora, ada, policy, traveller)
