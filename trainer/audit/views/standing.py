from functools import partial

from flask import render_template, request

from trainer.audit.forms import StandingForm
from trainer.audit.pages.clocks import clocks_of
from trainer.audit.pages.person import local
from trainer.audit.pages.roster import followed
from trainer.audit.pages.standing import behind, was_here
from trainer.audit.queries import modules
from trainer.audit.queries import person as queries
from trainer.audit.views import audit
from trainer.credentials import queries as credentials
from trainer.credentials.ledger.pages.lines import WORDS
from trainer.web.access import for_role


@audit.get("/clinics/<clinic:clinic>/people/<int:person_id>/standing")
@for_role("director")
def standing(clinic, person_id):
    """What is behind a cell. Of days on which somebody was not here, nothing: those are another clinic's business."""
    found = queries.member(clinic, person_id)
    clocks = clocks_of(clinic, request.args)
    shelf = credentials.shelf([clinic.id])
    book = shelf.at(clinic.id, clocks.day, clocks.known_at)
    versions = book.versions
    slug = request.args.get("credential") or (versions[0].credential.slug if versions else "")
    version = next((one for one in versions if one.credential.slug == slug), None)
    is_here, titles = was_here(queries.memberships(found, [clinic.id]), clocks), modules.titles()
    return render_template(
        "audit/standing.html",
        clinic=clinic,
        person=found,
        clocks=clocks,
        form=StandingForm(request.args, clocks.current_day, versions, slug),
        is_here=is_here,
        behind=behind(clinic, found, followed(book, version), clocks, titles) if version and is_here else None,
        credentials={one.credential.slug: one.title for one in shelf.versions},
        titles=titles,
        words=WORDS,
        moment_there=partial(local, clinic=clinic),
    )
