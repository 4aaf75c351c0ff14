"""The one thing that a GET writes: that somebody's record was looked at.

It happens behind the view, in a transaction of its own, for every page whose address names a clinic and a person
there, so that no page of a record can be forgotten. A page that cannot be noted is not shown.
"""

from datetime import datetime
from typing import Any

from flask import Response, current_app, request
from flask_login import current_user
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from trainer import clock
from trainer.audit.looks.models import Look
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.web.access import me


def note_look(response: Response) -> Response:
    place = request.view_args or {}
    clinic, person_id = place.get("clinic"), place.get("person_id")
    is_shown = request.method == "GET" and response.status_code == 200
    if is_shown and isinstance(clinic, Clinic) and isinstance(person_id, int) and current_user.is_authenticated:
        note(me(), person_id, clinic)
    return response


def note(by: Person, about_id: int, clinic: Clinic) -> None:
    """Looking at oneself is nobody's business. What this process has noted in this hour it does not note again."""
    now = clock.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    look = (by.id, about_id, clinic.id, hour)
    noted: set[tuple] = current_app.extensions.setdefault("looks", set())
    if by.id == about_id or look in noted:
        return
    add(dict(zip(("by_id", "about_id", "clinic_id", "hour"), look, strict=True)), now)
    for one in [one for one in noted if one[-1] != hour]:
        noted.discard(one)
    noted.add(look)


def add(look: dict[str, Any], now: datetime) -> None:
    try:
        with db.engine.begin() as connection:
            connection.execute(insert(Look).values(looked_at=now, **look))
    except IntegrityError as problem:
        if not db.session.scalar(select(Look.id).filter_by(**look)):  # it was not another process that noted it
            raise problem
