"""flask insight: what the night does by itself, now."""

import click
from flask.cli import AppGroup

from trainer.db import db
from trainer.insight import actions, queries
from trainer.insight.rebuilding import Rebuilt, rebuild

insight_commands = AppGroup("insight", help="Numbers about items.")


@insight_commands.command()
def note():
    """Note the numbers of every item where the lists of items read them, as is done each night."""
    modules = queries.modules_with_answers()
    for module_id in modules:
        actions.note_numbers(module_id)
        db.session.commit()
    click.echo(f"Noted the numbers of {len(modules)} modules.")


@insight_commands.command("rebuild")
def rebuild_responses():
    """Make what numbers are computed from again from attempts and answers: enter what is missing, tell what differs.

    Fails where a row says another answer than was given. Corrections are not in it: pages add them as they are read.
    """
    found = Rebuilt()
    for _ in rebuild(found):
        db.session.commit()
    click.echo(f"{found.attempts} attempts: {found.entered} rows entered, {found.differ} differ in what was answered.")
    if found.counted_otherwise:
        click.echo(f"{found.counted_otherwise} rows count for others than roles and accounts say; they stay as noted.")
    if found.differ:
        raise SystemExit(1)
