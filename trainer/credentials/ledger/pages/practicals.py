"""Who may observe what in a clinic today, and why others may not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trainer import clock
from trainer.credentials import actions, queries, rules
from trainer.credentials.content.requirements import PracticalObserved
from trainer.credentials.ledger.pages.record import AskedFor
from trainer.credentials.ledger.queries import answers_to
from trainer.credentials.models import Entry
from trainer.people.models import Clinic, Person


@dataclass(frozen=True)
class Observer:
    """Somebody, and in words why they could not sign a practical today; empty: they could."""

    person: Person
    problem: str


@dataclass(frozen=True)
class MayObserve:
    """A practical that the clinic asks for, and in words why I could not sign it today; empty: I could."""

    practical: PracticalObserved
    problem: str


def book_today(clinic: Clinic) -> queries.Rulebook:
    return queries.rulebook(clinic.id, clock.today(clinic.time_zone))


def practicals_of(book: queries.Rulebook) -> dict[str, PracticalObserved]:
    """What the policies followed ask for, by skill and region."""
    return AskedFor.by(book.versions).practicals


def observers(people: Iterable[Person], practical: PracticalObserved, book: queries.Rulebook) -> list[Observer]:
    """Who could sign it today comes first."""
    people = list(people)
    histories = queries.histories(one.id for one in people)
    found = [
        Observer(one, problem_of(actions.qualification(one, histories[one.id], practical, book))) for one in people
    ]
    return sorted(found, key=lambda one: bool(one.problem))


def may_observe(person: Person, clinic: Clinic, book: queries.Rulebook) -> list[MayObserve]:
    """Without being asked."""
    history = queries.history_of(person)
    return [
        MayObserve(
            one,
            actions.unnamed(person, clinic, one) or problem_of(actions.qualification(person, history, one, book)),
        )
        for one in practicals_of(book).values()
    ]


def problem_of(found: dict | str) -> str:
    return found if isinstance(found, str) else ""


def asked_on(request: Entry, clinic: Clinic) -> date:
    return clock.on_day(request.recorded_at, clinic.time_zone)


def last_day(request: Entry, clinic: Clinic) -> date:
    return rules.sign_by(asked_on(request, clinic))


def state_of(request: Entry, clinic: Clinic) -> rules.RequestState:
    return rules.request_state(asked_on(request, clinic), answers_to(request), clock.today(clinic.time_zone))
