import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError

from trainer import clock, trail
from trainer.audit.exports import status_csv, status_json
from trainer.audit.exports.status import Part
from trainer.audit.pages.clocks import clocks_on
from trainer.audit.pages.roster import followed, roster_of
from trainer.audit.queries import modules
from trainer.audit.queries import roster as rosters
from trainer.audit.rules import Filter
from trainer.credentials import queries
from trainer.db import db
from trainer.errors import Refused
from trainer.people import queries as people
from trainer.trail import checking, heads
from trainer.trail.checking import Counts, Finding


class RecordGroup(AppGroup):
    def invoke(self, context: click.Context):
        try:
            return super().invoke(context)
        except OperationalError as problem:
            raise click.ClickException(f"Cannot use the database that DATABASE_URL names: {problem.orig}") from None


credentials = RecordGroup("credentials", help="Certificates: how everybody stands, and which are about to end.")
audit = RecordGroup("audit", help="Whether the record is as it was written.")


@credentials.command()
@click.option("--within", "days", type=click.IntRange(1, 3650), default=30, show_default=True, help="Days from today.")
@click.option("--clinic", "slug", help="Only this clinic: the end of its address, like riverbend-clinic.")
def lapsing(days, slug):
    """List the certificates of practitioners that lapse within so many days, clinic by clinic, soonest first."""
    try:
        clinics = [people.known_clinic(slug)] if slug else people.all_clinics()
    except Refused as problem:
        raise click.ClickException(str(problem)) from None
    found = 0
    for clinic in clinics:
        today = clock.today(clinic.time_zone)
        shelf = queries.shelf([clinic.id])
        for version in shelf.followed(clinic.id, today):
            roster = roster_of(clinic, shelf, version, today)
            for person in db.session.execute(rosters.people(roster, Filter(within=days, sort="until"))):
                click.echo(f"{person.valid_until}  {clinic.slug}  {person.name} <{person.email}>  {version.title}")
                found += 1
    if not found:
        click.echo(f"No certificate lapses within {days} days.")


DAY = click.DateTime(["%Y-%m-%d"])


@credentials.command()
@click.option("--as-of", type=DAY, help="What held on this day; without it, today where each clinic is.")
@click.option("--as-known-on", "known_on", type=DAY, help="By what was recorded by the end of this day.")
@click.option("--clinic", "slug", help="Only this clinic: the end of its address, like riverbend-clinic.")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
def status(as_of, known_on, slug, form):
    """Say how everybody who practices stands with every credential, on any day, as known on any day, and why."""
    try:
        clinics = [people.known_clinic(slug)] if slug else people.all_clinics()
        parts = [part_of(clinic, as_of and as_of.date(), known_on and known_on.date()) for clinic in clinics]
    except Refused as problem:
        raise click.ClickException(str(problem)) from None
    for part in parts:
        click.echo(f"{part.clinic.name}: {part.clocks.sentence}.", err=True)
    for text in (status_csv if form == "csv" else status_json)(db.engine, parts, modules.titles()):
        click.echo(text, nl=False)


def part_of(clinic, as_of: date | None, known_on: date | None) -> Part:
    clocks = clocks_on(clinic, as_of, known_on)
    book = queries.rulebook(clinic.id, clocks.day, clocks.known_at)
    return Part(clinic, clocks, [followed(book, one) for one in book.versions])


@audit.command()
def seal():
    """Seal what is in no batch yet, and print the last batch: number, moment and hash, for a copy kept elsewhere."""
    trail.seal()
    click.echo(trail.head() or "There is nothing to seal.")


@audit.command()
@click.option(
    "--heads",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Another copy of seals.log, or of lines of it, to compare with.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def check(context, files, as_json):
    """Compare everything with its seal, and name each line that was changed, removed, moved or slipped in."""
    counts, log = Counts(), heads.log_file()
    found = checking.check(counts, [*([log] if log.exists() else []), *files])
    (print_json if as_json else print_lines)(found, counts)
    context.exit(1 if counts.findings else 0)


def print_lines(found: Iterable[Finding], counts: Counts) -> None:
    for finding in found:
        click.echo(finding)
    click.echo(
        f"Checked {number(counts.lines, 'line')} in {number(counts.batches, 'batch', 'batches')} and "
        f"{number(counts.heads, 'head')} written down outside; waiting for the next seal: {counts.waiting}."
    )
    if counts.batches and not counts.heads:
        click.echo("No head was there to compare with; without one, a chain rewritten as a whole looks sound.")
    if counts.retired:
        click.echo(f"Of {number(counts.retired, 'line')} only the chain is checked: a migration replaced their tables.")
    if counts.erased:
        click.echo(f"Of {number(counts.erased, 'line')} the row was erased with an account, as the trail says.")
    click.echo(f"Findings: {counts.findings}." if counts.findings else "Everything is as it was sealed.")


def number(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def print_json(found: Iterable[Finding], counts: Counts) -> None:
    """One document, written as it is found: there may be very many findings."""
    click.echo('{"findings": [', nl=False)
    for at, finding in enumerate(found):
        click.echo(("," if at else "") + "\n" + json.dumps(asdict(finding)), nl=False)
    click.echo(f'], "counts": {json.dumps(asdict(counts))}}}')
