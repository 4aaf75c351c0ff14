"""A director's pages: which modules the clinic stands for."""

from flask import abort, flash, redirect, render_template, url_for

from trainer.banks import actions, queries
from trainer.banks.authoring.queries import from_workbench
from trainer.banks.forms import AdoptionForm
from trainer.banks.models import ModuleVersion
from trainer.banks.views import banks
from trainer.db import db
from trainer.people.models import Clinic
from trainer.web.access import for_role, me

SIMULTANEOUS = "Somebody else has adopted this version in the meantime. Nothing is left to do."


@banks.route("/clinics/<clinic:clinic>/modules")
@for_role("director")
def clinic_modules(clinic):
    live, adopted = queries.live_versions(), queries.adopted_by([clinic])
    return render_template("banks/clinic_modules.html", clinic=clinic, live=live, adopted=adopted)


@banks.route("/clinics/<clinic:clinic>/modules/<slug>/adoption", methods=["GET", "POST"])
@for_role("director")
def adopt(clinic, slug):
    version = queries.live_version(slug) or abort(404)
    form = AdoptionForm(me(), clinic, version)
    if form.submitted():
        with form.beside(uq_adoption_clinic_id_module_version_id=("version", SIMULTANEOUS)):
            actions.adopt(
                me(),
                clinic,
                version,
                name=form.name.data,
                statement=form.statement.data,
                adopted_on=form.adopted_on.data,
            )
            db.session.commit()
            return go_on(clinic, version)
    return render_template(
        "banks/adopt.html",
        clinic=clinic,
        version=version,
        module=queries.published(version.id),
        is_from_workbench=bool(from_workbench([version.id])),
        in_force=queries.adoption_in_force(clinic, version.module),
        form=form,
    ), 422 if form.errors else 200


def go_on(clinic: Clinic, done: ModuleVersion):
    """To the next module that has not been adopted, or back to the list, which says that all have."""
    flash(f"Version {done.number} of {done.title} is adopted for {clinic.name}.", "success")
    adopted = queries.adopted_by([clinic])
    for version in queries.live_versions():
        if version.module_id not in adopted:
            return redirect(url_for(".adopt", clinic=clinic, slug=version.module.slug))
    return redirect(url_for(".clinic_modules", clinic=clinic))
