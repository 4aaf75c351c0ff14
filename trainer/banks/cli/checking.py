import json
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import inspect, select

from trainer.banks import actions, loading, queries
from trainer.banks.cli.group import banks
from trainer.banks.cli.report import in_words, summary
from trainer.banks.cli.stale import stale
from trainer.banks.models import ItemVersion, ModuleVersion, ModuleVersionItem
from trainer.db import db
from trainer.errors import Refused
from trainer.people import queries as people
from trainer.people.models import Person

folder = click.argument("path", required=False, type=click.Path(path_type=Path))


@banks.command()
@folder
@click.option("--json", "wants_json", is_flag=True, help="Print the report as JSON.")
def check(path, wants_json):
    """Name every fault in the banks at PATH (all modules, or one): file, line, rule, how to mend it.

    Also says what they hold, and which published items have lost the ground they stood on. Changes nothing.
    """
    report = loading.check_all(path or current_app.config["QUESTION_BANKS"])
    compared = stale(report.checked)
    said = summary(report, compared)
    click.echo(json.dumps(said, indent=2, ensure_ascii=False) if wants_json else in_words(report, said))
    if report.faults:
        raise SystemExit(1)


@banks.command()
@folder
@click.option("--replace", is_flag=True, help="Also what is older than, or other than, a version from the workbench.")
def load(path, replace):
    """Publish what changed in the banks at PATH as new versions. A module with a fault stays as it is."""
    if not inspect(db.engine).has_table("module_version_item"):
        raise click.ClickException("There is no database yet. Start Trainer once, or run: flask --app wsgi db upgrade")
    report = loading.load_all(path or current_app.config["QUESTION_BANKS"], replaces=replace)
    db.session.commit()
    for name in report.published:
        click.echo(f"published {name}")
    for name in report.unchanged:
        click.echo(f"unchanged {name}")
    for why in report.held:
        click.echo(f"held back {why}", err=True)
    for fault in report.faults:
        click.echo(fault, err=True)
    if report.faults:
        raise SystemExit(1)


@banks.command()
@click.argument("slug")
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@click.option("--by", "email", required=True, metavar="EMAIL", help="Who looked: an educator or administrator.")
@click.option("--reason", required=True, help="Why the items are still right.")
def confirm(slug, items, email, reason):
    """Say that each ITEM of the live version of SLUG is still right, although what it rests on has changed."""
    try:
        confirm_all(slug, items, educator(email), reason)
    except Refused as problem:
        raise click.ClickException(str(problem)) from None
    db.session.commit()
    click.echo(f"{', '.join(items)}: in new forms again.")


def educator(email: str) -> Person:
    person = people.known_person(email)
    if not person.holds("educator", "administrator"):
        raise Refused(f"{person.name} is neither an educator nor an administrator.")
    return person


def confirm_all(slug: str, items: tuple[str, ...], person: Person, reason: str) -> None:
    version = queries.live_version(slug)
    if version is None:
        raise Refused(f"No module {slug} is published.")
    if not reason.strip():
        raise Refused("Say in a few words why the items are still right.")
    rows = waiting_in(version)
    if unknown := [item for item in items if item not in rows]:
        raise Refused(f"Not waiting for anybody: {', '.join(unknown)}. Waiting in {slug}: {', '.join(rows) or 'none'}.")
    for slug_of_item in dict.fromkeys(items):
        item, grounds = rows[slug_of_item]
        actions.confirm(person, version, item, grounds, reason.strip())


def waiting_in(version: ModuleVersion) -> dict[str, tuple[ItemVersion, str]]:
    """The stale items of a live version by slug, each with what it rests on now."""
    rows = db.session.execute(
        select(ItemVersion, ModuleVersionItem.grounds)
        .join(ModuleVersionItem, ModuleVersionItem.item_version_id == ItemVersion.id)
        .where(ModuleVersionItem.module_version_id == version.id)
        .order_by(ModuleVersionItem.position)
    )
    stale_ones = queries.on_new_grounds(version.module_id)
    return {item.item.slug: (item, grounds) for item, grounds in rows if grounds and item.id in stale_ones}
