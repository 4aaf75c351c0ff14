from flask import Response, flash, redirect, render_template, request, session, url_for

from trainer import clock
from trainer.credentials.documents import actions, queries
from trainer.credentials.documents.calendar import calendar
from trainer.credentials.documents.facts import deadlines_of
from trainer.credentials.documents.views import documents
from trainer.db import db
from trainer.web.access import me, public
from trainer.web.addresses import absolute
from trainer.web.security import limiter


@documents.get("/certificates/calendar")
def feed():
    token = session.pop("calendar", None)  # shown once, right after it was made
    return render_template(
        "credentials/documents-calendar.html",
        feed=queries.current_feed(me()),
        address=absolute("documents.ics", token=token) if token else None,
    )


@documents.post("/certificates/calendar")
def feed_new():
    session["calendar"] = actions.open_feed(me())
    db.session.commit()
    return redirect(url_for(".feed"))


@documents.post("/certificates/calendar/stop")
def feed_stop():
    actions.stop_feed(me())
    db.session.commit()
    flash("The address no longer works. Remove the calendar from your devices.", "success")
    return redirect(url_for(".feed"))


@documents.get("/calendar/<token>.ics")
@public
@limiter.limit("60 per minute")
def ics(token):
    person = queries.feed_at(token).person
    deadlines = deadlines_of(person, clock.today(person.time_zone or "UTC"))
    response = Response(calendar(deadlines), content_type="text/calendar; charset=utf-8")
    response.cache_control.private, response.cache_control.max_age = True, 3600
    response.add_etag()
    return response.make_conditional(request)
