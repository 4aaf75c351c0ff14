"""What happens to a certificate after it was issued: suspension, revocation, correction, temporary clearance, leave."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from trainer import clock
from trainer.credentials import queries, rules
from trainer.credentials.actions.earning import issue
from trainer.credentials.actions.ledger import (
    Occasion,
    considered,
    enter,
    is_same,
    require_another,
    require_past,
    require_reason,
    tell,
)
from trainer.credentials.actions.practicals import qualify
from trainer.credentials.models import Certificate, CredentialVersion, Entry
from trainer.db import db
from trainer.errors import Refused

LONGEST_TEMPORARY = timedelta(days=90)
ENTERED_AGAIN = ("practical", "license", "training", "document")  # what a director enters as evidence


def suspend(occasion: Occasion, version: CredentialVersion, until_on: date | None = None) -> Entry:
    """The person is not cleared by this credential from the day on: until reinstated, or past a last day."""
    require_another(occasion, "suspend")
    require_reason(occasion)
    entry = enter(occasion, "suspension", version.credential.slug, until_on=until_on)
    until = until_on.isoformat() if until_on else "until further notice"
    tell(occasion, "certificate.suspended", credential=version.title, from_on=occasion.on.isoformat(), until=until)
    return entry


def reinstate(occasion: Occasion, suspension: Entry, title: str) -> Entry:
    """From the day on, that day included, the suspension is over."""
    require_another(occasion, "reinstate")
    require_reason(occasion)
    if occasion.on < suspension.from_on:
        raise Refused("A suspension cannot end before it began. To say that it never held, correct it.")
    entry = enter(occasion, "reinstatement", suspension.subject, refers_to_id=suspension.id)
    tell(occasion, "certificate.reinstated", credential=title, from_on=occasion.on.isoformat())
    return entry


def revoke(occasion: Occasion, certificate: Certificate) -> Entry:
    """Every certificate of this credential that began by the day is worth nothing from the day on."""
    require_another(occasion, "revoke a certificate of")
    require_reason(occasion)
    slug, title = certificate.credential_version.credential.slug, certificate.credential_version.title
    entry = enter(occasion, "revocation", slug, certificate_id=certificate.id)
    require_not_revoked_before(entry)
    tell(occasion, "certificate.revoked", credential=title, code=certificate.code, from_on=occasion.on.isoformat())
    return entry


def require_not_revoked_before(entry: Entry) -> None:
    """A second one could only say that it ended earlier."""
    voided = select(Entry.refers_to_id).where(Entry.kind == "correction", Entry.refers_to_id.is_not(None))
    twin = select(Entry.id).where(
        Entry.kind == "revocation",
        Entry.certificate_id == entry.certificate_id,
        Entry.from_on <= entry.from_on,
        Entry.id != entry.id,
        Entry.id.not_in(voided),
    )
    if db.session.scalar(twin):
        raise Refused("This certificate has been revoked already.")


def correct(occasion: Occasion, entry: Entry, days: tuple[date, date | None] | None = None) -> Entry:
    """Void an entry that was wrong. It stays readable, and still counts in what was known before.

    With `days`, first and last, evidence that was only dated wrongly is entered again with those.
    """
    require_another(occasion, "correct the record of")
    require_reason(occasion)
    if entry.kind == "correction":
        raise Refused("A correction is not itself corrected. Enter again what it took away.")
    require_not_voided(entry)
    voiding = enter(replace(occasion, on=entry.from_on), "correction", entry.subject, refers_to_id=entry.id)
    require_first(voiding)
    tell(occasion, "entry.corrected", entry=f"{rules.KINDS[entry.kind]} {entry.id}")
    if days is not None:
        enter_again(replace(occasion, on=days[0]), entry, days[1])
    return voiding


def enter_again(occasion: Occasion, entry: Entry, until_on: date | None) -> Entry:
    if entry.kind not in ENTERED_AGAIN:
        raise Refused("This cannot be entered again with other days. Correct it, then enter what is right.")
    if entry.kind != "document":
        require_past(occasion)
    details = {**entry.details, "instead_of": entry.id}
    if "observer" in details:
        details["observer"] = observed_again(occasion, entry)
    if until_on is not None and until_on < occasion.on:
        raise Refused("The last day comes before the first. Correct one of them.")
    again = enter(
        occasion,
        entry.kind,
        entry.subject,
        until_on=until_on,
        good=entry.good,
        minutes=entry.minutes,
        in_person_minutes=entry.in_person_minutes,
        details=details,
    )
    return considered(occasion, again)


def observed_again(occasion: Occasion, entry: Entry) -> dict:
    """By what right the observer, who alone can say on which day it was, may observe on that other day."""
    observer = entry.details["observer"]
    if observer["person"] != occasion.by.id:
        raise Refused(f"Only {observer['name']}, who observed it, can say on which day. Have it signed again.")
    book = queries.rulebook(occasion.clinic.id, clock.today(occasion.clinic.time_zone))
    asked = [policy.practicals.get(entry.subject) for policy in map(queries.policy_of, book.versions)]
    wanted = next((one for one in asked if one is not None), None)
    if wanted is None:
        raise Refused("No credential that the clinic follows asks for it any more. Correct it without other days.")
    return qualify(occasion, wanted)


def require_not_voided(entry: Entry) -> None:
    if db.session.scalar(select(Entry.id).where(Entry.kind == "correction", Entry.refers_to_id == entry.id)):
        raise Refused("This entry has been corrected already.")


def require_first(entry: Entry) -> None:
    """Of two people who press at the same moment the second finds the first here: `enter` made one wait."""
    twin = select(Entry.id).where(
        Entry.kind == entry.kind,
        Entry.refers_to_id.is_not_distinct_from(entry.refers_to_id),
        Entry.certificate_id.is_not_distinct_from(entry.certificate_id),
        Entry.id != entry.id,
    )
    if db.session.scalar(twin):
        raise Refused("Somebody else has done this in the meantime. Reload the page to see how it stands.")


def correct_certificate(
    occasion: Occasion, certificate: Certificate, days: tuple[date, date] | None
) -> Certificate | None:
    """Void a certificate that was issued wrongly; with `days`, first and last, another one takes its place."""
    require_another(occasion, "correct a certificate of")
    require_reason(occasion)
    void = select(Entry.id).where(
        Entry.kind == "correction", Entry.certificate_id == certificate.id, Entry.refers_to_id.is_(None)
    )
    if db.session.scalar(void):
        raise Refused("This certificate has been corrected already.")
    slug = certificate.credential_version.credential.slug
    voiding = enter(replace(occasion, on=certificate.valid_from), "correction", slug, certificate_id=certificate.id)
    require_first(voiding)
    tell(occasion, "certificate.corrected", credential=certificate.credential_version.title, code=certificate.code)
    if days is None:
        return None
    if days[1] < days[0]:
        raise Refused("The last day comes before the first. Correct one of them.")
    earned = rules.Earned(days[0], days[1], tuple(as_line(one) for one in certificate.rests_on))
    return issue(
        certificate.person,
        certificate.clinic,
        certificate.credential_version,
        earned,
        by=occasion.by,
        corrects=certificate,
    )


def as_line(entry: Entry) -> rules.Entry:
    return rules.Entry(entry.id, entry.kind, entry.subject, entry.from_on, entry.recorded_at)


def ask_for_temporary(occasion: Occasion, version: CredentialVersion, until_on: date) -> Entry:
    """A request for clearance without what the credential takes. It clears nobody until somebody else approves it."""
    require_another(occasion, "ask for a temporary clearance of")
    require_reason(occasion)
    if not occasion.on <= until_on <= occasion.on + LONGEST_TEMPORARY:
        raise Refused(f"A temporary clearance has a last day, at most {LONGEST_TEMPORARY.days} days after the first.")
    entry = enter(occasion, "temporary_request", version.credential.slug, until_on=until_on)
    tell(occasion, "clearance.asked_for", credential=version.title, until=until_on.isoformat())
    return entry


def approve_temporary(occasion: Occasion, request: Entry, title: str) -> Entry:
    """A second person approves: neither the one who asked nor the one it is for."""
    require_another(occasion, "approve a temporary clearance of")
    if request.by is None or is_same(occasion.by, request.by):
        raise Refused("A temporary clearance takes two people. Whoever asked for it cannot approve it as well.")
    if db.session.scalar(select(Entry.id).where(Entry.kind == "temporary", Entry.refers_to_id == request.id)):
        raise Refused("This request has been approved already.")
    require_not_voided(request)
    if request.until_on is None or request.until_on < clock.today(occasion.clinic.time_zone):
        raise Refused("Its last day has passed. Ask for another one.")
    first = max(occasion.on, request.from_on)
    entry = enter(
        replace(occasion, on=first),
        "temporary",
        request.subject,
        until_on=request.until_on,
        refers_to_id=request.id,
        details={"asked_by": request.by_id, "asked_for": request.reason},
    )
    require_first(entry)
    tell(
        occasion, "clearance.approved", credential=title, from_on=first.isoformat(), until=request.until_on.isoformat()
    )
    return entry


def go_on_leave(occasion: Occasion, until_on: date | None = None) -> Entry:
    """On leave nobody is cleared, reminded or counted as overdue; no last day moves, grace counts from the return."""
    if is_same(occasion.by, occasion.person) and occasion.on < clock.today(occasion.clinic.time_zone):
        raise Refused("Nobody can put days that have passed into a leave of their own: grace would count from its end.")
    entry = enter(occasion, "leave", "", until_on=until_on)
    until = until_on.isoformat() if until_on else "until further notice"
    tell(occasion, "leave.began", from_on=occasion.on.isoformat(), until=until)
    return entry


def come_back(occasion: Occasion, leave: Entry) -> Entry:
    """Back from the day on, that day included."""
    require_another(occasion, "end the leave of")
    require_past(occasion)
    if occasion.on < leave.from_on:
        raise Refused("A leave cannot end before it began. To say that it never was, correct it.")
    entry = enter(occasion, "return", "", refers_to_id=leave.id)
    tell(occasion, "leave.ended", on=occasion.on.isoformat())
    return entry
