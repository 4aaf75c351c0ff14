import click

from trainer.banks import queries
from trainer.banks.cards import actions
from trainer.banks.cards.tasks import look_after_cards
from trainer.banks.cli.group import banks
from trainer.db import db


@banks.command
def cards():
    """Make the cards that item lists are searched by anew, from what was published and asked."""
    for version in queries.live_versions():
        actions.rebuild(version)
        db.session.commit()
        click.echo(f"{version.module.slug} {version.number}")
    look_after_cards()
