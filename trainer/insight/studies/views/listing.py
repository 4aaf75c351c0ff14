"""Every module with the study its cut rests on, and the newest study of each."""

from flask import render_template

from trainer.insight.studies import overview
from trainer.insight.studies.views import studies
from trainer.web.access import for_role
from trainer.web.paging import part_of


@studies.get("/studies/")
@for_role("educator", "director")
def all_studies():
    rows = overview.rows()
    return render_template("insight/studies/all.html", page=part_of(rows), undecided=sum(not one.basis for one in rows))
