from pathlib import Path

import click

from trainer.credentials.importing import actions, planning, reading
from trainer.credentials.importing.forms import DATES
from trainer.credentials.importing.planning import Shelf
from trainer.credentials.importing.rules import FIELDS, Mapping, Plan, guessed
from trainer.db import db
from trainer.errors import Refused, Unreadable
from trainer.people import queries as people
from trainer.people.models import Clinic, Person


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--clinic", "slug", required=True, help="The end of the clinic's address, like riverbend-clinic.")
@click.option("--by", "email", required=True, help="Address of the director of the clinic who answers for it.")
@click.option("--column", "columns", multiple=True, help=f"FIELD=HEADING, for each of: {', '.join(FIELDS)}.")
@click.option("--dates", type=click.Choice(list(DATES)), default="iso", show_default=True, help="What comes first.")
@click.option("--credential", default="", help="The end of its file's name: what the certificates are.")
@click.option("--state", default="", help="State of the licenses, where no column says it, like CO.")
@click.option("--letters", is_flag=True, help="Write to each new person how to sign in.")
@click.option("--once-verified", is_flag=True, help="Certificates count only once they are verified, one by one.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, change nothing.")
def import_people(file, slug, email, columns, dates, credential, state, letters, once_verified, dry_run):
    """Import people and earlier certificates from FILE, CSV or XLSX. Doing it twice changes nothing."""
    try:
        clinic, by = people.known_clinic(slug), people.known_person(email)
        if not by.holds("director", clinic=clinic):
            raise Refused(f"{by.name} is no director of {clinic.name}.")
        content = file.read_bytes()
        table, shelf = reading.read(content), Shelf.of(clinic)
        if credential and credential not in shelf.versions:
            raise Refused(f"{clinic.name} follows no credential {credential}, but: {', '.join(shelf.versions)}.")
        placed = guessed(table.head) | chosen(columns, table)
        mapping = Mapping(placed, dates, credential, state.upper(), letters, once_verified)
        plan = planning.planned(clinic, planning.meant_by(clinic, table, mapping, shelf), by)
        tell(plan, table)
        if not dry_run and plan.changes:
            do(clinic, file, content, mapping, by)
    except (Refused, Unreadable) as problem:
        raise click.ClickException(str(problem)) from None


def chosen(columns: tuple[str, ...], table: reading.Table) -> dict[str, int]:
    found = {}
    for one in columns:
        name, _, heading = one.partition("=")
        if name not in FIELDS or heading not in table.head:
            raise Refused(f"“{one}” does not name a field and a heading. The headings are: {', '.join(table.head)}.")
        found[name] = table.head.index(heading)
    return found


def tell(plan: Plan, table: reading.Table) -> None:
    click.echo(table.remark)
    for fault in plan.faults:
        click.echo(f"line {fault.line}, {fault.column}: {fault.reason} {fault.mend}")
    counts = plan.counts
    click.echo(
        f"{counts['new']} new people, {counts['known']} known, {counts['invite']} asked by invitation, "
        f"{counts['certificates']} new certificates, {counts['there']} rows without change, {counts['bad']} left out."
    )


def do(clinic: Clinic, file: Path, content: bytes, mapping: Mapping, by: Person) -> None:
    batch = actions.send_in(clinic, file.name, content, by=by)
    actions.map_columns(batch, mapping)
    db.session.commit()
    planned = planning.Planning(batch, by)
    plan = planned.plan()
    actions.confirm(batch, plan.counts, by=by)
    actions.carry_out(batch, planned, actions.digest_of(batch, plan), by=by)
    db.session.commit()
    click.echo(f"Import {batch.id} is done.")
