from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError

from trainer import jobs, mail
from trainer.db import broken_constraint, db
from trainer.errors import Refused
from trainer.people import actions, queries, rules
from trainer.people.models import Clinic
from trainer.web.addresses import absolute

people = AppGroup("people", help="Accounts, roles and invitations.")
role_option = click.Choice(list(rules.ROLES))
clinic_option = click.option("--clinic", help="The end of the clinic's address, like riverbend-clinic.")


@contextmanager
def one_change() -> Iterator[None]:
    """Committed at the end, or refused in one line."""
    try:
        yield
        db.session.commit()
    except Refused as problem:
        raise click.ClickException(str(problem)) from None
    except IntegrityError as problem:
        if broken_constraint(problem) != "uq_invitation_open":
            raise
        raise click.ClickException("This person has such an invitation already.") from None


@people.command()
@click.argument("name")
@click.argument("email")
@click.option("--role", type=role_option, default="practitioner", show_default=True)
@clinic_option
@click.option("--profession", type=click.Choice(list(rules.PROFESSIONS)))
def invite(name, email, role, clinic, profession):
    """Invite NAME at EMAIL. Writes the mail and prints the link."""
    with one_change():
        guest = actions.Guest(name, email, profession, role, place(role, clinic))
        token = actions.invite(guest, by=None)
    jobs.soon(mail.send_waiting)
    click.echo(absolute("people.invitation", token=token))


@people.command()
@click.argument("email")
@click.argument("role", type=role_option)
@clinic_option
def appoint(email, role, clinic):
    """Give the person at EMAIL another ROLE."""
    with one_change():
        person = queries.known_person(email)
        actions.appoint(person, role, place(role, clinic), by=None)
    click.echo(f"{person.name} is now {role}.")


@people.command()
@click.argument("email")
def remove_second_factor(email):
    """Let the person at EMAIL, who lost phone and recovery codes, in by password alone."""
    with one_change():
        person = queries.known_person(email)
        actions.remove_second_factor(person, by=None)
    click.echo(f"{person.name} can sign in with the password alone now.")


@people.command()
def setup_link():
    """Print the link that sets this installation up, while nobody has an account."""
    with one_change():
        token = actions.make_setup_link()
        if token is None:
            raise Refused("This installation is set up already. Sign in, or use `people appoint` and `people invite`.")
    click.echo(absolute("people.setup", token=token))


def place(role: str, slug: str | None) -> Clinic | None:
    if role == actions.ADMINISTRATOR:
        if slug:
            raise Refused("An administrator runs the whole installation: leave --clinic out.")
        return None
    if not slug:
        raise Refused(f"A {role} works at a clinic: name it with --clinic.")
    return queries.known_clinic(slug)
