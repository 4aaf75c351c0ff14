"""Observed practicals: signed by who observed, at once or when somebody has asked for it. Nobody observes themselves.

A request is asked -> signed, declined or withdrawn, once; unanswered it ends by itself, see `rules.observing`. What is
signed is what the observer says: whoever asks names the day and the observer, and never the points.
"""

from dataclasses import dataclass, replace

from sqlalchemy import select

from trainer import clock
from trainer.credentials import queries, rules
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
from trainer.credentials.content.requirements import PracticalObserved
from trainer.credentials.models import Entry
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Clinic, Person


@dataclass(frozen=True)
class Seen:
    """An observed practical: which points of the checklist were met, and in whose words."""

    met: tuple[str, ...]
    remarks: str = ""


def observe(occasion: Occasion, practical: PracticalObserved, seen: Seen, request: Entry | None = None) -> Entry:
    """Sign an observed practical: passed when every point of the checklist was met, else recorded as not passed."""
    qualification = qualify(occasion, practical)
    if request is None and (problem := unnamed(occasion.by, occasion.clinic, practical)):
        raise Refused(problem)
    missed = [point for point in practical.checklist if point not in seen.met]
    entry = enter(
        occasion,
        "practical",
        practical.subject,
        good=not missed,
        refers_to_id=request.id if request else None,
        details={
            "title": practical.title,
            "checklist": list(practical.checklist),
            "missed": missed,
            "remarks": seen.remarks,
            "observer": qualification,
        },
    )
    tell(occasion, "practical.observed", practical=practical.title, verdict="not passed" if missed else "passed")
    return considered(occasion, entry)


def unnamed(person: Person, clinic: Clinic, practical: PracticalObserved) -> str:
    """In words why nobody signs this unasked but a director; empty: the policy says who may, or it is one."""
    observer = practical.observer
    if observer.professions or observer.holds or person.holds("director", clinic=clinic):
        return ""
    return "The policy does not say who may observe it: a director does, or asks whoever did."


def qualify(occasion: Occasion, practical: PracticalObserved) -> dict:
    """Who observed, and by what right on that day; refused where the policy wants somebody else."""
    require_another(occasion, "observe a practical of")
    require_past(occasion)
    book = queries.rulebook(occasion.clinic.id, occasion.on)
    found = qualification(occasion.by, queries.history_of(occasion.by), practical, book)
    if isinstance(found, str):
        raise Refused(found)
    return found


def qualification(
    person: Person, history: rules.History, practical: PracticalObserved, book: queries.Rulebook
) -> dict | str:
    """By what right somebody may observe on the day of the book, or in words why they may not."""
    wanted = practical.observer
    profession = rules.profession_on(history, book.day, person.joined_at, person.profession)
    versions = {one.credential.slug: one for one in book.shelf.versions}  # the newest of each
    held = {
        slug: rules.standing(
            book.rule_of(versions[slug]), history, book.day, book.earned_under(versions[slug].credential_id)
        )
        for slug in wanted.holds
        if slug in versions
    }
    lack = rules.lack(wanted.professions, wanted.holds, profession, held)
    if lack is None:
        certificates = {slug: one.certificate.id if one.certificate else None for slug, one in held.items()}
        return {
            "person": person.id,
            "name": person.name,
            "profession": profession,
            "holds": [{"credential": slug, "certificate": certificates[slug]} for slug in wanted.holds],
        }
    if lack.professions:
        return (
            f"{practical.title} is observed by: {', '.join(lack.professions)}. "
            f"{person.name} is on record as {profession or 'none of these'}."
        )
    title = versions[lack.credential].title if lack.credential in versions else lack.credential
    return f"{practical.title} is observed by somebody who holds {title} on that day. {person.name} did not."


def ask_to_sign(occasion: Occasion, practical: PracticalObserved, observer: Person) -> Entry:
    """Ask a colleague to sign what they observed on the day. It counts for nothing until they have."""
    require_another(occasion, "have a practical signed for")
    if is_same(observer, occasion.by):
        raise Refused("What you observed yourself you sign yourself.")
    found = qualify(replace(occasion, by=observer), practical)
    details = {"title": practical.title, "observer": {name: found[name] for name in ("person", "name", "profession")}}
    request = enter(occasion, "practical_request", practical.subject, details=details)
    require_only_one(request, occasion)
    tell(occasion, "practical.asked", practical=practical.title, on=occasion.on.isoformat(), observer=observer.name)
    return request


def require_only_one(request: Entry, occasion: Occasion) -> None:
    """Two requests about one day would let one observation count as two."""
    others = db.session.scalars(
        select(Entry).where(
            Entry.kind == "practical_request",
            Entry.person_id == request.person_id,
            Entry.subject == request.subject,
            Entry.from_on == request.from_on,
            Entry.id != request.id,
        )
    )
    if any(state_of(one, occasion) == "waiting" for one in others):
        raise Refused("A signature is waited for already about that day. Withdraw that request first.")


def sign(occasion: Occasion, request: Entry, practical: PracticalObserved, seen: Seen) -> Entry:
    """The observer confirms, with every point, what they saw on the day of the request."""
    require_asked(occasion, request)
    entry = observe(replace(occasion, on=request.from_on), practical, seen, request)
    require_first_answer(request, entry)
    return entry


def decline(occasion: Occasion, request: Entry) -> Entry:
    """The observer does not sign, and says why. What they are asked about counts for nothing."""
    require_asked(occasion, request)
    require_reason(occasion)
    entry = enter(
        occasion,
        "practical_refusal",
        request.subject,
        good=False,
        refers_to_id=request.id,
        details={"title": request.details["title"]},
    )
    require_first_answer(request, entry)
    tell(
        occasion,
        "practical.declined",
        practical=request.details["title"],
        on=request.from_on.isoformat(),
        observer=occasion.by.name,
    )
    return entry


def require_asked(occasion: Occasion, request: Entry) -> None:
    """Only who was asked answers, and in time."""
    asked = db.session.get_one(Person, request.details["observer"]["person"])
    if not is_same(asked, occasion.by):
        raise Refused(f"This was asked of {asked.name}, who alone can answer it.")
    state = state_of(request, occasion)
    if state == "too late":
        days = rules.ANSWER_WITHIN.days
        raise Refused(f"It was asked more than {days} days ago and can no longer be signed. Have it asked for again.")
    if state != "waiting":
        raise Refused(f"This has been {state} already.")


def state_of(request: Entry, occasion: Occasion) -> rules.RequestState:
    zone = occasion.clinic.time_zone
    return rules.request_state(clock.on_day(request.recorded_at, zone), answers_to(request), clock.today(zone))


def answers_to(request: Entry, but: Entry | None = None) -> set[str]:
    answers = select(Entry.kind).where(Entry.refers_to_id == request.id)
    return set(db.session.scalars(answers.where(Entry.id != but.id) if but else answers))


def require_first_answer(request: Entry, answer: Entry) -> None:
    """Of two answers at the same moment the second finds the first here: `enter` made one wait."""
    if answers_to(request, but=answer):
        raise Refused("It was answered or withdrawn in the meantime. Reload the page to see how it stands.")
