"""flask insight: what the night does by itself, now."""

import click
from flask.cli import AppGroup

from trainer.db import db
from trainer.insight import actions, queries

insight_commands = AppGroup("insight", help="Numbers about items.")


@insight_commands.command()
def note():
    """Note the numbers of every item where the lists of items read them, as is done each night."""
    modules = queries.modules_with_answers()
    for module_id in modules:
        actions.note_numbers(module_id)
        db.session.commit()
    click.echo(f"Noted the numbers of {len(modules)} modules.")
