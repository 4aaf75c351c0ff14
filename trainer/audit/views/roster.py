from flask import Response, abort, render_template, request

from trainer import trail
from trainer.audit.exports import csv_lines
from trainer.audit.pages.clocks import clocks_of
from trainer.audit.pages.roster import Counts, Line, Question, question
from trainer.audit.queries import modules
from trainer.audit.queries import roster as queries
from trainer.audit.views import audit
from trainer.audit.views.learned import number_changed
from trainer.credentials import queries as credentials
from trainer.credentials.provenance import queries as provenances
from trainer.credentials.provenance.rules import Provenance
from trainer.db import db
from trainer.people.rules import PROFESSIONS
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.paging import PER_PAGE, Page


@audit.get("/clinics/<clinic:clinic>/roster")
@for_role("director")
def roster(clinic):
    asked = question(clinic, request.args)
    if asked is None:
        return render_template("audit/no_credential.html", clinic=clinic, clocks=clocks_of(clinic, request.args))
    counts = counts_of(asked)
    page = page_of_people(asked, counts.of_state(asked.wanted.state))
    lines = lines_of(asked, page)
    return render_template(
        "audit/roster.html",
        asked=asked,
        counts=counts,
        changed=number_changed(asked),
        page=page,
        lines=lines,
        imported=imported(lines, asked),
        titles=modules.titles(),
        professions=PROFESSIONS,
    )


def counts_of(asked: Question) -> Counts:
    return Counts.of(asked.clinic.id, queries.counts([asked.roster], asked.wanted))


def page_of_people(asked: Question, total: int) -> Page:
    last = max(1, -(-total // PER_PAGE))
    number = min(max(request.args.get("page", 1, type=int), 1), last)
    statement = queries.people(asked.roster, asked.wanted).limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    return Page(db.session.execute(statement).all(), number, total, PER_PAGE)


def lines_of(asked: Question, page: Page) -> list[Line]:
    people = [person.id for person in page.items]
    histories = credentials.histories(people, asked.roster.asked.known_at)
    failed = queries.failed_attempts(people, asked.roster)
    return [asked.line(person, histories[person.id], failed.get(person.id, {})) for person in page.items]


def imported(lines: list[Line], asked: Question) -> dict[int, Provenance]:
    """Of the certificates that stand, those that were not earned here, as known at the moment."""
    held = {line.certificate for line in lines if line.certificate}
    return provenances.of_certificates(held, asked.roster.asked.known_at) if held else {}


@audit.post("/clinics/<clinic:clinic>/roster.csv")
@for_role("director")
def roster_csv(clinic):
    asked = question(clinic, request.args)
    if asked is None or not ButtonForm().submitted():
        abort(400)
    rows = counts_of(asked).of_state(asked.wanted.state)
    trail.record("roster.exported", by=me(), clinic=clinic, rows=rows, filter=filter_of(asked))
    db.session.commit()
    titles = modules.titles()
    statement = queries.people(asked.roster, asked.wanted)
    name = f"roster-{clinic.slug}-{asked.clocks.in_a_name}.csv"
    return Response(
        csv_lines(db.engine, statement, asked, titles),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def filter_of(asked: Question) -> str:
    """As the trail keeps it, with both days."""
    return f"{asked.wanted.in_words}, {asked.clocks.sentence[0].lower()}{asked.clocks.sentence[1:]}"
