"""What an installation serves to wallets and verifiers, and that others' software accepts it."""

import json
from datetime import UTC, date, datetime, timedelta

import lxml.etree
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.baking import extract_svg
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError
from openbadgeslib.ob3.ldp import verify_data_integrity_proof

from tests.builders import make_person, saved
from tests.credentials.badges.builders import SITE, US, accepted_by_openbadgeslib, accepted_by_us, address_of
from tests.credentials.builders import make_certificate, make_entry, make_policy
from trainer.credentials.badges import multikey
from trainer.credentials.badges.rules import badge, issuer, status
from trainer.credentials.models import CertificateEntry

pytestmark = [pytest.mark.usefixtures("june"), pytest.mark.sqlite]  # the statements are the same everywhere


def test_a_badge_is_accepted_by_others_and_by_us(fetch, certificate):
    document = fetch(address_of(certificate))
    accepted_by_openbadgeslib(fetch, document)
    accepted_by_us(fetch, document)


def test_what_it_says(fetch, certificate):
    document = json.loads(fetch(address_of(certificate)))
    subject = document["credentialSubject"]
    email, name = subject["identifier"]
    assert document["issuer"]["id"] == "did:web:trainer.example"
    assert (document["validFrom"], document["validUntil"]) == ("2026-01-01T00:00:00-07:00", "2028-01-01T23:59:59-07:00")
    assert name["identityHash"] == "Ada Okafor"
    assert email["identityHash"] == badge.identity_hash("ada@example.org", email["salt"])
    assert subject["achievement"]["name"] == "Needling knowledge"
    assert "not a license" in subject["achievement"]["description"]
    assert subject["source"]["name"] == "Riverbend"
    assert document["evidence"][0]["id"] == f"{SITE}/check/{certificate.code}"
    for private in ("ada@example.org", "score", "physical therapist"):
        assert private not in str(document)


def test_no_badge_vouches_for_what_was_only_imported(browser, clinic, certificate):
    told = {"provenance": "imported, not verified"}
    entry = make_entry(certificate.person, clinic, "document", "imported-certificate", date(2026, 1, 1), details=told)
    imported = make_certificate(certificate.person, clinic, certificate.credential_version)
    saved(CertificateEntry(certificate_id=imported.id, entry_id=entry.id))
    for file in ("badge.json", "badge.svg"):
        browser.open(f"/check/{imported.code}/{file}", status=409)
        assert "not earned here (imported, not verified)" in browser.page.text
    browser.open(f"/check/{imported.code}.json")
    assert browser.response.json["provenance"] == "imported, not verified"
    browser.open(f"/check/{certificate.code}/badge.json")


def test_the_same_certificate_gives_the_same_file(fetch, certificate, june):
    first = fetch(address_of(certificate))
    june.shift(timedelta(days=30))
    assert fetch(address_of(certificate)) == first


def test_two_badges_of_one_person_do_not_tell_that_they_are(fetch, certificate, clinic):
    second = make_certificate(certificate.person, clinic, make_policy("a", slug="other", title="Other"))
    salts = {
        json.loads(fetch(address_of(one)))["credentialSubject"]["identifier"][0]["salt"]
        for one in (certificate, second)
    }
    assert len(salts) == 2


def test_a_renewal_links_to_the_certificate_before(fetch, certificate, clinic):
    renewed = make_certificate(
        certificate.person,
        clinic,
        certificate.credential_version,
        valid_from=date(2026, 5, 1),
        valid_until=date(2028, 5, 1),
        renews_id=certificate.id,
    )
    document = json.loads(fetch(address_of(renewed)))
    assert document["evidence"][1]["id"] == f"{SITE}/check/{certificate.code}"
    accepted_by_openbadgeslib(fetch, fetch(address_of(certificate)))


def test_one_changed_byte_is_refused(fetch, certificate):
    document = fetch(address_of(certificate)).replace(b"Ada", b"Ida")
    with pytest.raises(OB3VerificationError, match="signature mismatch"):
        accepted_by_openbadgeslib(fetch, document)


def test_after_its_last_day_it_is_refused(fetch, certificate, june):
    document = fetch(address_of(certificate))
    june.move_to(datetime(2028, 1, 2, 6, 59, tzinfo=UTC))  # a minute before midnight in Denver
    accepted_by_openbadgeslib(fetch, document)
    june.move_to(datetime(2028, 1, 2, 7, 10, tzinfo=UTC))
    with pytest.raises(OB3VerificationError, match="expired"):
        accepted_by_openbadgeslib(fetch, document)


def test_in_the_name_of_another_issuer_it_is_refused(fetch, certificate):
    document = fetch(address_of(certificate))
    with pytest.raises(OB3VerificationError, match="does not match"):
        OB3LdpVerifier.for_issuer_did("did:web:elsewhere.example").verify(document, download=fetch)
    forged = document.replace(b'"verificationMethod": "did:web:trainer', b'"verificationMethod": "did:web:elsewhere')
    with pytest.raises(OB3VerificationError, match="anchored DID"):
        accepted_by_openbadgeslib(fetch, forged)


@pytest.mark.parametrize("kind", ["revocations", "suspensions"])
def test_the_lists_are_signed_as_well(fetch, certificate, key, kind):
    document = json.loads(fetch(f"/status/{kind}/1"))
    assert document["id"] == f"{SITE}/status/{kind}/1"
    pem = issuer_pem(key.public_key)
    verify_data_integrity_proof(document, pem)
    document["credentialSubject"]["encodedList"] = status.encoded([0])
    with pytest.raises(OB3VerificationError):
        verify_data_integrity_proof(document, pem)


def issuer_pem(key: str) -> bytes:
    pair = Ed25519PublicKey.from_public_bytes(multikey.public_key(key))
    return pair.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_there_are_no_lists_beyond_the_certificates(browser, certificate):
    for address in ("/status/revocations/0", "/status/revocations/2", "/status/suspensions/99999999"):
        assert browser.client.get(address).status_code == 404, address


def test_the_picture_has_the_badge_baked_in(fetch, certificate):
    picture = fetch(address_of(certificate, "svg"))
    baked = extract_svg(picture, element="openbadges:credential", text_fallback=True)
    assert baked is not None
    assert json.loads(baked) == json.loads(fetch(address_of(certificate)))
    accepted_by_openbadgeslib(fetch, baked)


def test_a_name_cannot_break_out_of_the_picture(fetch, clinic, key):
    name = "]]></openbadges:credential><script>alert(1)</script> & Ümit 山田"
    certificate = make_certificate(make_person(clinic=clinic, name=name), clinic, make_policy("a"))
    picture = fetch(address_of(certificate, "svg"))
    assert not [node for node in lxml.etree.fromstring(picture).iter() if str(node.tag).endswith("script")]
    accepted_by_us(fetch, extract_svg(picture, element="openbadges:credential", text_fallback=True))


def test_the_issuer_says_who_it_is(fetch, key):
    assert json.loads(fetch("/issuer.json"))["id"] == US.id
    did = json.loads(fetch("/.well-known/did.json"))
    assert did["id"] == US.id
    assert did["assertionMethod"] == [issuer.method_of(US.id, key.public_key)]
    assert fetch("/did.json") == fetch("/.well-known/did.json")
    assert key.private_key not in str(did)


@pytest.mark.parametrize(
    "address", ["/check/{code}/badge.json", "/.well-known/did.json", "/issuer.json", "/status/revocations/1"]
)
def test_a_verifier_on_another_site_may_read_it(browser, certificate, address):
    answer = browser.client.get(address.format(code=certificate.code))
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.mimetype == "application/ld+json"


@pytest.mark.parametrize("end", ["json", "svg"])
def test_a_wrong_code_tells_nothing(browser, certificate, end):
    wrong = [certificate.code[:-1], certificate.code[:-1] + "Q", "x", "A" * 500, "%20"]
    answers = {browser.client.get(f"/check/{code}/badge.{end}").get_data(as_text=True) for code in wrong}
    assert len(answers) == 1
    assert browser.client.get(f"/check/{wrong[0]}/badge.{end}").status_code == 404
