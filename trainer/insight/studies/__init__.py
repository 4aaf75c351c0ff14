"""Studies of a cut score: a panel rates items in two rounds, and what comes of it is frozen and can be followed."""

from flask import Flask

from trainer import trail
from trainer.insight.studies import actions
from trainer.insight.studies.basis import basis_of
from trainer.insight.studies.models import (
    CutDecision,
    CutReport,
    CutStudy,
    PanelAnswer,
    StudyItem,
    StudyRating,
    StudyStep,
)
from trainer.insight.studies.naming import cuts_of_attempts, cuts_of_modules
from trainer.insight.studies.pages import unlinked
from trainer.insight.studies.views import convening, listing, panel, reports, studies
from trainer.people import following

VIEWS = (convening, listing, panel, reports)  # each adds its pages to the blueprint


def init_app(app: Flask) -> None:
    app.register_blueprint(studies)
    following.follow(app, "unreachable", actions.forget)
    app.extensions["cut basis"] = basis_of
    app.jinja_env.filters["unlinked"] = unlinked
    app.jinja_env.globals |= {"cuts_of_attempts": cuts_of_attempts, "cuts_of_modules": cuts_of_modules}
    trail.seals(app, CutStudy, recorded="convened_at", parts=[(StudyItem, "study_id")])
    trail.seals(app, StudyStep, recorded="taken_at")
    trail.seals(app, StudyRating, recorded="rated_at")
    trail.seals(app, PanelAnswer, recorded="answered_at")
    trail.seals(app, CutReport, recorded="frozen_at", leave_out=["pdf"])  # its hash is sealed
    trail.seals(app, CutDecision, recorded="decided_at")
