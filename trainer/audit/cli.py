import click
from flask.cli import AppGroup

from trainer import clock
from trainer.audit.pages.roster import roster_of
from trainer.audit.queries import roster as rosters
from trainer.audit.rules import Filter
from trainer.credentials import queries
from trainer.db import db
from trainer.errors import Refused
from trainer.people import queries as people

credentials = AppGroup("credentials", help="Certificates: which are about to end.")


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
