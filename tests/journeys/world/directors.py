"""Pages of a clinic's director."""

from datetime import timedelta

from sqlalchemy import select

from tests.journeys.world.sample import SLUG, Pages, answered, first, long_name, persona
from trainer import clock
from trainer.people.models import Clinic, Membership

LAST_YEAR = clock.now().date() - timedelta(days=365)


def of_a_director() -> Pages:
    clinic = persona("director").clinics[0]
    here = f"/clinics/{clinic.slug}"
    return answered(
        200,
        "/",
        f"{here}/roster",
        f"{here}/roster?state=lapsed&profession=chiropractor&sort=urgency",
        f"{here}/roster?name=nobody-of-this-name",
        f"{here}/roster?within=soon",
        f"{here}/roster/learned?as_of={LAST_YEAR}&as_known_on={LAST_YEAR}",
        f"{here}/people/{long_name().id}/standing",
        f"{here}/people/{persona('holder').id}/standing?as_of={LAST_YEAR}&as_known_on={LAST_YEAR}",
        f"{here}/binder?state=lapsed",
        f"{here}/binders",
        f"{here}/imports",
        f"{here}/reminders",
        f"{here}/reminders/words",
        f"{here}/reminders/words/letter",
        *(f"{here}/people/{one.id}" for one in (persona("holder"), persona("newcomer"), long_name())),
    ) | answered(404, f"{here}/people/{persona('administrator').id}")


def of_a_director_at_the_desk() -> Pages:
    clinic: Clinic = persona("director").clinics[0]
    here = f"/clinics/{clinic.slug}"
    membership = first(select(Membership).where(Membership.person == long_name(), Membership.clinic == clinic))
    return answered(
        200,
        f"{here}/modules",
        f"{here}/modules/{SLUG}/adoption",
        f"{here}/changes",
        f"{here}/jurisdictions",
        f"{here}/jurisdictions/US-CO",
        f"{here}/jurisdictions/US-CO/1",
        f"{here}/jurisdictions/US-CO/adoption",
        f"{here}/jurisdictions/US-CO/ending",
        f"{here}/memberships",
        f"{here}/memberships/{membership.id}/end",
        f"{here}/memberships/{membership.id}/profession",
        f"{here}/invitations",
    )
