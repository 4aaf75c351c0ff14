import click
from flask import current_app
from flask.cli import AppGroup

from trainer.credentials.badges import actions
from trainer.db import db

badges = AppGroup("badges", help="Open Badges: the keys they are signed with.")


@badges.command()
def new_key():
    """Sign with a new key from now on. What earlier keys signed stays checkable."""
    made = actions.make_key(current_app.config["SECRET_KEY"])
    db.session.commit()
    click.echo(f"Key {made.number} signs from now on: {made.public_key}")
