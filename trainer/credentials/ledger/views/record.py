from flask import flash, redirect, render_template, request, url_for

from trainer import clock
from trainer.credentials import queries as credentials
from trainer.credentials.ledger import queries
from trainer.credentials.ledger.pages.lines import WORDS, Days, as_known, lines
from trainer.credentials.ledger.pages.record import AskedFor, Record
from trainer.credentials.ledger.views import PERSON, ledger
from trainer.credentials.models import Entry
from trainer.people.models import Clinic, Person
from trainer.web.access import for_role, me
from trainer.web.paging import part_of

LINES = 200  # a page: what prints on a few sheets


@ledger.get(f"{PERSON}/record")
@for_role("director")
def record(clinic, person_id):
    person = queries.present_member(clinic, person_id)
    found = Record.of(clinic, person)
    return render_template(
        "credentials/ledger/record.html",
        clinic=clinic,
        person=person,
        record=found,
        asked_for=AskedFor.by(found.followed),
        is_me=person.id == me().id,
        unsigned=queries.unsigned(clinic, Entry.person_id == person.id),
        waiting=[one for one in queries.waiting(clinic) if one.person_id == person.id],
    )


@ledger.get(f"{PERSON}/ledger")
@for_role("director")
def lines_of(clinic, person_id):
    person = queries.member(clinic, person_id)
    is_here = queries.is_here(person, clinic)
    days = Days.of(request.args)
    known_at = clock.end_of(days.as_known_on, clinic.time_zone) if days.as_known_on else None
    entries, held = as_known(credentials.entries_of(person), credentials.certificates_of(person), known_at)
    unknown = credentials.not_yet_theirs(person, known_at)
    # Of somebody who has left, only what was entered here: where they work now is that clinic's business.
    found = [
        one
        for one in lines(entries, held)
        if (is_here or one.thing.clinic_id == clinic.id)
        and (days.as_of is None or one.from_on <= days.as_of)
        and one.thing.person_id not in unknown
    ]
    kind = request.args.get("kind", "")
    wanted = [one for one in found if one.kind == kind] if kind in WORDS else found
    return render_template(
        "credentials/ledger/lines.html",
        clinic=clinic,
        person=person,
        is_here=is_here,
        is_me=person.id == me().id,
        page=part_of(wanted, LINES),
        days=days,
        kind=kind,
        kinds={word: WORDS[word] for word in WORDS if any(one.kind == word for one in found)},
        credentials={one.credential.slug: one.title for one in credentials.live_policies()},
        names=queries.people_named(
            {one.thing.by_id for one in wanted if one.kind == "certificate" and one.thing.by_id}
        ),
    )


def to_lines(clinic: Clinic, person: Person, words: str):
    flash(words, "success")
    return redirect(url_for(".lines_of", clinic=clinic, person_id=person.id))
