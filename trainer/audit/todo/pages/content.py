"""Content that the clinic uses, or waits for, and nobody of it has looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from trainer import clock
from trainer.audit.todo import queries
from trainer.credentials.queries import Shelf, policy_of
from trainer.people.models import Clinic, Person
from trainer.web.pages import count, day


@dataclass(frozen=True)
class ContentLine:
    what: str
    why: str
    since: str
    step: str
    url: str | None  # None: it is somebody else's to do


def content_of(clinic: Clinic, shelf: Shelf, today: date, reader: Person) -> list[ContentLine]:
    """Three statements, however much there is."""
    return [
        *of_modules(clinic, shelf, today, reader),
        *of_policies(clinic, shelf, today),
        *of_packs(clinic),
        *of_drafts(reader, clinic),
    ]


def of_modules(clinic: Clinic, shelf: Shelf, today: date, reader: Person) -> Iterator[ContentLine]:
    asked = {module for version in shelf.followed(clinic.id, today) for module in policy_of(version).modules}
    for one in queries.modules(clinic.id):
        adoption = url_for("banks.adopt", clinic=clinic, slug=one.slug)
        since = on(one.published_at, clinic)
        if one.in_use is None:
            if one.slug in asked:
                why = "A credential takes it, and nobody has adopted it: no pass counts"
                yield ContentLine(one.title, why, since, "Read and adopt", adoption)
            continue
        if one.in_use < one.number:
            why = f"Version {one.in_use} is in use, version {one.number} is not adopted"
            yield ContentLine(one.title, why, since, "Read and adopt", adoption)
        if one.review_by and date.fromisoformat(one.review_by) < today:
            due = day(date.fromisoformat(one.review_by))
            why = "Its sources and facts were to be reviewed by then"
            yield ContentLine(f"{one.title}, version {one.in_use}", why, due, *look(reader, "banks.bank", one.slug))
        if one.stale:
            why = f"{count(one.stale, 'item rests', 'items rest')} on text that was changed, and is in no new form"
            yield ContentLine(one.title, why, since, *look(reader, "banks.staleness", one.slug))


def look(reader: Person, endpoint: str, slug: str) -> tuple[str, str | None]:
    """To whom may review it, the page; to others, who does."""
    if reader.holds("educator"):
        return "Review it", url_for(endpoint, slug=slug)
    return "An educator reviews it", url_for("banks.bank", slug=slug)


def of_policies(clinic: Clinic, shelf: Shelf, today: date) -> Iterator[ContentLine]:
    """Of what the clinic adopted: where no adoption was made, the newest version is followed by itself."""
    for followed in shelf.followed(clinic.id, today):
        newest = [one for one in shelf.versions if one.credential_id == followed.credential_id][-1]
        if newest.number > followed.number:
            yield ContentLine(
                newest.title,
                f"The clinic follows version {followed.number}, version {newest.number} is not adopted",
                on(newest.published_at, clinic),
                "Compare and adopt",
                url_for("ledger.policy", clinic=clinic, slug=newest.credential.slug),
            )


def of_packs(clinic: Clinic) -> Iterator[ContentLine]:
    for one in queries.packs(clinic.id):
        yield ContentLine(
            f"Rules of {one.slug}",
            f"Version {one.in_use} is adopted, version {one.number} is not",
            on(one.published_at, clinic),
            "Compare and adopt",
            url_for("jurisdictions.pack", clinic=clinic, slug=one.slug),
        )


def of_drafts(reader: Person, clinic: Clinic) -> Iterator[ContentLine]:
    found = queries.open_drafts()
    if found.drafts:
        mine = reader.holds("educator")
        yield ContentLine(
            count(found.drafts, "drafted question"),
            f"From {count(found.texts, 'text')}; nobody has decided on them",
            on(found.since, clinic),
            "Review them" if mine else "An educator reviews them",
            url_for("banks.draft_texts") if mine else None,
        )


def on(moment: datetime, clinic: Clinic) -> str:
    return day(clock.on_day(moment, clinic.time_zone))
