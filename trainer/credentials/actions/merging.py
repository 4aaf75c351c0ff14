"""Two accounts are one human being: what their evidence completes together is issued, as on any other day."""

from collections.abc import Collection

from sqlalchemy import select

from trainer import clock
from trainer.credentials import queries, rules
from trainer.credentials.actions.earning import decided, hold, issue
from trainer.credentials.models import Certificate, Entry
from trainer.db import db
from trainer.people.models import Clinic, Person


def after_merger(gone: Person, kept: Person, _by: Person) -> list[Certificate]:
    """At each clinic where the account that stays practices, by what that clinic follows today."""
    hold(kept)
    db.session.flush()
    clinics = {
        one.clinic.id: one.clinic
        for one in kept.memberships
        if one.clinic and one.role == "practitioner" and one.left_on is None
    }
    accounts = {gone.id, kept.id}
    return [certificate for _, one in sorted(clinics.items()) for certificate in completed(kept, one, accounts)]


def completed(person: Person, clinic: Clinic, accounts: Collection[int]) -> list[Certificate]:
    day = clock.today(clinic.time_zone)
    book, issued = queries.rulebook(clinic.id, day), []
    for version in book.versions:
        decision = decided(person, book.rule_of(version), day)
        if isinstance(decision, rules.Earned) and not vouched_by_themselves(decision, accounts):
            issued.append(issue(person, clinic, version, decision))
    return issued


def vouched_by_themselves(earned: rules.Earned, accounts: Collection[int]) -> bool:
    """One account entered evidence about the other: nobody clears themselves, so a director has to look at it."""
    entries = [one.id for one in earned.rests_on]
    found = select(Entry.id).where(Entry.id.in_(entries), Entry.by_id.in_(accounts)).limit(1)
    return db.session.scalar(found) is not None
