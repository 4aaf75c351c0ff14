"""The job that writes reminders. A letter is in one transaction with what it tells, some fifty letters at a time.

So a worker may die anywhere: what it had not committed is found again by the next run, what it had, is refused a second
time.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from zoneinfo import ZoneInfo

from flask import Flask
from huey import crontab
from sqlalchemy.exc import IntegrityError

from trainer import clock, jobs
from trainer.credentials import queries
from trainer.credentials.queries.policies import Shelf
from trainer.credentials.reminders import actions, finding, rules
from trainer.credentials.reminders.finding import HOLDER, Due
from trainer.credentials.reminders.queries import readers
from trainer.credentials.reminders.queries.due import Reach, all_clinics
from trainer.db import broken_constraint, db
from trainer.people.models import Clinic, Person

EVERY_FIVE_MINUTES = crontab(minute="*/5")
LETTERS_AT_ONCE = 50  # in one transaction: others who write wait no longer than for these
ALREADY = {"uq_reminder_key", "uq_letter_key"}


def init_app(app: Flask) -> None:
    jobs.register(app, remind, every=EVERY_FIVE_MINUTES)


def remind() -> None:
    """Job: write to whom something is due and who may be written to now."""
    shelf, moment = queries.shelf([]), clock.now()
    for clinic in all_clinics():
        reach = finding.reach_of(clinic.id, clock.on_day(moment, clinic.time_zone), shelf)
        write_to_holders(clinic, reach, moment, shelf)
        write_to_directors(clinic, reach, moment, shelf)


def write_to_holders(clinic: Clinic, reach: Reach, moment: datetime, shelf: Shelf) -> None:
    words = readers.words_of(clinic)
    for found in chain([finding.stopped(reach, moment, shelf, [HOLDER])], finding.pages(reach, shelf, [HOLDER])):
        letters = sendable(clinic, [one for one in found if one.is_home], moment)
        together([partial(actions.write_to_holder, clinic, due, words) for due in letters])


def sendable(clinic: Clinic, found: list[Due], moment: datetime) -> list[list[Due]]:
    """By holder, what may be written now: not in quiet hours, not before a digest, not where mail comes back from."""
    people = finding.by_person(found)
    if not people:
        return []
    rhythms = readers.rhythms_of(people)
    last = readers.last_letters(people, clinic.id, as_director=False)
    bad = readers.unreachable({one.email for one in found})
    letters = []
    for person_id, theirs in people.items():
        rhythm = rhythms.get(person_id, readers.FOR_A_HOLDER)
        open_now = rules.is_open(rhythm, moment, clinic.time_zone, last.get(person_id))
        wanted = [one for one in theirs if may_go(one, rhythm, moment, clinic.time_zone, open_now)]
        if wanted and wanted[0].email not in bad:
            letters.append(wanted)
    return letters


def may_go(one: Due, rhythm: rules.Rhythm, moment: datetime, zone: str, open_now: bool) -> bool:
    """What cannot be turned off waits for no digest, only for the end of the quiet hours."""
    if rules.is_early(one.matter.kind):
        return open_now and rhythm.early
    return open_now or not rules.is_quiet(rhythm, moment.astimezone(ZoneInfo(zone)).time())


def write_to_directors(clinic: Clinic, reach: Reach, moment: datetime, shelf: Shelf) -> None:
    people = open_directors(clinic, reach, moment)
    keys = [actions.director_key(one) for one in people]
    if not people:
        return
    words = readers.words_of(clinic)
    found = finding.stopped(reach, moment, shelf, keys)
    for page in finding.pages(reach, shelf, keys):
        found.extend(page)
    for director, key in zip(people, keys, strict=True):
        new = unwritten(found, key)
        if new:
            once(partial(actions.write_to_director, clinic, director, new, words, reach.day))


def open_directors(clinic: Clinic, reach: Reach, moment: datetime) -> list[Person]:
    """Who is to get the letter of the day now. A director has it at most once a day, however they like their own."""
    people = readers.directors(reach)
    rhythms = readers.rhythms_of(one.id for one in people)
    last = readers.last_letters((one.id for one in people), clinic.id, as_director=True)
    bad = readers.unreachable({one.email for one in people}) if people else set()
    return [
        one
        for one in people
        if one.email not in bad
        and rules.is_open(
            rules.for_director(rhythms.get(one.id, readers.FOR_A_DIRECTOR)), moment, clinic.time_zone, last.get(one.id)
        )
    ]


def unwritten(found: list[Due], reader: str) -> list[Due]:
    done = readers.written(one.key_for(reader) for one in found) if found else set()
    return [one for one in found if one.key_for(reader) not in done]


def together(letters: Sequence[Callable[[], None]]) -> None:
    """Another worker may have written one of them: then each goes by itself, and that one is left alone."""
    for start in range(0, len(letters), LETTERS_AT_ONCE):
        some = letters[start : start + LETTERS_AT_ONCE]
        try:
            for write in some:
                write()
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
            for write in some:
                once(write)


def once(write: Callable[[], None]) -> None:
    """Another worker may have been quicker: then there is nothing left to do."""
    try:
        write()
        db.session.commit()
    except IntegrityError as problem:
        db.session.rollback()
        if broken_constraint(problem) not in ALREADY:
            raise
