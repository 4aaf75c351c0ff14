"""The frozen report: whoever is signed in may read what decided a result; following it is the educator's."""

from flask import Response, abort, flash, redirect, render_template, url_for

from trainer.banks import queries as banks
from trainer.db import db
from trainer.insight.studies import actions, closing, queries
from trainer.insight.studies.forms import DecisionForm
from trainer.insight.studies.pages import Decided
from trainer.insight.studies.paper import pairs
from trainer.insight.studies.views import studies
from trainer.insight.studies.words import (
    LIMITS,
    METHOD,
    compromise_in_words,
    in_points,
    reliability,
    round_in_words,
    taking_part,
    tied,
    verdict,
    wide_in_words,
)
from trainer.insight.studies.writing import write_in
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.paging import part_of

WORDS = {
    "compromise_in_words": compromise_in_words,
    "in_points": in_points,
    "limits": LIMITS,
    "method": METHOD,
    "reliability": reliability,
    "round_in_words": round_in_words,
    "taking_part": taking_part,
    "tied": tied,
    "verdict": verdict,
    "wide_in_words": wide_in_words,
}


@studies.get("/studies/<int:study_id>/report")
def report(study_id):
    found = queries.report(study_id)
    return shown(found, DecisionForm(formdata=None, data={"percent": round(found.percent)}))


@studies.post("/studies/<int:study_id>/decision")
@for_role("educator", "director")
def decision(study_id):
    found, form = queries.report(study_id), DecisionForm()
    if form.submitted():
        with form.or_refused():
            actions.decide(found, form.percent.data, form.words.data, me(), seen=form.seen.data)
            db.session.commit()
            return redirect(url_for(".report", study_id=study_id) + "#decision")
    return shown(found, form)


@studies.post("/studies/<int:study_id>/policy")
@for_role("educator")
def policy(study_id):
    """The decided cut goes into the module's manuscript, where somebody else reviews it."""
    if not ButtonForm().submitted():
        abort(400)
    decided = queries.decisions_of(queries.report(study_id))
    saved = write_in(decided[0], me()) if decided else abort(404)
    db.session.commit()
    flash(
        "The cut stands in the quiz policy of the manuscript. It counts once that is reviewed and published.", "success"
    )
    return redirect(url_for("banks.manuscript", manuscript_id=saved.part.manuscript_id))


def shown(found, form):
    live = banks.live_version(found.study.module_version.module.slug)
    assert live is not None
    decided = Decided.of(live)
    form.seen.data, form.seen.raw_data = decided.decision.id if decided.decision else 0, None
    return render_template(
        "insight/studies/report.html",
        report=found,
        document=found.document,
        page=part_of(list(pairs(found.document))),
        live=banks.published(live.id),
        decisions=queries.decisions_of(found),
        decided=decided,
        form=form,
        may_decide=me().holds("educator", "director"),
        may_write=me().holds("educator"),
        button=ButtonForm(formdata=None),
        **WORDS,
    ), 422 if form.errors else 200


@studies.get("/studies/<int:study_id>/report.pdf")
def report_pdf(study_id):
    return attached(study_id, "PDF", "application/pdf")


@studies.get("/studies/<int:study_id>/report.json")
def report_json(study_id):
    """The document in the very spelling that its hash is of."""
    return attached(study_id, "document", "application/json")


def attached(study_id: int, paper: str, mimetype: str) -> Response:
    """Checked against its hash each time. That it was altered is the one thing that reading it writes down."""
    found = queries.report(study_id)
    try:
        content = closing.paper_of(found, paper)
    except closing.Altered:
        actions.tell("altered", found.study, me(), paper=f"the {paper}")
        db.session.commit()
        raise
    name = f"cut-score-study-{study_id}.{mimetype.rpartition('/')[2]}"
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": f'inline; filename="{name}"'})
