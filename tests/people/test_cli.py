"""`flask people`: for the server's console."""

import pytest

from tests.builders import make_clinic, make_person
from trainer.people import queries
from trainer.people.models import Person


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["people", *words])


def test_appoint(run):
    clinic = make_clinic(slug="riverbend")
    make_person("practitioner", clinic, name="Ada", email="ada@example.org")

    first = run("appoint", "ADA@example.org", "director", "--clinic", "riverbend")
    again = run("appoint", "ada@example.org", "director", "--clinic", "riverbend")
    admin = run("appoint", "ada@example.org", "administrator")

    assert first.output == "Ada is now director.\n"
    assert (again.exit_code, again.output) == (1, "Error: Ada is director there already.\n")
    assert admin.output == "Ada is now administrator.\n"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nobody@example.org", "administrator"], "Nobody here has the address nobody@example.org."),
        (["ada@example.org", "director"], "A director works at a clinic: name it with --clinic."),
        (["ada@example.org", "director", "--clinic", "nowhere"], "There is no clinic nowhere."),
        (["ada@example.org", "administrator", "--clinic", "riverbend"], "An administrator runs the whole installation"),
    ],
)
def test_what_cannot_be_done_is_one_line(run, words, message):
    make_clinic(slug="riverbend")
    make_person(role=None, email="ada@example.org")
    result = run("appoint", *words)
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {message}")
    assert result.output.count("\n") == 1


def test_invite_prints_the_link(app, run, browser):
    make_clinic(name="Riverbend", slug="riverbend")
    result = run("invite", "Ada Okafor", "ada@example.org", "--clinic", "riverbend", "--profession", "chiropractor")
    assert result.output.startswith("http://127.0.0.1:8000/invitations/")
    page = browser.open(result.output.strip().removeprefix("http://127.0.0.1:8000"))
    assert page.h1.text == "Join Riverbend"
    assert "An administrator invites you as practitioner." in page.text
    again = run("invite", "Ada Okafor", "ada@example.org", "--clinic", "riverbend")
    assert again.output == "Error: This person has such an invitation already.\n"


def test_setup_link(app, run, browser):
    app.config["PUBLIC_URL"] = "https://trainer.example.org"
    link = run("setup-link").output.strip()
    assert link.startswith("https://trainer.example.org/setup/")
    assert browser.open(link.removeprefix("https://trainer.example.org")).h1.text == "Set up Trainer"
    make_person("administrator")
    assert run("setup-link").output.startswith("Error: This installation is set up already.")


def test_remove_second_factor(app, run):
    ada = make_person(name="Ada", email="ada@example.org", tf_primary_method="authenticator", tf_totp_secret="x")
    assert run("remove-second-factor", "ada@example.org").output == "Ada can sign in with the password alone now.\n"
    person = queries.person_by_email("ada@example.org")
    assert isinstance(person, Person)
    assert person.id == ada.id
    assert not person.has_second_factor
