from flask import Blueprint, render_template

from trainer import clock
from trainer.audit.pages.roster import roster_of
from trainer.audit.queries import modules
from trainer.audit.todo import queries
from trainer.credentials import queries as credentials
from trainer.web.access import for_role
from trainer.web.paging import page_of

todo = Blueprint("todo", __name__)


@todo.get("/clinics/<clinic:clinic>/today")
@for_role("director")
def today(clinic):
    day = clock.today(clinic.time_zone)
    shelf = credentials.shelf([clinic.id])
    versions = shelf.followed(clinic.id, day)
    rosters = [roster_of(clinic, shelf, version, day) for version in versions]
    return render_template(
        "audit/todo/today.html",
        clinic=clinic,
        day=day,
        versions=versions,
        windows=queries.WINDOWS,
        lapses=queries.lapses(rosters),
        page=page_of(queries.failed_twice(rosters[0])) if rosters else None,
        titles=modules.titles(),
    )
