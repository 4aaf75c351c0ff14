from functools import partial

from flask import render_template

from trainer import clock
from trainer.audit.pages.person import Evidence, Sitting, local, timeline
from trainer.audit.queries import modules
from trainer.audit.queries import person as queries
from trainer.audit.views import audit
from trainer.credentials import queries as credentials
from trainer.credentials.pages import all_today, standings
from trainer.people.rules import PROFESSIONS
from trainer.web.access import for_role, me
from trainer.web.paging import page_of

SITTINGS = 200  # more than anybody sits in the years that a trail is looked at; the rest is on the trail


@audit.get("/clinics/<clinic:clinic>/people/<int:person_id>")
@for_role("director")
def person(clinic, person_id):
    found = queries.member(clinic, person_id)
    mine = me().clinics_as("director")
    mine_ids = [one.id for one in mine]
    today = clock.today(clinic.time_zone)
    roles = queries.memberships(found, mine_ids)
    is_here = any(role.is_current for role in roles)
    # Of somebody who has left, only what was issued here: where they work now is that clinic's business.
    held = [one for one in credentials.certificates_of(found) if is_here or one.clinic_id in mine_ids]
    history = credentials.history_of(found)
    sittings = [Sitting(row) for row in queries.attempts(found, mine_ids, SITTINGS)]
    page = page_of(queries.lines(found, mine_ids))
    return render_template(
        "audit/person.html",
        clinic=clinic,
        person=found,
        is_here=is_here,
        today=today,
        standings=standings(credentials.shelf([clinic.id]), [clinic], history, held, today) if is_here else [],
        entries={one.id: one for one in credentials.entries_of(found)},
        held=all_today(held, history),
        memberships=roles,
        evidence=Evidence.of(sittings, mine),
        sittings=sittings,
        lines=timeline(page.items, found.name, clinic),
        page=page,
        titles=modules.titles(),
        professions=PROFESSIONS,
        moment_there=partial(local, clinic=clinic),
    )
