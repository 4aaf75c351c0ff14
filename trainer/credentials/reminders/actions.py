from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import delete

from trainer import clock, mail, trail
from trainer.credentials.reminders import rules
from trainer.credentials.reminders.finding import HOLDER, Due
from trainer.credentials.reminders.models import Reminder, ReminderSettings, ReminderWords
from trainer.credentials.reminders.queries import readers
from trainer.db import db
from trainer.errors import Refused
from trainer.mail import Letter
from trainer.people.models import Clinic, Person
from trainer.web.addresses import absolute


def write_to_holder(clinic: Clinic, found: Sequence[Due], words: dict[str, rules.Text]) -> None:
    """One letter to a holder with all of this, and a reminder for each: both are there, or neither."""
    first = found[0]
    frame = {"name": first.matter.name, "clinic": clinic.name, "link": absolute("credentials.certificates")}
    text = rules.compose(words, [one.matter for one in found], frame)
    letter_key = f"reminder: {first.key_for(HOLDER)}"
    mail.write(first.email, text.subject, text.body, key=letter_key)
    for one in found:
        note(one, clinic, to_id=one.about_id, reader=HOLDER, letter_key=letter_key)
    db.session.flush()


def write_to_director(
    clinic: Clinic, director: Person, found: Sequence[Due], words: dict[str, rules.Text], day: date
) -> None:
    """One letter a clinic and day, with everybody in it."""
    frame = {"name": director.name, "clinic": clinic.name, "link": absolute("reminders.log", clinic=clinic)}
    text = rules.compose_for_director(words, [one.matter for one in found], frame)
    letter_key = f"reminder: {director_key(director)}, clinic {clinic.id}, {day.isoformat()}"
    mail.write(director.email, text.subject, text.body, key=letter_key)
    for one in found:
        note(one, clinic, to_id=director.id, reader=director_key(director), letter_key=letter_key)
    db.session.flush()


def director_key(director: Person) -> str:
    return f"director {director.id}"


def note(one: Due, clinic: Clinic, *, to_id: int, reader: str, letter_key: str) -> None:
    db.session.add(
        Reminder(
            key=one.key_for(reader),
            kind=one.matter.kind,
            to_id=to_id,
            as_director=reader != HOLDER,
            about_id=one.about_id,
            clinic_id=clinic.id,
            certificate_id=one.certificate_id,
            entry_id=one.entry_id,
            credential=one.matter.credential,
            until_on=one.matter.until,
            written_at=clock.now(),
            letter_key=letter_key,
        )
    )


def choose(person: Person, *, digest: str, quiet: tuple[time, time] | None, early: bool) -> None:
    """How somebody wants to be written to, from now on."""
    settings = readers.settings_of(person) or ReminderSettings(person_id=person.id)
    settings.digest, settings.early = digest, early
    settings.quiet_from, settings.quiet_until = quiet or (None, None)
    settings.changed_at = clock.now()
    db.session.add(settings)
    hours = f"{quiet[0]:%H:%M} to {quiet[1]:%H:%M}" if quiet else "none"
    early_ones = "on" if early else "off"
    trail.record("reminder.settings_changed", by=person, about=person, digest=digest, hours=hours, early=early_ones)


def forget(person: Person, _by: Person) -> None:
    """With an account that is erased goes how it wanted to be written to."""
    db.session.execute(delete(ReminderSettings).where(ReminderSettings.person_id == person.id))


def reword(clinic: Clinic, kind: str, text: rules.Text | None, *, by: Person) -> None:
    """From now on the clinic says it so; None: as usual again."""
    db.session.add(
        ReminderWords(
            clinic_id=clinic.id,
            kind=kind,
            subject=text.subject if text else None,
            body=text.body if text else None,
            changed_at=clock.now(),
            by_id=by.id,
        )
    )
    words = " / ".join(part for part in (text.subject, text.body) if part) if text else "as usual again"
    trail.record("reminder.reworded", by=by, clinic=clinic, kind=rules.TITLES[kind], words=words)


def send_again(clinic: Clinic, reminder: Reminder, *, by: Person) -> None:
    """The same letter once more, to the address that the person has now. What was written stays written once."""
    letter = required(reminder)
    if letter.state in {"waiting", "trying"}:
        raise Refused("This letter is on its way already. It is tried again by itself.")
    before = f"{letter.state} {spoken(letter.sent_at)}".strip()
    mail.send_again(letter, reminder.to.email)
    trail.record("reminder.sent_again", by=by, about=reminder.to, clinic=clinic, letter=letter.subject, before=before)


def came_back(clinic: Clinic, reminder: Reminder, reason: str, *, by: Person) -> None:
    """Somebody says that the letter came back: nothing more goes to this address until one is sent again."""
    letter = required(reminder)
    if letter.state != "sent":
        raise Refused("Only a letter that has left can have come back.")
    letter.returned_at, letter.problem = clock.now(), reason
    trail.record("reminder.came_back", by=by, about=reminder.to, clinic=clinic, letter=letter.subject, reason=reason)


def required(reminder: Reminder) -> Letter:
    if reminder.letter is None:
        raise Refused("The letter went with its reader's account. Nothing can be sent again.")
    return reminder.letter


def spoken(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""
