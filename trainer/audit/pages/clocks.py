"""The two days that every page of the record stands on: as of when, and as known when."""

from datetime import date, timedelta

from werkzeug.datastructures import MultiDict

from trainer import clock
from trainer.audit.forms import ClocksForm
from trainer.audit.rules import DAYS_AHEAD, EARLIEST, Clocks
from trainer.errors import Refused
from trainer.people.models import Clinic


def clocks_of(clinic: Clinic, asked: MultiDict) -> Clocks:
    """As asked for in an address. What cannot be understood is left out; the form says so beside the field."""
    today = clock.today(clinic.time_zone)
    form = ClocksForm(asked, today)
    form.validate()
    day = form.as_of.data if form.as_of.data and not form.as_of.errors else today
    known_on = form.as_known_on.data if not form.as_known_on.errors else None
    return Clocks(day, today, known_on, clock.end_of(known_on, clinic.time_zone) if known_on else None)


def clocks_on(clinic: Clinic, as_of: date | None, known_on: date | None) -> Clocks:
    """As a command asks for them: refused where they cannot be meant."""
    today = clock.today(clinic.time_zone)
    last = today + timedelta(days=DAYS_AHEAD)
    if as_of and not EARLIEST <= as_of <= last:
        raise Refused(f"{as_of} is too far away. Name a day from {EARLIEST} to {last}.")
    if known_on and known_on > today:
        raise Refused(f"{known_on} has not come yet at {clinic.name}, so nobody knows what will be known then.")
    return Clocks(as_of or today, today, known_on, clock.end_of(known_on, clinic.time_zone) if known_on else None)
