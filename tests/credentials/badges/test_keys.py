"""The keys that badges are signed with: made once, sealed, followed by newer ones, never forgotten."""

import json

import pytest
from sqlalchemy.exc import IntegrityError

from tests.builders import make_person
from tests.credentials.badges.builders import accepted_by_openbadgeslib, address_of
from tests.credentials.builders import make_certificate, make_policy
from trainer.credentials.badges import actions, multikey, queries, sealing
from trainer.credentials.badges.models import IssuerKey
from trainer.db import db

pytestmark = pytest.mark.usefixtures("june")


def test_what_an_earlier_key_signed_stays_good(app, fetch, certificate, key):
    before = fetch(address_of(certificate))
    run = app.test_cli_runner().invoke(args=["badges", "new-key"])
    assert run.output.startswith("Key 2 signs from now on: z6Mk")
    after = fetch(address_of(certificate))
    assert key.public_key in before.decode()
    assert key.public_key not in after.decode()
    accepted_by_openbadgeslib(fetch, before)
    accepted_by_openbadgeslib(fetch, after)


def test_the_key_is_made_once(app, key):
    assert actions.make_key_if_needed(app.config["SECRET_KEY"]) is None
    assert [one.number for one in queries.issuer_keys()] == [1]


def test_of_two_keys_made_at_once_one_is_refused(app, key):
    db.session.add(
        IssuerKey(number=1, public_key="z6MkOther", private_key="", made_at=key.made_at, retired_at=None),
    )
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_the_private_key_is_not_in_the_database(app, key):
    """Only SECRET_KEY opens it. With another one, a new key is made, and the old stays published."""
    assert sealing.unseal(key.private_key, "another secret") is None
    pair = sealing.unseal(key.private_key, app.config["SECRET_KEY"])
    assert multikey.of_public_key(pair.public_key().public_bytes_raw()) == key.public_key
    made = actions.make_key_if_needed("another secret")
    db.session.commit()
    assert made is not None
    assert [one.public_key for one in queries.issuer_keys()] == [made.public_key, key.public_key]
    assert key.retired_at is not None


def test_without_a_key_nothing_is_signed_and_nobody_is_misled(browser, clinic):
    certificate = make_certificate(make_person(clinic=clinic), clinic, make_policy("a"))
    answer = browser.client.get(address_of(certificate))
    assert answer.status_code == 409
    assert "no key to sign badges with" in answer.get_data(as_text=True)
    assert json.loads(browser.client.get("/.well-known/did.json").data)["verificationMethod"] == []
