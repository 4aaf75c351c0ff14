from functools import partial

from flask import abort, render_template, request
from sqlalchemy import func, select

from trainer.audit.pages.learned import comparison, lines
from trainer.audit.pages.person import local
from trainer.audit.pages.roster import Question, question
from trainer.audit.queries import learned as queries
from trainer.audit.views import audit
from trainer.db import db
from trainer.web.access import for_role
from trainer.web.paging import page_of


@audit.get("/clinics/<clinic:clinic>/roster/learned")
@for_role("director")
def learned(clinic):
    """Who stands differently on the day by what is known now than by what was known then."""
    asked = question(clinic, request.args)
    found = asked and comparison(asked)
    if not asked or not found:
        abort(404)
    page = page_of(queries.changed(found.known_then, found.known_now))
    return render_template(
        "audit/learned.html",
        asked=asked,
        found=found,
        page=page,
        lines=lines(found, [one.id for one in page.items]),
        moment_there=partial(local, clinic=clinic),
    )


def number_changed(asked: Question) -> int | None:
    """How many there are; None: there is nothing to compare."""
    found = comparison(asked)
    if found is None:
        return None
    return db.session.scalar(
        select(func.count()).select_from(queries.changed(found.known_then, found.known_now).order_by(None).subquery())
    )
