"""What is being worked on, and how to begin."""

from flask import flash, redirect, render_template, url_for

from trainer.banks import queries as banks_queries
from trainer.banks.authoring import actions, queries
from trainer.banks.authoring.forms.beginning import FromModuleForm, NewModuleForm
from trainer.banks.views import banks
from trainer.db import db
from trainer.web.access import for_role, me
from trainer.web.paging import part_of

SHOWN = 50  # closed manuscripts
JUST_BEGUN = "Somebody has just begun a manuscript of this name. Go on in that one."
ONE_IS_OPEN = ("uq_manuscript_slug_open", "uq_manuscript_slug")  # as PostgreSQL and as SQLite name it
TAKEN = dict.fromkeys(ONE_IS_OPEN, ("slug", JUST_BEGUN))


@banks.route("/manuscripts/")
@for_role("educator")
def manuscripts():
    return workbench_page()


@banks.route("/manuscripts/from-module", methods=["POST"])
@for_role("educator")
def manuscript_from_module():
    form = FromModuleForm.among(queries.modules_without_manuscript())
    if form.submitted():
        version = banks_queries.live_version(form.module.data)
        with form.or_refused():
            title = version.title if version else form.module.data
            manuscript = actions.open_manuscript(me(), version, form.module.data, title)
            db.session.commit()
            flash(
                "Every part is here as it is live now. Nothing goes live before somebody else has approved it.",
                "success",
            )
            return redirect(url_for(".manuscript", manuscript_id=manuscript.id))
    return workbench_page(from_module=form)


@banks.route("/manuscripts/new", methods=["GET", "POST"])
@for_role("educator")
def manuscript_new():
    form = NewModuleForm()
    if form.submitted():
        with form.or_refused(), form.beside(**TAKEN):
            manuscript = actions.open_manuscript(me(), None, form.slug.data or "", form.title.data or "")
            db.session.commit()
            return redirect(url_for(".manuscript", manuscript_id=manuscript.id))
    return render_template("banks/authoring/new_module.html", form=form), 422 if form.errors else 200


def workbench_page(from_module: FromModuleForm | None = None):
    form = from_module or FromModuleForm.among(queries.modules_without_manuscript())
    return render_template(
        "banks/authoring/workbench.html",
        page=part_of(queries.manuscripts()),
        closed=queries.closed_manuscripts(SHOWN),
        form=form,
    ), 422 if form.errors else 200
