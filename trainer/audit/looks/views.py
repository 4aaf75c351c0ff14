from flask import Blueprint, render_template
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from trainer.audit.looks.models import Look
from trainer.audit.pages.person import local
from trainer.audit.queries.person import member
from trainer.people.models import Clinic, Person
from trainer.web.access import for_role, me
from trainer.web.paging import page_of

looks = Blueprint("looks", __name__)


def newest() -> Select[tuple[Look]]:
    everybody = (joinedload(Look.by), joinedload(Look.about), joinedload(Look.clinic))
    return select(Look).order_by(Look.id.desc()).options(*everybody)


@looks.get("/looks")
def mine():
    """Who looked at my file, at whichever clinic."""
    page = page_of(newest().where(Look.about_id == me().id))
    return render_template("audit/looks/mine.html", page=page, moment_there=local_of)


@looks.get("/clinics/<clinic:clinic>/looks")
@for_role("director")
def at_clinic(clinic):
    page = page_of(newest().where(Look.clinic_id == clinic.id))
    return render_template("audit/looks/clinic.html", clinic=clinic, page=page, moment_there=local_of)


@looks.get("/clinics/<clinic:clinic>/people/<int:person_id>/looks")
@for_role("director")
def of_person(clinic, person_id):
    person: Person = member(clinic, person_id)
    page = page_of(newest().where(Look.clinic_id == clinic.id, Look.about_id == person.id))
    return render_template("audit/looks/clinic.html", clinic=clinic, person=person, page=page, moment_there=local_of)


def local_of(look: Look) -> str:
    clinic: Clinic = look.clinic
    return local(look.looked_at, clinic)
