import secrets

import click
from flask.cli import AppGroup

from trainer.db import db
from trainer.demo import actions
from trainer.errors import Refused

demo = AppGroup("demo", help="Sample clinics full of invented people.")


@demo.command()
@click.option("--people", default=60, show_default=True, type=click.IntRange(1), help="How many people to invent.")
@click.option(
    "--attempts",
    default=None,
    type=click.IntRange(0),
    help="At most so many quiz attempts in all; people beyond that have no history.  [default: as many as they need]",
)
@click.option(
    "--seed", default=None, type=click.IntRange(0), help="The same seed makes the same people.  [default: chance]"
)
def load(people, attempts, seed):
    """Add sample clinics with people, attempts and certificates. Everybody is invented."""
    seed = secrets.randbits(16) if seed is None else seed
    unbounded = 20 * people
    try:
        run(people, unbounded if attempts is None else attempts, seed)
    except Refused as problem:
        raise click.ClickException(str(problem)) from None


def run(people: int, attempts: int, seed: int) -> None:
    with click.progressbar(length=people, label=f"Inventing {people:,} people (seed {seed})") as bar:
        shown = 0
        for done in actions.load(people, attempts, seed):
            db.session.commit()
            bar.update(done - shown)
            shown = done
