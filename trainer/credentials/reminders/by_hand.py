"""A reminder that a director sends now: once a day about one thing, logged like all others."""

from datetime import date

from trainer import clock, trail
from trainer.credentials.actions.ledger import Occasion, require_another
from trainer.credentials.reminders import rules
from trainer.credentials.reminders.actions import write_to_holder
from trainer.credentials.reminders.finding import HOLDER, Due
from trainer.credentials.reminders.rules import Matter
from trainer.people.models import Clinic, Person


def key_of(person_id: int, clinic_id: int, subject: str, day: date) -> str:
    """By this the database knows that it was written; `subject` says what it is about, like "module needle-safety"."""
    return f"by_hand {subject} person {person_id} clinic {clinic_id} {day.isoformat()}"


def full_key_of(person: Person, clinic: Clinic, subject: str) -> str:
    return f"{key_of(person.id, clinic.id, subject, clock.today(clinic.time_zone))} {HOLDER}"


def remind(occasion: Occasion, subject: str, title: str, words: dict[str, rules.Text]) -> None:
    """It goes out at once, at any hour: somebody has decided so. `words` as queries.readers.words_of says them."""
    require_another(occasion, "remind")
    person, clinic, day = occasion.person, occasion.clinic, clock.today(occasion.clinic.time_zone)
    matter = Matter("by_hand", person.name, title, day, reason=occasion.reason)
    found = Due(key_of(person.id, clinic.id, subject, day), person.id, person.email, is_home=True, matter=matter)
    write_to_holder(clinic, [found], words)
    trail.record(
        "reminder.written_by_hand",
        about=person,
        by=occasion.by,
        clinic=clinic,
        what=title,
        reason=occasion.reason or "no reason given",
    )
