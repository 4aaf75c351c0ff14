"""The two days that every page of the record stands on: as of when, and as known when."""

from werkzeug.datastructures import MultiDict

from trainer import clock
from trainer.audit.forms import ClocksForm
from trainer.audit.rules import Clocks
from trainer.people.models import Clinic


def clocks_of(clinic: Clinic, asked: MultiDict) -> Clocks:
    """As asked for in an address. What cannot be understood is left out; the form says so beside the field."""
    today = clock.today(clinic.time_zone)
    form = ClocksForm(asked, today)
    form.validate()
    day = form.as_of.data if form.as_of.data and not form.as_of.errors else today
    known_on = form.as_known_on.data if not form.as_known_on.errors else None
    return Clocks(day, today, known_on, clock.end_of(known_on, clinic.time_zone) if known_on else None)
