from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import render_template, request

from trainer import clock
from trainer.audit.forms import ClocksForm
from trainer.audit.pages.clocks import clocks_of
from trainer.audit.pages.person import Evidence, Seen, Sitting, local, reasoned, timeline
from trainer.audit.pages.standing import was_here
from trainer.audit.queries import modules
from trainer.audit.queries import person as queries
from trainer.audit.rules import Clocks
from trainer.audit.views import audit
from trainer.credentials import queries as credentials
from trainer.credentials.pages import all_today
from trainer.credentials.provenance import queries as provenances
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.people.rules import PROFESSIONS
from trainer.web.access import for_role, me
from trainer.web.paging import page_of

SITTINGS = 200  # more than anybody sits in the years that a trail is looked at; the rest is on the trail
LEARNED = 100  # lines that came in since; the ledger has all


@audit.get("/clinics/<clinic:clinic>/people/<int:person_id>")
@for_role("director")
def person(clinic, person_id):
    found = queries.member(clinic, person_id)
    clocks = clocks_of(clinic, request.args)
    seen, mine = Seen.by(clocks, clinic), me().clinics_as("director")
    ids = [one.id for one in mine]
    sittings = [Sitting(row, seen.last) for row in queries.attempts(found, ids, SITTINGS, seen.last)]
    page = page_of(queries.lines(found, ids, *queries.known(seen.until, seen.known_at)))
    return render_template(
        "audit/person.html",
        clinic=clinic,
        person=found,
        clocks=clocks,
        form=clocks_form(clocks),
        **standing_of(found, clinic, clocks, seen, ids),
        evidence=Evidence.of(sittings, mine),
        sittings=sittings,
        lines=timeline(page.items, found.name, clinic),
        learned=timeline(learned_since(found, ids, seen), found.name, clinic),
        page=page,
        professions=PROFESSIONS,
        moment_there=partial(local, clinic=clinic),
        printed_at=local(clock.now(), clinic),
    )


def standing_of(person: Person, clinic: Clinic, clocks: Clocks, seen: Seen, mine: Sequence[int]) -> dict[str, Any]:
    """What they hold and why. Of days on which they were not here, only what was issued at these clinics of mine: the
    rest is another clinic's business."""
    roles = queries.memberships(person, mine)
    here = [one for one in roles if one.clinic_id == clinic.id]
    is_here = was_here(here, clocks)
    known = seen.certificates(credentials.certificates_of(person), clocks.day)
    unknown = credentials.not_yet_theirs(person, clocks.known_at)
    held = [one for one in known if (is_here or one.clinic_id in mine) and one.person_id not in unknown]
    history, titles = credentials.history_of(person, clocks.known_at), modules.titles()
    book = credentials.rulebook(clinic.id, clocks.day, clocks.known_at)
    return {
        "is_here": is_here,
        "may_enter": any(role.is_current for role in here),
        "reasoned": reasoned(book, history, held, titles) if is_here else [],
        "entries": {one.id: one for one in credentials.entries_of(person)},
        "held": all_today(held, history, clocks.day),
        "imported": imported_of(held, clocks),
        "roles": seen.roles(roles, clocks.day),
        "titles": titles,
    }


def imported_of(held, clocks):
    """Of these certificates those that were not earned here. What the system issued by itself, was."""
    by_hand = [one.id for one in held if one.by_id]
    return provenances.of_certificates(by_hand, clocks.known_at) if by_hand else {}


def clocks_form(clocks) -> ClocksForm:
    form = ClocksForm(request.args, clocks.current_day)
    form.validate()
    return form


def learned_since(found, clinic_ids, seen: Seen):
    """What was recorded after the moment about days up to the one shown, newest first."""
    if seen.known_at is None:
        return []
    wanted = queries.lines(found, clinic_ids, *queries.learned(seen.until, seen.known_at))
    return db.session.scalars(wanted.limit(LEARNED)).all()
